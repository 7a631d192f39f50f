package lumadrop.ledger;

import lumadrop.job.JobEvent;

/**
 * That a person did something with a job.
 *
 * @param seq its place in the job's history
 */
public record HandEvent(String job, int seq, JobEvent event) {}
