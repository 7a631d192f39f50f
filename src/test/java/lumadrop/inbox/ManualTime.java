package lumadrop.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** A clock and a ticker that move when a test says so. */
final class ManualTime extends Clock implements LongSupplier {
    private Instant now = Instant.parse("2026-11-25T10:00:00.123456Z");
    private long tick = -5_000_000_000L;

    void pass(Duration time) {
        now = now.plus(time);
        tick += time.toNanos();
    }

    /** Somebody sets the clock; no time passes. */
    void set(Duration by) {
        now = now.plus(by);
    }

    @Override
    public long getAsLong() {
        return tick;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
