package lumadrop.flow;

import lumadrop.job.JobState;
import lumadrop.pace.Brake;
import lumadrop.pace.Pacer;

/** The options of a {@code ledger:} endpoint; see {@link LedgerComponent}. */
record LedgerOptions(
        JobState to,
        int batch,
        int concurrency,
        int maxInFlight,
        Pacer pacer,
        Brake brake,
        boolean keep,
        int ahead,
        boolean asynchronous) {

    LedgerOptions {
        if (to != null && ahead > 0) {
            throw new IllegalArgumentException(
                    "ahead is for routes that take a job without moving it: what waits in state " + to.word()
                            + " would be lost with a stop");
        }
    }

    /** Whether a job may be passed on to the route in the commit that brings it to its state. */
    boolean takesAtOnce() {
        return to == null && pacer == null;
    }
}
