package lumadrop.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What becomes of the times at which nobody was there to drop. */
public enum Misfire {
    /** The latest missed time is made up for. */
    ONCE,
    /** Missed is missed. */
    SKIP;

    /** The choice as it is written: {@code once}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The choice that the word names, if it names one. */
    public static Optional<Misfire> of(String word) {
        return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Misfire::word).toList();
    }
}
