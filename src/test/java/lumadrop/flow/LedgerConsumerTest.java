package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import lumadrop.pace.SteadyClock;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class LedgerConsumerTest {
    /** Time that stands still but for what a claim takes, so that nothing but being due makes for another look. */
    private static final class StandingClock extends java.time.Clock {
        private volatile Instant now = Instant.parse("2026-11-25T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return SteadyClock.system().getZone();
        }

        @Override
        public java.time.Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Nothing is due when it is claimed, and something is by the time that the claim is back. */
    private static final class LateClaims implements Claims {
        private final StandingClock clock;
        private final AtomicInteger claims = new AtomicInteger();
        private final Instant due;

        LateClaims(StandingClock clock) {
            this.clock = clock;
            this.due = clock.now.plusMillis(5);
        }

        @Override
        public List<Taken> claim(int limit) {
            if (claims.incrementAndGet() == 1) {
                clock.now = clock.now.plusMillis(10);
            }
            return List.of();
        }

        @Override
        public Optional<Instant> nextDue() {
            return claims.get() > 1 ? Optional.empty() : Optional.of(due);
        }

        @Override
        public void listen(Consumer<Instant> waiter) {
            waiter.accept(clock.now);
        }
    }

    @Test
    void whatBecomesDueDuringAClaimIsClaimedAtOnce() throws Exception {
        StandingClock clock = new StandingClock();
        LateClaims claims = new LateClaims(clock);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            LedgerComponent component =
                    new LedgerComponent(null, clock, new Health(clock, report -> {}, kind -> {}), null, null);
            LedgerEndpoint endpoint = new LedgerEndpoint(
                    "ledger:ready", component, "ready", new LedgerOptions(null, 1, 1, 1, null, null, false));
            context.addComponent("ledger", component);
            endpoint.setCamelContext(context);
            LedgerConsumer consumer = new LedgerConsumer(endpoint, exchange -> {}, claims);
            context.start();
            consumer.start();
            try {
                within().atMost(Duration.ofSeconds(5)).until(() -> claims.claims.get() >= 2);
            } finally {
                consumer.stop();
            }
        }
    }
}
