package lumadrop.flow;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lumadrop.job.JobState;

/**
 * Passes a job straight on to the route that takes its next state, where that has a place free: it is claimed in the very
 * commit that brings it there, and nobody has to look for it. Thread-safe.
 */
final class Handover {
    /** A route that takes jobs of a state. */
    interface Taker {
        /** A place kept for one job; empty where none is free now, or where others have waited for one for longer. */
        Optional<Place> reserve();
    }

    /** A place kept for one job: it is to be taken or given up. */
    interface Place {
        void take(Claims.Taken taken);

        void giveUp();
    }

    private final Map<JobState, Taker> takers = new ConcurrentHashMap<>();

    void begin(JobState state, Taker taker) {
        takers.put(state, taker);
    }

    void end(JobState state, Taker taker) {
        takers.remove(state, taker);
    }

    Optional<Place> reserve(JobState state) {
        Taker taker = takers.get(state);
        return taker == null ? Optional.empty() : taker.reserve();
    }
}
