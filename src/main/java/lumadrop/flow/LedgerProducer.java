package lumadrop.flow;

import lumadrop.job.JobState;
import lumadrop.ledger.DueDrop;
import lumadrop.output.OutputNames;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Writes down what the steps of a route have worked out; see {@link LedgerComponent}. */
final class LedgerProducer extends DefaultAsyncProducer {
    private final String path;
    private final LedgerOptions options;
    private final Hands hands;
    private final LedgerComponent component;

    LedgerProducer(LedgerEndpoint endpoint, String path) {
        super(endpoint);
        this.path = path;
        this.options = endpoint.options();
        this.component = endpoint.ledgerComponent();
        this.hands = component.hands();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            if (exchange.getIn().getBody() instanceof NewDrop drop) {
                return record(drop, exchange, callback);
            }
            if (path.equals(LedgerComponent.TOLD)) {
                return told(exchange, callback);
            }
            if (path.equals(LedgerComponent.DROPS)) {
                DueDrop drop = exchange.getProperty(DropClaims.PROPERTY, DueDrop.class);
                boolean complete = exchange.getProperty(Manifests.COMPLETE, false, Boolean.class);
                hands.ledger().manifestWritten(drop, complete).join();
                hands.manifestWritten();
            } else {
                write(exchange);
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    private boolean record(NewDrop drop, Exchange exchange, AsyncCallback callback) {
        var unused = hands.ledger()
                .accept(drop.offer(), OutputNames::key, drop.names().shared())
                .whenCompleteAsync(
                        (verdict, fault) -> {
                            if (fault != null) {
                                exchange.setException(fault);
                            } else {
                                exchange.setProperty(Intake.VERDICT, verdict);
                            }
                            callback.done(false);
                        },
                        component.afterRecord());
        return false;
    }

    private boolean told(Exchange exchange, AsyncCallback callback) {
        var unused = hands.told(Hand.of(exchange), component.afterTold()).whenComplete((ours, fault) -> {
            if (fault != null) {
                exchange.setException(fault);
            } else {
                goesOn(exchange, ours);
            }
            callback.done(false);
        });
        return false;
    }

    private void write(Exchange exchange) {
        Hand hand = Hand.of(exchange);
        JobState state = path.equals(LedgerComponent.AGAIN) ? hand.job().state() : JobState.of(path);
        goesOn(exchange, options.keep() ? hands.pass(hand, state) : hands.write(hand, state));
    }

    private static void goesOn(Exchange exchange, boolean ours) {
        if (!ours) {
            exchange.setRouteStop(true); // another hand has the job now; what follows here is no longer ours to do
        }
    }
}
