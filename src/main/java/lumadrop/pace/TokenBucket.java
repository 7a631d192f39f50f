package lumadrop.pace;

import java.time.Duration;
import java.util.function.LongSupplier;

/** At most so many a second, over any stretch of time, with a burst of at most one second's worth. Thread-safe. */
public final class TokenBucket implements Pacer {
    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private double tokens;
    private long filledAt;

    /** @param nanos a monotonic ticker such as {@link System#nanoTime()} */
    public TokenBucket(double perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = Math.max(1, perSecond);
        this.nanos = nanos;
        this.tokens = 1;
        this.filledAt = nanos.getAsLong();
    }

    /** Takes up to that many tokens; returns how many. */
    @Override
    public synchronized int take(int wanted) {
        fill();
        int taken = (int) Math.min(wanted, Math.floor(tokens));
        tokens -= taken;
        return taken;
    }

    /** Puts back tokens that were not used. */
    @Override
    public synchronized void putBack(int unused) {
        tokens = Math.min(burst, tokens + unused);
    }

    /** How long until there is a token. */
    @Override
    public synchronized Duration untilNext() {
        fill();
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) / perSecond * 1e9));
    }

    private void fill() {
        long now = nanos.getAsLong();
        tokens = Math.min(burst, tokens + (now - filledAt) / 1e9 * perSecond);
        filledAt = now;
    }
}
