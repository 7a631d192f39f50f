package lumadrop.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lumadrop.job.Job;
import lumadrop.output.JobRecord;

/**
 * The jobs that were told of last, with all that there is to tell: their drop's manifest, which mostly follows at once, need
 * not ask the ledger again. Thread-safe.
 */
final class ToldLately {
    /** Some kilobytes each: a drop of more is read from the ledger, at a hundredth of what it took to make. */
    private static final int MOST = 500;

    private final Map<String, JobRecord> byJob = new LinkedHashMap<>();

    synchronized void add(JobRecord told) {
        byJob.remove(told.job().id());
        byJob.put(told.job().id(), told);
        if (byJob.size() > MOST) {
            byJob.remove(byJob.keySet().iterator().next());
        }
    }

    /** What was told of the job, and is not wanted again; empty where that is not known, or the job has moved since. */
    synchronized Optional<JobRecord> take(Job job) {
        JobRecord told = byJob.remove(job.id());
        return told != null && told.job().version() == job.version() ? Optional.of(told) : Optional.empty();
    }
}
