package lumadrop.flow;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lumadrop.job.JobState;
import lumadrop.job.Reason;

/** How often a job entered each state, and how many drops were refused, since this process started. */
public final class Outcomes {
    private final Map<JobState, AtomicLong> entered = new EnumMap<>(JobState.class);
    private volatile Reason accountTrouble;
    private volatile boolean pollsRefused;
    private final AtomicLong refused = new AtomicLong();

    Outcomes() {
        for (JobState state : JobState.values()) {
            entered.put(state, new AtomicLong());
        }
    }

    void count(JobState state) {
        entered.get(state).incrementAndGet();
    }

    void count(JobState state, int jobs) {
        entered.get(state).addAndGet(jobs);
    }

    void countRefused() {
        refused.incrementAndGet();
    }

    /** The upstream refuses every submit for a reason of the account's; null: it takes them again. */
    void accountTrouble(Reason reason) {
        accountTrouble = reason;
    }

    /** Why the upstream refuses every submit; empty while it does not. */
    public Optional<Reason> accountTrouble() {
        return Optional.ofNullable(accountTrouble);
    }

    /** Whether status calls are refused for it too, so that nothing comes of what is in flight. */
    void pollsRefused(boolean refused) {
        pollsRefused = refused;
    }

    public boolean pollsRefused() {
        return pollsRefused;
    }

    public long entered(JobState state) {
        return entered.get(state).get();
    }

    public long refusedDrops() {
        return refused.get();
    }
}
