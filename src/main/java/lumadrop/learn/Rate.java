package lumadrop.learn;

import java.time.Duration;
import java.time.Instant;

/** How often something happens, over the last minute or so. Thread-safe. */
final class Rate {
    private static final double SECONDS = 60;

    private double count;
    private Instant at;

    synchronized void add(Instant now) {
        fade(now);
        count++;
    }

    synchronized double perSecond(Instant now) {
        fade(now);
        return count / SECONDS;
    }

    private void fade(Instant now) {
        if (at == null) {
            at = now;
        } else if (now.isAfter(at)) {
            count *= Math.exp(-Duration.between(at, now).toNanos() / 1e9 / SECONDS);
            at = now;
        }
    }
}
