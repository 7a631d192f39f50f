package lumadrop.pace;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The machine's wall clock as it was at the start, carried on by a ticker that never jumps. Somebody who sets the clock
 * back an hour, or a correction after a suspend, neither stops the polls for an hour nor makes every deadline pass at
 * once.
 */
public final class SteadyClock extends Clock {
    private final Clock zoned;
    private final Instant start;
    private final long startNanos;
    private final LongSupplier nanos;

    /** @param nanos a monotonic ticker such as {@link System#nanoTime()} */
    public SteadyClock(Clock wall, LongSupplier nanos) {
        this(wall, wall.instant(), nanos.getAsLong(), nanos);
    }

    private SteadyClock(Clock zoned, Instant start, long startNanos, LongSupplier nanos) {
        this.zoned = zoned;
        this.start = start;
        this.startNanos = startNanos;
        this.nanos = nanos;
    }

    /** The process's clock. */
    public static SteadyClock system() {
        return new SteadyClock(Clock.system(ZoneId.systemDefault()), System::nanoTime);
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return zoned.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(zoned.withZone(zone), start, startNanos, nanos);
    }
}
