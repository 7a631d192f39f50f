package lumadrop.ledger;

import lumadrop.job.Job;
import lumadrop.job.JobState;

/**
 * A job that was taken out of a dead owner's hand.
 *
 * @param from the state that it was found in
 * @param job as it now stands
 */
public record Released(JobState from, Job job) {}
