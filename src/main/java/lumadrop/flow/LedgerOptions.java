package lumadrop.flow;

import lumadrop.job.JobState;

/** The options of a {@code ledger:} endpoint; see {@link LedgerComponent}. */
record LedgerOptions(JobState to, int batch, int concurrency, int maxInFlight, double perSecond, boolean keep) {}
