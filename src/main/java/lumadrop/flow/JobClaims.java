package lumadrop.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import org.apache.camel.Exchange;

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
        boolean anyMakesRoom = options.maxInFlight() != Integer.MAX_VALUE;
        for (JobState state : JobState.values()) {
            if (anyMakesRoom || from.contains(state)) {
                hands.ledger().onJob(state, waiter);
            }
        }
    }

    private record TakenJob(Hand hand, Hands hands) implements Taken {
        @Override
        public void mount(Exchange exchange) {
            exchange.setProperty(Hand.PROPERTY, hand);
            exchange.getIn().setBody(hand);
        }

        @Override
        public String label() {
            return Label.of(hand);
        }

        @Override
        public void finish(Exchange exchange) {
            hands.giveBack(hand, exchange.getException());
        }
    }
}
