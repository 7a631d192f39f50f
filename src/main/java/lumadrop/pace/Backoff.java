package lumadrop.pace;

import java.time.Duration;
import java.util.random.RandomGenerator;
import lumadrop.text.Durations;

/**
 * How long to wait after a passing trouble: capped exponential back-off with full jitter, so that many jobs that met the
 * same trouble do not come back together.
 */
public final class Backoff {
    private final Duration first;
    private final Duration max;
    private final RandomGenerator random;

    /** @param first the upper bound of the first wait; doubled with each trouble in a row until {@code max} */
    public Backoff(Duration first, Duration max, RandomGenerator random) {
        this.first = first;
        this.max = max;
        this.random = random;
    }

    /** @param troubles how many in a row were met before this one */
    public Duration after(int troubles) {
        long cap = max.toMillis();
        long bound = troubles >= 62 ? cap : Math.min(cap, saturated(first.toMillis(), troubles));
        return Duration.ofMillis(1 + random.nextLong(Math.max(1, bound)));
    }

    /** What the upstream asked for, at most the longest wait, and jitter on top; null asks for nothing. */
    public Duration after(int troubles, Duration asked) {
        if (asked == null) {
            return after(troubles);
        }
        return Durations.shorter(asked, max).plus(Duration.ofMillis(random.nextLong(1 + first.toMillis())));
    }

    private static long saturated(long millis, int doublings) {
        return Long.numberOfLeadingZeros(millis) > doublings + 1 ? millis << doublings : Long.MAX_VALUE;
    }
}
