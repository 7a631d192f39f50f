package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.pace.Brake;
import lumadrop.pace.Pacer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Claims what is due and runs the route with it, so many at a time. It claims no more than it can start at once, so a
 * process that dies had little in hand. It sleeps until the next due time and is woken by commits of this process; once a
 * second it looks by itself, for what another process has written.
 *
 * <p>At a stop Camel suspends it, so that it claims no more, and waits for what it has in hand. A consumer that is not
 * {@link Suspendable} would be stopped at once together with the steps of its route, under the hands of those at work.
 */
final class LedgerConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerConsumer.class);
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(1);

    private final Claims claims;
    private final LedgerOptions options;
    private final Clock clock;
    private final Semaphore free;
    private final Pacer pacer;
    private final Brake brake;
    private final Health health;
    private final ReentrantLock dueLock = new ReentrantLock();
    private final Condition wake = dueLock.newCondition();
    private Instant lookAt = Instant.MIN;
    private volatile boolean running;
    /** Of the claiming thread alone. */
    private boolean failing;

    private Instant tellPaceAt = Instant.MIN;

    private ExecutorService workers;
    private Thread claimer;

    LedgerConsumer(LedgerEndpoint endpoint, Processor processor, Claims claims) {
        super(endpoint, processor);
        this.claims = claims;
        this.options = endpoint.options();
        this.clock = endpoint.ledgerComponent().clock();
        this.free = new Semaphore(options.concurrency());
        this.pacer = options.pacer();
        this.brake = options.brake();
        this.health = endpoint.ledgerComponent().health();
        claims.listen(this::due);
        if (pacer != null) {
            pacer.listen(() -> due(clock.instant()));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        running = true;
        String name = getEndpoint().getEndpointUri();
        workers = getEndpoint().getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, name);
        claimer = new Thread(this::run, "claims " + getRouteId());
        claimer.setDaemon(true);
        claimer.start();
    }

    @Override
    protected void doSuspend() throws Exception {
        stopClaiming();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        doStart();
    }

    @Override
    protected void doStop() throws Exception {
        stopClaiming();
        getEndpoint().getCamelContext().getExecutorServiceManager().shutdown(workers);
        super.doStop();
    }

    /** What Camel's own count of exchanges leaves out: claimed, and not yet in the route, or not yet written down. */
    @Override
    public int getPendingExchangesSize() {
        return options.concurrency() - free.availablePermits();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask task) {
        return false; // to be suspended now
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Suspended already; what does not finish in time is released by the flow's end.
    }

    private void stopClaiming() throws InterruptedException {
        running = false;
        if (claimer != null) {
            claimer.interrupt(); // it may wait for a worker whose submit blocks for minutes
            claimer.join();
            claimer = null;
        }
    }

    /** Something becomes due then. */
    private void due(Instant at) {
        dueLock.lock();
        try {
            if (at.isBefore(lookAt)) {
                lookAt = at;
                wake.signal();
            }
        } finally {
            dueLock.unlock();
        }
    }

    private void run() {
        while (running) {
            try {
                awaitDue();
                claim();
            } catch (InterruptedException e) {
                LOG.debug("Claiming is ended by stop() alone", e);
            } catch (RuntimeException e) {
                failing = true;
                health.standsStill(
                        getRouteId(), new Pause(PauseClass.LEDGER, "nothing can be claimed (" + e.getMessage() + ")"));
                LOG.debug("Claiming failed and will be tried again", e);
                lookAgainBy(clock.instant().plus(LOOK_AT_LEAST_EVERY));
            }
        }
    }

    private void awaitDue() throws InterruptedException {
        dueLock.lock();
        try {
            while (running) {
                Instant now = clock.instant();
                if (!lookAt.isAfter(now)) {
                    lookAt = Instant.MAX; // a wake-up from here on is for after the claim that follows
                    return;
                }
                long nanos = lookAt.equals(Instant.MAX)
                        ? LOOK_AT_LEAST_EVERY.toNanos()
                        : Duration.between(now, lookAt).toNanos();
                wake.awaitNanos(nanos);
            }
        } finally {
            dueLock.unlock();
        }
    }

    private void lookAgainBy(Instant at) {
        due(at);
    }

    private void claim() throws InterruptedException {
        if (!running) {
            return;
        }
        if (standsStill()) {
            lookAgainBy(clock.instant().plus(LOOK_AT_LEAST_EVERY));
            return;
        }
        free.acquire();
        if (standsStill()) { // because of the very one that was waited for, perhaps
            free.release();
            lookAgainBy(clock.instant().plus(LOOK_AT_LEAST_EVERY));
            return;
        }
        int permits = 1;
        while (permits < options.batch() && free.tryAcquire()) {
            permits++;
        }
        int wanted = pacer == null ? permits : pacer.take(permits);
        Instant claimedAt = clock.instant();
        List<Claims.Taken> taken = List.of();
        try {
            taken = wanted == 0 || !running ? List.of() : claims.claim(wanted);
        } finally {
            free.release(permits - taken.size());
            if (pacer != null) {
                pacer.putBack(wanted - taken.size());
            }
        }
        tellPace();
        if (failing) {
            failing = false;
            health.goesOn(getRouteId());
        }
        taken.forEach(this::start);
        lookAgainBy(nextLook(permits, wanted, taken.size(), claimedAt));
    }

    /** Once a second at most: it is for people. */
    private void tellPace() {
        Instant now = clock.instant();
        if (pacer != null && !now.isBefore(tellPaceAt)) {
            tellPaceAt = now.plus(LOOK_AT_LEAST_EVERY);
            health.goesAt(getRouteId(), pacer.limits().orElse(null), pacer.untilNext());
        }
    }

    private boolean standsStill() {
        Optional<Pause> pause = brake == null ? Optional.empty() : brake.held();
        if (pause.isPresent()) {
            health.standsStill(getRouteId(), pause.get());
        } else if (brake != null && !failing && !brake.isOnTrial()) {
            health.goesOn(getRouteId());
        }
        return pause.isPresent();
    }

    private Instant nextLook(int permits, int wanted, int taken, Instant claimedAt) {
        Instant now = clock.instant();
        Instant latest = now.plus(LOOK_AT_LEAST_EVERY);
        if (taken < wanted) { // nothing more was due, or there is no room in flight
            // What has become due since is looked at now; what was due already waits for room, and is woken for it.
            return claims.nextDue()
                    .filter(at -> at.isAfter(claimedAt) && at.isBefore(latest))
                    .orElse(latest);
        }
        if (wanted == permits) {
            return now;
        }
        Instant leave = now.plus(pacer.untilNext());
        return leave.isBefore(latest) ? leave : latest; // a brake, too, may be stepped on in a long wait
    }

    private void start(Claims.Taken taken) {
        try {
            workers.execute(() -> work(taken));
        } catch (RuntimeException e) { // shutting down: what is in hand is released at the end
            free.release();
            LOG.debug("Not started: {}", taken.label(), e);
        }
    }

    private void work(Claims.Taken taken) {
        MDC.put(Label.KEY, taken.label());
        Exchange exchange = createExchange(false);
        try {
            taken.mount(exchange);
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            try {
                taken.finish(exchange);
            } catch (RuntimeException e) {
                LOG.error("Could not be given back; it will be at the next start: {}", e.toString(), e);
            }
            releaseExchange(exchange, false);
            free.release();
            MDC.remove(Label.KEY);
        }
    }
}
