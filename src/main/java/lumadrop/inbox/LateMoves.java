package lumadrop.inbox;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that were dealt with and could not be put on their shelf: they stay claimed, so that nobody takes them a second
 * time, and their move is tried again until it succeeds. One that is still to come at a crash is finished by {@link
 * Recovery}.
 */
public final class LateMoves {
    /** A move to a shelf, which may be repeated after it has failed. */
    public interface Move {
        void run() throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(LateMoves.class);
    private static final long AGAIN_AFTER = Duration.ofSeconds(1).toNanos();
    private static final long SAID_AGAIN_AFTER = Duration.ofMinutes(1).toNanos();

    private record Late(Claim claim, Move move) {}

    private final LongSupplier ticker;
    /** By path: of one path one file is in hand at a time. */
    private final Map<String, Late> waiting = new LinkedHashMap<>();

    private long triedAt;
    private Long saidAt;

    /** @param ticker monotonic nanoseconds, as {@link System#nanoTime} */
    public LateMoves(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** Makes the move, now if that is possible. */
    public void now(Claim claim, Move move) {
        try {
            move.run();
        } catch (IOException e) {
            later(claim, e, move);
        }
    }

    /** Makes a move that was tried in vain, as soon as that is possible. */
    synchronized void later(Claim claim, IOException cause, Move move) {
        waiting.put(claim.path(), new Late(claim, move));
        say(claim, cause);
    }

    /** For quiet moments: tries again what could not be done before. Costs nothing where nothing waits. */
    public synchronized void tryAgain() {
        if (!waiting.isEmpty() && ticker.getAsLong() - triedAt >= AGAIN_AFTER) {
            tryNow();
        }
    }

    /** For the end, which may be the last chance for a while. */
    public synchronized void tryNow() {
        triedAt = ticker.getAsLong();
        IOException first = null;
        for (Late late : Map.copyOf(waiting).values()) {
            try {
                late.move().run();
                waiting.remove(late.claim().path());
                LOG.info(
                        "{} lies on its shelf now", FileNames.shown(late.claim().path()));
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            say(waiting.values().iterator().next().claim(), first);
        }
    }

    /** How many files wait. */
    public synchronized int count() {
        return waiting.size();
    }

    private void say(Claim claim, IOException cause) {
        long now = ticker.getAsLong();
        if (saidAt == null || now - saidAt >= SAID_AGAIN_AFTER) {
            saidAt = now;
            int more = waiting.size() - 1;
            LOG.warn(
                    "{}{} is dealt with and cannot be moved out of the inbox ({}). It lies in {}, is not taken a second"
                            + " time, and is moved as soon as that is possible",
                    FileNames.shown(claim.path()),
                    more == 0 ? "" : " (and " + more + " more)",
                    FileNames.cause(cause),
                    FileNames.shown(claim.taken().toString()));
        }
    }
}
