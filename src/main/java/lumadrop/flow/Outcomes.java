package lumadrop.flow;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import lumadrop.job.Counted;
import lumadrop.job.JobState;
import lumadrop.job.Reason;
import lumadrop.ledger.Ledger;

/** How often a job entered each state, and how many drops were refused, since this process started. */
public final class Outcomes {
    private final Map<JobState, AtomicLong> entered = new EnumMap<>(JobState.class);
    private volatile Reason accountTrouble;
    private final AtomicLong refused = new AtomicLong();

    private final Ledger ledger;

    /** @param ledger where what outlives the process is counted */
    Outcomes(Ledger ledger) {
        this.ledger = ledger;
        for (JobState state : JobState.values()) {
            entered.put(state, new AtomicLong());
        }
    }

    void count(JobState state) {
        entered.get(state).incrementAndGet();
    }

    void countRefused() {
        refused.incrementAndGet();
    }

    /** The upstream refuses every submit for a reason of the account's; null: it takes them again. */
    synchronized void accountTrouble(Reason reason) {
        if (reason != null && accountTrouble == null) {
            ledger.count(Counted.PAUSED, reason.reasonClass().word());
        }
        accountTrouble = reason;
    }

    /** Why the upstream refuses every submit; empty while it does not. */
    public Optional<Reason> accountTrouble() {
        return Optional.ofNullable(accountTrouble);
    }

    public long entered(JobState state) {
        return entered.get(state).get();
    }

    public long refusedDrops() {
        return refused.get();
    }
}
