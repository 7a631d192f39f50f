package lumadrop.flow;

import java.util.List;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.ledger.History;
import lumadrop.output.JobRecord;

/** What is told of a job by what the ledger knows of it. */
final class Records {
    private Records() {}

    /** Without pictures where it is not done: what it had before it was opened again may not hold any more. */
    static JobRecord of(Job job, History history) {
        return new JobRecord(job, history.events(), job.state() == JobState.DONE ? history.pictures() : List.of());
    }
}
