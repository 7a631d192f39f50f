package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.pace.Brake;
import lumadrop.pace.SteadyClock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
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
                    "ledger:ready", component, "ready", new LedgerOptions(null, 1, 1, 1, null, null, false, 0, false));
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

    /** Four are due from the start, and what becomes of them is kept. */
    private static final class FourDue implements Claims {
        private final Deque<Integer> due = new ConcurrentLinkedDeque<>(List.of(1, 2, 3, 4));
        private final Set<Integer> done = ConcurrentHashMap.newKeySet();
        private final Set<Integer> back = ConcurrentHashMap.newKeySet();

        @Override
        public List<Taken> claim(int limit) {
            List<Taken> taken = new ArrayList<>();
            while (taken.size() < limit && !due.isEmpty()) {
                taken.add(new One(due.remove()));
            }
            return taken;
        }

        @Override
        public Optional<Instant> nextDue() {
            return Optional.empty();
        }

        @Override
        public void listen(Consumer<Instant> waiter) {
            waiter.accept(Instant.EPOCH);
        }

        private final class One implements Taken {
            private final int n;

            One(int n) {
                this.n = n;
            }

            @Override
            public void putBack() {
                back.add(n);
            }

            @Override
            public void leave() {
                putBack();
            }

            @Override
            public void mount(Exchange exchange) {
                exchange.getIn().setBody(n);
            }

            @Override
            public String label() {
                return "one " + n;
            }

            @Override
            public void finish(Exchange exchange) {
                done.add(n);
            }
        }
    }

    /** One at work, two ahead of their turn; the fourth is not taken before there is a place for it. */
    @Test
    void whatWaitsInHandIsPutBackAtAStopAndWhatIsAtWorkIsFinished() throws Exception {
        FourDue claims = new FourDue();
        CountDownLatch atWork = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            LedgerConsumer consumer = consumer(context, claims, null, exchange -> {
                atWork.countDown();
                goOn.await();
            });
            consumer.start();
            assertThat(atWork.await(1, TimeUnit.MINUTES)).isTrue();
            within().until(() -> consumer.getPendingExchangesSize() == 3);
            consumer.suspend();
            assertThat(claims.back).containsExactlyInAnyOrder(2, 3);
            assertThat(claims.due).containsExactly(4);
            goOn.countDown();
            within().until(() -> consumer.getPendingExchangesSize() == 0);
            assertThat(claims.done).containsExactly(1);
            consumer.stop();
        }
    }

    /** What one of them meets may be what stops all. */
    @Test
    void whatWaitsInHandIsPutBackWhileTheBrakeIsHeld() throws Exception {
        FourDue claims = new FourDue();
        AtomicReference<Pause> held = new AtomicReference<>();
        CountDownLatch goOn = new CountDownLatch(1);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            LedgerConsumer consumer = consumer(context, claims, () -> Optional.ofNullable(held.get()), exchange -> {
                goOn.await();
                held.set(new Pause(PauseClass.NO_ROOM, "the disk is full"));
            });
            consumer.start();
            within().until(() -> consumer.getPendingExchangesSize() == 3);
            goOn.countDown();
            within().until(() -> claims.back.size() == 2);
            assertThat(claims.back).containsExactlyInAnyOrder(2, 3);
            assertThat(claims.done).containsExactly(1);
            assertThat(claims.due).containsExactly(4);
            consumer.stop();
        }
    }

    private static LedgerConsumer consumer(DefaultCamelContext context, Claims claims, Brake brake, Processor work)
            throws Exception {
        Clock clock = Clock.systemUTC();
        LedgerComponent component =
                new LedgerComponent(null, clock, new Health(clock, report -> {}, kind -> {}), null, null);
        LedgerEndpoint endpoint = new LedgerEndpoint(
                "ledger:done", component, "done", new LedgerOptions(null, 64, 1, 1, null, brake, false, 2, true));
        context.addComponent("ledger", component);
        endpoint.setCamelContext(context);
        context.start();
        LedgerConsumer consumer = new LedgerConsumer(endpoint, work, claims);
        consumer.setRouteId("settle");
        return consumer;
    }
}
