package lumadrop.ledger;

import lumadrop.job.JobState;
import lumadrop.job.Reason;

/** Jobs of one state that wait for one and the same reason, and how many there are. */
public record Waits(JobState state, Reason reason, long jobs) {}
