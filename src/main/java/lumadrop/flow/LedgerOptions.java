package lumadrop.flow;

import lumadrop.job.JobState;
import lumadrop.pace.Brake;
import lumadrop.pace.Pacer;

/** The options of a {@code ledger:} endpoint; see {@link LedgerComponent}. */
record LedgerOptions(
        JobState to, int batch, int concurrency, int maxInFlight, Pacer pacer, Brake brake, boolean keep) {}
