package lumadrop.inbox;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names in the log what has been waiting for over a minute: once a minute, and of thousands only the first few and
 * how many more there are.
 */
final class LongWaits {
    private static final Logger LOG = LoggerFactory.getLogger(LongWaits.class);
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int NAMED = 10;

    private final Path inbox;
    private long lastTick;

    LongWaits(Path inbox, long tick) {
        this.inbox = inbox;
        this.lastTick = tick;
    }

    /** @param waiting in the order of their first sight */
    void say(Map<Path, Wait> waiting, long tick) {
        if (tick - lastTick < MINUTE) {
            return;
        }
        lastTick = tick;
        int named = 0;
        int more = 0;
        for (Map.Entry<Path, Wait> e : waiting.entrySet()) {
            Wait wait = e.getValue();
            if (tick - wait.sinceTick < MINUTE) {
                break;
            }
            if (named == NAMED) {
                more++;
            } else if (wait.mayBeNamed(tick)) {
                named++;
                LOG.warn(
                        "{} has been waiting in the inbox since {}{}: {}. It is taken as soon as it can be.",
                        FileNames.shown(FileNames.relative(inbox, e.getKey())),
                        wait.since.truncatedTo(ChronoUnit.MILLIS),
                        wait.bytes < 0 ? "" : " (" + wait.bytes + " bytes)",
                        wait.why);
            }
        }
        if (more > 0) {
            LOG.warn("{} more files have been waiting in the inbox for over a minute", more);
        }
    }
}
