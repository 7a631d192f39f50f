package lumadrop.flow;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import lumadrop.job.Job;
import lumadrop.ledger.Ledger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.spi.RecoverableAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The ledger as the repository of the polling aggregator. The aggregate of a request is its job's row, in typed columns:
 * {@code get} finds it in hand; {@code add} and {@code remove} bring the hand to what was folded, which comes to be written
 * in one commit with the step that follows, and by itself where that step fails. A job that is not in hand any more makes them
 * fail, as the aggregator expects of an optimistic lock.
 *
 * <p>What {@code scan} offers for recovery is only what has ended upstream and of which nothing further was written, as
 * when the step that follows has failed: never a request that is still open. A process that dies before that step is written
 * asks after the request once more, or finds it in the upstream's list where not even its id was written yet.
 */
final class LedgerRepository implements OptimisticLockingAggregationRepository, RecoverableAggregationRepository {
    private static final String PREFIX = "ended-";

    private final Hands hands;
    private final Ledger ledger;
    private final Map<String, Job> scanned = new ConcurrentHashMap<>();
    private long recoveryInterval = 5000;

    LedgerRepository(Hands hands) {
        this.hands = hands;
        this.ledger = hands.ledger();
    }

    @Override
    public Exchange get(CamelContext context, String requestId) {
        return hands.ofRequest(requestId)
                .map(hand -> exchange(context, requestId, hand))
                .orElse(null);
    }

    private static Exchange exchange(CamelContext context, String requestId, Hand hand) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setExchangeId(PREFIX + hand.getId());
        exchange.setProperty(Hand.PROPERTY, hand);
        exchange.setProperty(Timeline.ENDED, hand.getEnded()); // for what is recovered: it is folded no more
        exchange.setProperty(ExchangePropertyKey.AGGREGATED_CORRELATION_KEY, requestId);
        exchange.getIn().setBody(hand);
        return exchange;
    }

    @Override
    public Exchange add(CamelContext context, String requestId, Exchange oldExchange, Exchange newExchange) {
        if (oldExchange != null) {
            write(Hand.of(newExchange));
        }
        return oldExchange;
    }

    @Override
    public Exchange add(CamelContext context, String requestId, Exchange exchange) {
        throw new UnsupportedOperationException("the timeline's aggregate needs optimisticLocking: true");
    }

    @Override
    public void remove(CamelContext context, String requestId, Exchange exchange) {
        write(Hand.of(exchange));
    }

    private void write(Hand hand) {
        if (!hands.pass(hand, hand.job().state())) {
            throw new OptimisticLockingException();
        }
    }

    /** The step after the end, to {@code ready} or {@code failed}, is the confirmation: nothing is left to remove. */
    @Override
    public void confirm(CamelContext context, String exchangeId) {
        scanned.remove(exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        return Set.of(); // only asked for by timeouts and forced completions, which the ledger's due times replace
    }

    @Override
    public Set<String> scan(CamelContext context) {
        Set<String> ids = new LinkedHashSet<>();
        for (Job job : ledger.unconfirmed()) {
            if (!hands.hasInHand(job.id())) { // or it is just on its way to its next state
                scanned.put(PREFIX + job.id(), job);
                ids.add(PREFIX + job.id());
            }
        }
        scanned.keySet().retainAll(ids);
        return ids;
    }

    @Override
    public Exchange recover(CamelContext context, String exchangeId) {
        Job job = scanned.get(exchangeId);
        if (job == null) {
            return null;
        }
        Hand hand = hands.take(job);
        Exchange exchange = exchange(context, job.request().id(), hand);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                hands.letGo(hand); // where the step failed: the next look takes it up once more
            }
        });
        return exchange;
    }

    /** @deprecated as in Camel, which asks for it still */
    @Deprecated
    @Override
    public void setRecoveryInterval(long interval, TimeUnit unit) {
        recoveryInterval = unit.toMillis(interval);
    }

    @Override
    public void setRecoveryInterval(long interval) {
        recoveryInterval = interval;
    }

    @Override
    public long getRecoveryInterval() {
        return recoveryInterval;
    }

    @Override
    public void setUseRecovery(boolean useRecovery) {
        if (!useRecovery) {
            throw new IllegalArgumentException("the ledger always recovers");
        }
    }

    @Override
    public boolean isUseRecovery() {
        return true;
    }

    /** None: what has ended upstream is paid for, and is tried until it is written. */
    @Override
    public void setDeadLetterUri(String deadLetterUri) {
        throw new IllegalArgumentException("what has ended upstream is never given up");
    }

    @Override
    public String getDeadLetterUri() {
        return null;
    }

    @Override
    public void setMaximumRedeliveries(int maximumRedeliveries) {
        throw new IllegalArgumentException("what has ended upstream is never given up");
    }

    @Override
    public int getMaximumRedeliveries() {
        return 0;
    }
}
