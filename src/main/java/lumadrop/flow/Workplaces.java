package lumadrop.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** So many workers, and what waits in hand for one of them to be free. Thread-safe. */
final class Workplaces {
    private final int workers;
    private final Deque<Claims.Taken> waiting = new ArrayDeque<>();
    private int working;

    Workplaces(int workers) {
        this.workers = workers;
    }

    /** @return whether a worker is free for it, and is to begin with it now; else it waits */
    synchronized boolean takes(Claims.Taken taken) {
        if (working < workers) {
            working++;
            return true;
        }
        waiting.add(taken);
        return false;
    }

    /** What the worker who asks goes on with; null: nothing waits, and the worker is free. */
    synchronized Claims.Taken next() {
        Claims.Taken next = waiting.poll();
        if (next == null) {
            working--;
        }
        return next;
    }

    /** All that waits, which will not be begun here. */
    synchronized List<Claims.Taken> leave() {
        List<Claims.Taken> left = new ArrayList<>(waiting);
        waiting.clear();
        return left;
    }
}
