package lumadrop.pace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lets few start while it is not known whether they will fare well: one, after a second two more, then four more, and so
 * on; without limit after ten seconds, or as soon as one has fared well. So a key that is refused costs a request or
 * two, not fifty, and an upstream whose first answer takes half a minute is still busy after a few seconds. Thread-safe.
 */
public final class Ramp implements Pacer {
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final int STEPS = 10;

    private final Clock clock;
    private final Duration trust;
    private final List<Runnable> waiters = new CopyOnWriteArrayList<>();
    private Instant wellAt;
    private Instant since;
    private long started;

    /**
     * At its foot.
     *
     * @param trust how long a good answer, or a climb without one, is believed; after that it starts at the foot again
     */
    public Ramp(Clock clock, Duration trust) {
        this.clock = clock;
        this.trust = trust;
    }

    /** Nothing is known any more: the next few go first. */
    public synchronized void restart() {
        wellAt = null;
        since = null;
        started = 0;
    }

    /** One has fared well: all may. */
    public void wentWell() {
        boolean opens;
        synchronized (this) {
            opens = wellAt == null;
            wellAt = clock.instant();
        }
        if (opens) {
            waiters.forEach(Runnable::run);
        }
    }

    @Override
    public synchronized int take(int wanted) {
        Instant now = clock.instant();
        Instant begun = wellAt != null ? wellAt : since;
        if (begun != null && now.isAfter(begun.plus(trust))) {
            restart(); // what was learned then says little by now
        }
        if (wellAt != null) {
            return wanted;
        }
        if (since == null) {
            since = now;
        }
        int given = (int) Math.max(0, Math.min(wanted, allowed(now) - started));
        started += given;
        return given;
    }

    @Override
    public synchronized void putBack(int unused) {
        started = Math.max(0, started - unused);
        if (started == 0) {
            since = null; // the climb begins with the first that really starts
        }
    }

    @Override
    public synchronized Duration untilNext() {
        if (wellAt != null || since == null) {
            return Duration.ZERO;
        }
        Instant now = clock.instant();
        return started < allowed(now)
                ? Duration.ZERO
                : Duration.between(now, since.plus(STEP.multipliedBy(step(now) + 1)));
    }

    @Override
    public void listen(Runnable waiter) {
        waiters.add(waiter);
    }

    private long allowed(Instant now) {
        long step = step(now);
        return step >= STEPS ? Long.MAX_VALUE : (2L << step) - 1;
    }

    private long step(Instant now) {
        return Math.max(0, Duration.between(since, now).dividedBy(STEP));
    }
}
