package lumadrop.pace;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Nanoseconds that go by a clock: what measures stretches of time then follows whatever clock a test moves. */
public final class Ticker {
    private Ticker() {}

    public static LongSupplier of(Clock clock) {
        return () -> {
            Instant now = clock.instant();
            return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        };
    }
}
