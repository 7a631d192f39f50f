package lumadrop.sweep;

import java.time.Duration;

/**
 * How often the list is asked. A call costs as much as two by id cost in their plan, for it brings far more. Every
 * second without one costs, for each request, the chance that it has ended in it and waits to be seen. With the sum u of these
 * chances a second, each over the price of a call by id, the calls are best √(4 / u) apart. So with 50 requests of 30 s in flight
 * they are some 0.7 s apart, and of 500 in flight each is seen sooner still, for fewer calls.
 */
final class Rhythm {
    /** In calls by id. */
    private static final double PRICE = 2;

    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** While what it says is only held against what the requests' own answers say, it is worth no haste. */
    private static final Duration ON_TRIAL = Duration.ofSeconds(1);

    private final Duration unknown;

    /** @param interval at which a request is asked by id while it is not known how long its like take */
    Rhythm(Duration interval) {
        this.unknown = interval.dividedBy(2); // so that the list has always told of it since, when its turn comes
    }

    /**
     * From one call to the next.
     *
     * @param urgency of the requests that the list tells of, together; 0 where nothing is known of any
     * @param allKnown whether something is known of all of them
     */
    Duration interval(double urgency, boolean allKnown, boolean trusted) {
        Duration best = best(urgency);
        Duration wanted = allKnown ? best : shorter(best, unknown);
        return shorter(LONGEST, longer(trusted ? SHORTEST : ON_TRIAL, wanted));
    }

    /** The same without regard to bounds: as long as it takes until a call is worth it, but for an hour at most. */
    Duration best(double urgency) {
        double seconds = urgency > 0 ? Math.sqrt(2 * PRICE / urgency) : Double.POSITIVE_INFINITY;
        return seconds < 3600 ? Duration.ofMillis(Math.round(1000 * seconds)) : Duration.ofHours(1);
    }

    static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
