package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import lumadrop.pace.SteadyClock;

/** Time that passes as it does, and faster where a test says so. */
final class MovableTime {
    private final AtomicLong ahead = new AtomicLong();
    private final Clock clock = new SteadyClock(Clock.systemUTC(), () -> System.nanoTime() + ahead.get());

    /** For a flow, and for its upstream, so that both are of one time. */
    Clock clock() {
        return clock;
    }

    /** So much time has passed, at once. */
    void pass(Duration time) {
        ahead.addAndGet(time.toNanos());
    }
}
