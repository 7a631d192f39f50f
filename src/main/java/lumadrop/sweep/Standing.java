package lumadrop.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Whether the list is believed. At first it is not: what it says of ends is held against what the requests' own answers say,
 * and some that agree make it trusted. What contradicts ends the trust at once, calls in vain after a few in a row; then it
 * is left alone for a minute, and each further time for twice as long, and has to earn its trust anew. Not thread-safe.
 */
final class Standing {
    /** One could agree by chance, as where a request ends just between the two answers. */
    private static final int PROOFS = 3;

    private static final int IN_VAIN = 3;
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Trusted so many times as long as it was left alone before, it is as good as new. */
    private static final int REDEEMED = 10;

    private final Consumer<String> say;
    private boolean trusted;
    private Instant trustedSince;
    private int proofs;
    private int inVain;
    private Instant notBefore = Instant.MIN;
    private Duration wait = FIRST;

    /** @param say for people: when it begins to be relied on, and why not any more */
    Standing(Consumer<String> say) {
        this.say = say;
    }

    /** Whether what it says is believed. */
    boolean isTrusted() {
        return trusted;
    }

    /** Whether the last call told something. What was put off in the belief that the next will tell is due after all, if not. */
    boolean isWell() {
        return inVain == 0;
    }

    /** It is left alone until then. */
    Instant notBefore() {
        return notBefore;
    }

    /** A call told of requests in flight. */
    void told() {
        inVain = 0;
    }

    /**
     * The list and a request's own answer say the same of its end.
     *
     * @param what describes the list
     */
    void agreed(String what, Instant now) {
        if (now.isBefore(notBefore)) {
            return; // what it said before it was given up
        }
        proofs++;
        if (!trusted && proofs >= PROOFS) {
            trusted = true;
            trustedSince = now;
            say.accept("the list of requests tells of many at one call, and is asked instead of each of them (" + what
                    + ")");
        }
    }

    /**
     * A call brought nothing. The next may.
     *
     * @param pause asked for by the upstream; null where none is
     */
    void failed(String why, Duration pause, Instant now) {
        inVain++;
        if (inVain >= IN_VAIN) {
            givenUp(why, now);
        } else {
            Duration least = AGAIN.multipliedBy(inVain);
            notBefore = now.plus(pause != null && pause.compareTo(least) > 0 ? pause : least);
        }
    }

    /** It is of no use. */
    void givenUp(String why, Instant now) {
        if (trusted && now.isAfter(trustedSince.plus(wait.multipliedBy(REDEEMED)))) {
            wait = FIRST;
        }
        if (trusted) {
            say.accept("the list of requests is left alone for " + wait.toMinutes()
                    + " min, and each request is asked after by its id: " + why);
        }
        trusted = false;
        proofs = 0;
        inVain = 0;
        notBefore = now.plus(wait);
        Duration twice = wait.multipliedBy(2);
        wait = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }
}
