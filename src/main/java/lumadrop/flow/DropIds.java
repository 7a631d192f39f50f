package lumadrop.flow;

import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Ids of drops: twelve characters of Crockford's base 32, lower case; nine of the time in milliseconds, three at random.
 * They sort by time, are unique over processes and ledgers for all practical purposes, and can be read out on the phone.
 */
final class DropIds {
    private static final char[] DIGITS = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray();
    private static final int LENGTH = 12;
    private static final int RANDOM_BITS = 15;

    private final Clock clock;
    private final RandomGenerator random;
    private long last;

    DropIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    synchronized String next() {
        long fresh = clock.millis() << RANDOM_BITS | random.nextInt(1 << RANDOM_BITS);
        last = Math.max(
                last + 1, fresh); // many drops of one millisecond, or a clock that went back: still unique, in order
        char[] id = new char[LENGTH];
        long rest = last;
        for (int i = LENGTH - 1; i >= 0; i--) {
            id[i] = DIGITS[(int) (rest & 31)];
            rest >>>= 5;
        }
        return new String(id);
    }
}
