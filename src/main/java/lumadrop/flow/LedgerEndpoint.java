package lumadrop.flow;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** A state of the ledger as a place in a route; see {@link LedgerComponent}. */
final class LedgerEndpoint extends DefaultEndpoint {
    private final String path;
    private final LedgerOptions options;

    LedgerEndpoint(String uri, LedgerComponent component, String path, LedgerOptions options) {
        super(uri, component);
        this.path = path;
        this.options = options;
    }

    LedgerComponent ledgerComponent() {
        return (LedgerComponent) getComponent();
    }

    LedgerOptions options() {
        return options;
    }

    @Override
    public Producer createProducer() {
        return new LedgerProducer(this, path);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        LedgerConsumer consumer = new LedgerConsumer(this, processor, claims());
        configureConsumer(consumer);
        return consumer;
    }

    private Claims claims() {
        return switch (path) {
            case LedgerComponent.DROPS -> new DropClaims(ledgerComponent());
            case LedgerComponent.PROBES -> new ProbeClaims(ledgerComponent().watch());
            case LedgerComponent.SWEEP -> ledgerComponent().sweep();
            default -> new JobClaims(ledgerComponent(), LedgerComponent.states(path), options);
        };
    }
}
