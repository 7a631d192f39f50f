package lumadrop.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lumadrop.pace.Circuit;
import org.apache.camel.Exchange;

/** Probes that are due: an exchange for all of them, for one call tells for all. */
final class ProbeClaims implements Claims {
    /** The exchange property that carries the circuits to be probed. */
    static final String PROPERTY = "probed";

    private final Watch watch;

    ProbeClaims(Watch watch) {
        this.watch = watch;
    }

    @Override
    public List<Taken> claim(int limit) {
        List<Circuit> due = watch.takeProbes();
        return due.isEmpty() ? List.of() : List.of(new TakenProbe(due));
    }

    @Override
    public Optional<Instant> nextDue() {
        return watch.probeAt();
    }

    @Override
    public void listen(Consumer<Instant> waiter) {
        watch.onProbe(waiter);
    }

    private record TakenProbe(List<Circuit> due) implements Taken {
        @Override
        public void mount(Exchange exchange) {
            exchange.setProperty(PROPERTY, due);
        }

        @Override
        public void putBack() {
            // Should it never tell, the circuit has it due again after its wait.
        }

        @Override
        public String label() {
            return "probe";
        }

        @Override
        public void finish(Exchange exchange) {
            // Should it never tell, the circuit has it due again after its wait.
        }
    }
}
