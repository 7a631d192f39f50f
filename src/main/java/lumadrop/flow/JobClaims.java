package lumadrop.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lumadrop.job.Job;
import lumadrop.job.JobState;

/** Jobs of some states whose turn has come. */
final class JobClaims implements Claims {
    private final Hands hands;
    private final List<JobState> from;
    private final LedgerOptions options;

    JobClaims(LedgerComponent component, List<JobState> from, LedgerOptions options) {
        this.hands = component.hands();
        this.from = from;
        this.options = options;
    }

    @Override
    public List<Taken> claim(int limit) {
        List<Taken> taken = new ArrayList<>();
        for (Job job : hands.ledger().claim(from, options.to(), limit, options.maxInFlight())) {
            if (options.to() != null && from.size() == 1) {
                TransitionLog.moved(from.get(0), job);
            }
            taken.add(new TakenJob(hands.take(job), hands));
        }
        return taken;
    }

    @Override
    public Optional<Instant> nextDue() {
        return hands.ledger().nextDue(from);
    }

    @Override
    public void listen(Consumer<Instant> waiter) {
        from.forEach(state -> hands.ledger().onJob(state, waiter));
        if (options.maxInFlight() != Integer.MAX_VALUE) {
            hands.ledger().onRoom(waiter);
        }
    }

    @Override
    public void begin(Handover.Taker taker) {
        if (options.takesAtOnce()) {
            from.forEach(state -> hands.handover().begin(state, taker));
        }
    }

    @Override
    public void end(Handover.Taker taker) {
        from.forEach(state -> hands.handover().end(state, taker));
    }
}
