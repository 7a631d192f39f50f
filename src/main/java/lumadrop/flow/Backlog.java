package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lumadrop.job.JobState;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.pace.Brake;

/** Stops submits while too much that is finished waits for too long to be collected: more would be paid for on credit. */
final class Backlog implements Brake {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Supplier<Map<JobState, Long>> tallies;
    private final Clock clock;
    private final long most;
    private final Duration patience;
    private Instant lookedAt = Instant.MIN;
    private Instant since;
    private Optional<Pause> held = Optional.empty();

    /**
     * @param most how many jobs may be ready
     * @param patience how long there may be more
     */
    Backlog(Supplier<Map<JobState, Long>> tallies, Clock clock, int most, Duration patience) {
        this.tallies = tallies;
        this.clock = clock;
        this.most = most;
        this.patience = patience;
    }

    @Override
    public synchronized Optional<Pause> held() {
        Instant now = clock.instant();
        if (!now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(LOOK_EVERY))) {
            return held;
        }
        lookedAt = now;
        long ready = tallies.get().getOrDefault(JobState.READY, 0L);
        if (ready <= most) {
            since = null;
        } else if (since == null) {
            since = now;
        }
        held = since == null || now.isBefore(since.plus(patience))
                ? Optional.empty()
                : Optional.of(
                        new Pause(
                                PauseClass.BACKLOG,
                                "more than " + most
                                        + " finished requests (lumadrop.output.max-ready) are not collected yet: they come first"));
        return held;
    }
}
