package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lumadrop.inbox.FileNames;
import lumadrop.ledger.DueDrop;
import lumadrop.ledger.Ledger;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops whose manifest is to be written. */
final class DropClaims implements Claims {
    /** The exchange property that carries the drop in hand. */
    static final String PROPERTY = "dueDrop";

    private static final Logger LOG = LoggerFactory.getLogger(DropClaims.class);
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Hands hands;
    private final Ledger ledger;
    private final Clock clock;

    DropClaims(LedgerComponent component) {
        this.hands = component.hands();
        this.ledger = component.ledger();
        this.clock = component.clock();
    }

    @Override
    public List<Taken> claim(int limit) {
        return ledger.claimDrops(limit).stream()
                .map(drop -> (Taken) new TakenDrop(drop, hands, clock))
                .toList();
    }

    @Override
    public Optional<Instant> nextDue() {
        return ledger.nextDropDue();
    }

    @Override
    public void listen(Consumer<Instant> waiter) {
        ledger.onDrop(waiter);
    }

    private record TakenDrop(DueDrop drop, Hands hands, Clock clock) implements Taken {
        @Override
        public void mount(Exchange exchange) {
            exchange.setProperty(PROPERTY, drop);
            exchange.getIn().setBody(drop);
        }

        @Override
        public void putBack() {
            hands.giveBack(drop, clock.instant());
        }

        @Override
        public void leave() {
            hands.leave(drop, clock.instant());
        }

        @Override
        public String label() {
            return FileNames.shown(drop.drop().path()) + " " + drop.drop().id();
        }

        @Override
        public void finish(Exchange exchange) {
            if (exchange.getException() != null) {
                Exception e = exchange.getException();
                LOG.error("The manifest could not be written, again in {} s: {}", AGAIN.toSeconds(), e.toString(), e);
                hands.giveBack(drop, clock.instant().plus(AGAIN));
            }
        }
    }
}
