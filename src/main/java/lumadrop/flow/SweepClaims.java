package lumadrop.flow;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lumadrop.pace.Brake;
import lumadrop.sweep.Sweep;
import org.apache.camel.Exchange;

/** A list call that is due: one exchange, which takes the jobs in hand of which it tells something new. */
final class SweepClaims implements Claims {
    private final Sweep sweep;
    private final Hands hands;
    private final Brake polls;
    private final Clock clock;

    /** @param polls held while status calls would be in vain: a list call then would be too */
    SweepClaims(Sweep sweep, Hands hands, Brake polls, Clock clock) {
        this.sweep = sweep;
        this.hands = hands;
        this.polls = polls;
        this.clock = clock;
    }

    @Override
    public List<Taken> claim(int limit) {
        boolean due = polls.held().isEmpty() && sweep.take(clock.instant());
        return due ? List.of(new TakenSweep(hands)) : List.of();
    }

    @Override
    public Optional<Instant> nextDue() {
        return sweep.nextAt(clock.instant());
    }

    @Override
    public void listen(Consumer<Instant> waiter) {
        // What has just come in flight has not ended: the consumer's own looks are soon enough.
    }

    private record TakenSweep(Hands hands) implements Taken {
        @Override
        public void mount(Exchange exchange) {
            exchange.setProperty(Sweeps.CLAIMED, List.of());
        }

        @Override
        public void putBack() {
            // It is due again by itself.
        }

        @Override
        public String label() {
            return "sweep";
        }

        @Override
        public void finish(Exchange exchange) {
            for (Object item : exchange.getProperty(Sweeps.CLAIMED, List.class)) {
                hands.giveBack(((Swept) item).hand(), exchange.getException());
            }
        }
    }
}
