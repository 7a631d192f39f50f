package lumadrop.flow;

import java.util.function.Supplier;
import lumadrop.inbox.FileNames;
import org.slf4j.MDC;

/** The name and id that stand on each line of the log, and what is to stand there instead for a line about something else. */
final class Label {
    static final String KEY = "job";

    private Label() {}

    static String of(Hand hand) {
        return FileNames.shown(hand.getName()) + " " + hand.getId();
    }

    /** @param label null for none */
    static void during(String label, Runnable line) {
        during(label, () -> {
            line.run();
            return null;
        });
    }

    static <T> T during(String label, Supplier<T> lines) {
        String before = MDC.get(KEY);
        set(label);
        try {
            return lines.get();
        } finally {
            set(before);
        }
    }

    private static void set(String label) {
        if (label == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, label);
        }
    }
}
