package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.pace.Brake;

/**
 * Stops submits while what is paid for could not be written, and then until it is collected: the first room that comes back
 * is for that, and a disk that is full again and again would else take more on credit each time.
 */
final class CollectFirst implements Brake {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** That nothing waits must be seen twice: what is taken in hand just then is neither in the ledger any more nor there yet. */
    private static final int LOOKS = 2;

    private static final Pause COLLECTING = new Pause(
            PauseClass.BACKLOG,
            "output has room again or can be written again, and what is paid for comes first: what is finished is collected"
                    + " before more is submitted");

    private final Brake paying;
    private final Supplier<Integer> stops;
    private final Supplier<Optional<Instant>> nextReady;
    private final Clock clock;
    private int stopsSeen;
    /** How often nothing must still be seen to wait; 0: it is not waited for. */
    private int looksLeft;

    private Instant lookedAt = Instant.MIN;

    /**
     * @param paying held while what is paid for could not be written, or not for long
     * @param stops how often it was seen to be so: also what is over before anybody asks here
     * @param nextReady when the next finished request has its turn to be collected
     */
    CollectFirst(Brake paying, Supplier<Integer> stops, Supplier<Optional<Instant>> nextReady, Clock clock) {
        this.paying = paying;
        this.stops = stops;
        this.nextReady = nextReady;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Pause> held() {
        Optional<Pause> pause = paying.held();
        int stopped = stops.get();
        if (pause.isPresent() || stopped != stopsSeen) {
            stopsSeen = stopped;
            looksLeft = LOOKS;
            lookedAt = Instant.MIN;
        }
        return pause.isPresent() ? pause : collecting();
    }

    private Optional<Pause> collecting() {
        Instant now = clock.instant();
        if (looksLeft > 0 && (now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(LOOK_EVERY)))) {
            lookedAt = now;
            // One whose turn is yet to come waits for something else, such as a media host that is down.
            looksLeft = nextReady.get().filter(turn -> !turn.isAfter(now)).isPresent() ? LOOKS : looksLeft - 1;
        }
        return looksLeft > 0 ? Optional.of(COLLECTING) : Optional.empty();
    }
}
