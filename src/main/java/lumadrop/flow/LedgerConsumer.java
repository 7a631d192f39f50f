package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * process that dies had little in hand, unless its route lets some wait ahead of their turn. It sleeps until the next due
 * time and is woken by commits of this process; once a second it looks by itself, for what another process has written.
 *
 * <p>At a stop Camel suspends it, so that it claims no more, and waits for what it has in hand. A consumer that is not
 * {@link Suspendable} would be stopped at once together with the steps of its route, under the hands of those at work.
 */
final class LedgerConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerConsumer.class);
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(1);
    private static final Duration A_MOMENT = Duration.ofMillis(20);

    private final Claims claims;
    private final LedgerOptions options;
    private final Clock clock;
    private final Semaphore free;
    private final int places;
    private final Workplaces workplaces;
    private final Pacer pacer;
    private final Brake brake;
    private final Health health;
    private final ReentrantLock dueLock = new ReentrantLock();
    private final Condition wake = dueLock.newCondition();
    private Instant lookAt = Instant.MIN;
    private volatile boolean running;
    /** Nobody waits for a place: what comes may be passed on at once. */
    private volatile boolean caughtUp;

    private final Handover.Taker taker = this::reserve;
    // Of the claiming thread alone: whether the ledger could not be asked, and whether more was due than there was room
    // for.
    private boolean failing;
    private boolean behind;

    private Instant tellPaceAt = Instant.MIN;

    private ExecutorService workers;
    private Thread claimer;

    LedgerConsumer(LedgerEndpoint endpoint, Processor processor, Claims claims) {
        super(endpoint, processor);
        this.claims = claims;
        this.options = endpoint.options();
        this.clock = endpoint.ledgerComponent().clock();
        this.places = options.concurrency() + options.ahead();
        this.free = new Semaphore(places);
        this.workplaces = new Workplaces(options.concurrency());
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
        claimer = new Daemons("claims " + getRouteId()).newThread(this::run);
        claimer.start();
        claims.begin(taker);
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
        return places - free.availablePermits();
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
        claims.end(taker);
        if (claimer != null) {
            claimer.interrupt(); // it may wait for a worker whose submit blocks for minutes
            claimer.join();
            claimer = null;
        }
        workplaces.leave().forEach(this::leave);
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
        int permits = 1;
        int wanted = 0;
        Instant claimedAt;
        List<Claims.Taken> taken = List.of();
        try {
            if (standsStill()) { // because of the very one that was waited for, perhaps
                lookAgainBy(clock.instant().plus(LOOK_AT_LEAST_EVERY));
                return;
            }
            permits += acquireSomeMore();
            while (permits < options.batch() && free.tryAcquire()) {
                permits++;
            }
            wanted = pacer == null ? permits : pacer.take(permits);
            claimedAt = clock.instant();
            taken = wanted == 0 || !running ? List.of() : claims.claim(wanted);
            caughtUp = taken.size() < wanted;
            behind = wanted > 0 && !caughtUp;
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

    /** Where more is due than there is room for, a claim is worth its while for several; it waits for them a moment. */
    private int acquireSomeMore() throws InterruptedException {
        int more = Math.min(options.batch(), places / 4) - 1;
        return behind && more > 0 && free.tryAcquire(more, A_MOMENT.toMillis(), TimeUnit.MILLISECONDS) ? more : 0;
    }

    private Optional<Handover.Place> reserve() {
        if (!running || !caughtUp || brake != null && brake.held().isPresent()) {
            return Optional.empty();
        }
        if (!free.tryAcquire()) {
            caughtUp = false;
            return Optional.empty();
        }
        return Optional.of(new Handover.Place() {
            private final AtomicBoolean used = new AtomicBoolean();

            @Override
            public void take(Claims.Taken taken) {
                used.set(true);
                start(taken);
            }

            @Override
            public void giveUp() {
                if (!used.getAndSet(true)) {
                    free.release();
                }
            }
        });
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
        if (!workplaces.takes(taken)) {
            return; // a worker comes to it
        }
        try {
            workers.execute(() -> workFrom(taken));
        } catch (RuntimeException | Error e) { // shutting down, or no thread to be had
            // What has begun to wait for this worker meanwhile is not started either.
            for (Claims.Taken next = taken; next != null; next = workplaces.next()) {
                free.release();
                notStarted(next, e);
            }
        }
    }

    private void notStarted(Claims.Taken taken, Throwable cause) {
        if (!running) {
            LOG.debug("Not started: {}", taken.label(), cause); // what is in hand is released at the end
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setException(cause);
        finish(taken, exchange);
    }

    private void workFrom(Claims.Taken first) {
        Claims.Taken taken = first;
        while (taken != null) {
            boolean ended = true;
            try {
                if (taken != first && isHeldBack()) {
                    taken.putBack();
                } else if (taken == first || !taken.hasMoved()) {
                    ended = work(taken);
                }
            } catch (RuntimeException | Error e) {
                LOG.error("{} could not be worked on: {}", taken.label(), e.toString(), e);
            }
            taken = workplaces.next(); // before its place counts as free: else the next would find no worker
            if (ended) {
                free.release();
            }
        }
    }

    private boolean isHeldBack() {
        try {
            return brake != null && brake.held().isPresent();
        } catch (RuntimeException e) {
            LOG.debug("Whether the brake is held cannot be told", e);
            return true;
        }
    }

    private void leave(Claims.Taken taken) {
        try {
            taken.leave();
        } catch (RuntimeException e) {
            LOG.error("{} could not be put back: {}", taken.label(), e.toString(), e);
        } finally {
            free.release();
        }
    }

    /** @return false if it ends later, and frees its place by itself: only where a route is asynchronous */
    private boolean work(Claims.Taken taken) {
        MDC.put(Label.KEY, taken.label());
        Exchange exchange = createExchange(false);
        try {
            taken.mount(exchange);
            if (options.asynchronous()) {
                return getAsyncProcessor().process(exchange, atOnce -> end(taken, exchange, atOnce));
            }
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        } finally {
            MDC.remove(Label.KEY);
        }
        finish(taken, exchange);
        return true;
    }

    private void end(Claims.Taken taken, Exchange exchange, boolean atOnce) {
        try {
            finish(taken, exchange);
        } finally {
            if (!atOnce) {
                free.release();
            }
        }
    }

    private void finish(Claims.Taken taken, Exchange exchange) {
        Label.during(taken.label(), () -> {
            try {
                taken.finish(exchange);
            } catch (RuntimeException e) {
                LOG.error("Could not be given back; it will be at the next start: {}", e.toString(), e);
            }
        });
        releaseExchange(exchange, false);
    }
}
