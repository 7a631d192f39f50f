package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What time it is for the file system of the inbox. A share stamps its files by its server's clock, which may be hours
 * off ours in either direction; a file that is being written must not look old because of that.
 *
 * <p>The time is read off a file that was just written, and carried on by the monotonic ticker. It is read again every
 * five minutes, and at once when our own clock and the ticker no longer agree (the clock was set, the machine slept):
 * on a local disk the file system's clock has jumped too then.
 */
public final class FileSystemClock {
    private static final Logger LOG = LoggerFactory.getLogger(FileSystemClock.class);
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(10);
    private static final Duration DISAGREEMENT = Duration.ofMillis(250);

    /** Writes a file in the inbox's file system and says with which time it was stamped. */
    public interface Probe {
        FileTime touch() throws IOException;
    }

    private final Probe probe;
    private final Clock clock;
    private final LongSupplier ticker;
    private boolean asked;
    private long askedTick;
    private Instant askedAt;
    /** Null when the probe could not be written. */
    private Instant stamp;

    /** @param ticker monotonic nanoseconds, as {@link System#nanoTime} */
    public FileSystemClock(Probe probe, Clock clock, LongSupplier ticker) {
        this.probe = probe;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Empty where it cannot be told: no file's age says anything then. */
    public synchronized Optional<Instant> now() {
        long tick = ticker.getAsLong();
        if (!asked || isOutdated(tick)) {
            ask();
            tick = ticker.getAsLong();
        }
        return stamp == null ? Optional.empty() : Optional.of(stamp.plusNanos(tick - askedTick));
    }

    private boolean isOutdated(long tick) {
        Duration byTicker = Duration.ofNanos(tick - askedTick);
        Duration byClock = Duration.between(askedAt, clock.instant());
        return byTicker.compareTo(stamp == null ? AFTER_A_FAILURE : GOOD_FOR) > 0
                || byClock.minus(byTicker).abs().compareTo(DISAGREEMENT) > 0;
    }

    private void ask() {
        asked = true;
        try {
            stamp = probe.touch().toInstant();
        } catch (IOException e) {
            LOG.debug("The file system's time is unknown, every file is watched for a while instead", e);
            stamp = null;
        }
        // Read after the stamp: the time may come out a little late, which makes files look younger, never older.
        askedTick = ticker.getAsLong();
        askedAt = clock.instant();
    }
}
