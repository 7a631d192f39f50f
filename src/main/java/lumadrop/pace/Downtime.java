package lumadrop.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When the upstream was known to be down: time that counts against no deadline. Thread-safe. */
public final class Downtime {
    /** One stretch of it. */
    public record Stretch(Instant from, Instant until) {}

    private final List<Stretch> past;
    private Instant downSince;

    /** @param known of earlier, in any order; they may overlap */
    public Downtime(List<Stretch> known) {
        past = new ArrayList<>(known);
    }

    /** It is down, since then and until {@link #ends}. */
    public synchronized void begins(Instant since) {
        downSince = since;
    }

    public synchronized void ends(Instant now) {
        if (downSince != null) {
            past.add(new Stretch(downSince, now));
            downSince = null;
        }
    }

    /** How much of the time between the two it was down. */
    public synchronized Duration between(Instant from, Instant to) {
        if (past.isEmpty() && downSince == null) {
            return Duration.ZERO;
        }
        List<Stretch> stretches = new ArrayList<>(past);
        if (downSince != null) {
            stretches.add(new Stretch(downSince, to));
        }
        stretches.sort(Comparator.comparing(Stretch::from));
        Duration sum = Duration.ZERO;
        Instant counted = from; // what several stretches share is counted once
        for (Stretch stretch : stretches) {
            Instant begin = later(stretch.from(), counted);
            Instant end = stretch.until().isBefore(to) ? stretch.until() : to;
            if (end.isAfter(begin)) {
                sum = sum.plus(Duration.between(begin, end));
                counted = end;
            }
        }
        return sum;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
