package lumadrop.ledger;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import lumadrop.job.JobState;

/** Tells waiting workers of this process, right after the commit, that work of their kind is due and when. */
final class Wakes {
    private final Map<JobState, List<Consumer<Instant>>> jobs = new EnumMap<>(JobState.class);
    private final List<Consumer<Instant>> drops = new CopyOnWriteArrayList<>();
    private final List<Consumer<Instant>> room = new CopyOnWriteArrayList<>();

    Wakes() {
        for (JobState state : JobState.values()) {
            jobs.put(state, new CopyOnWriteArrayList<>());
        }
    }

    void onJob(JobState state, Consumer<Instant> waiter) {
        jobs.get(state).add(waiter);
    }

    void onDrop(Consumer<Instant> waiter) {
        drops.add(waiter);
    }

    void onRoom(Consumer<Instant> waiter) {
        room.add(waiter);
    }

    void forget(Consumer<Instant> waiter) {
        jobs.values().forEach(waiters -> waiters.remove(waiter));
        drops.remove(waiter);
        room.remove(waiter);
    }

    void job(JobState state, Instant due) {
        jobs.get(state).forEach(waiter -> waiter.accept(due));
    }

    /** One job fewer is in flight. */
    void room(Instant now) {
        room.forEach(waiter -> waiter.accept(now));
    }

    void drop(Instant due) {
        drops.forEach(waiter -> waiter.accept(due));
    }
}
