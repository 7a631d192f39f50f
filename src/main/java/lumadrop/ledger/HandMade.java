package lumadrop.ledger;

import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;

/**
 * What a person made of a job.
 *
 * @param job as it is by now
 * @param from the state that it had before; null where it had none
 * @param to the state that it was given
 */
public record HandMade(Job job, JobEvent event, JobState from, JobState to) {}
