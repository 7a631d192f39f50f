package lumadrop.ledger;

import java.util.List;
import java.util.Set;
import lumadrop.job.Drop;
import lumadrop.job.Job;

/**
 * A drop that is to be recorded with its jobs, and what tells whether it was seen before.
 *
 * @param content equal for two drops exactly when they ask for the same; null where nobody asks
 * @param keys its idempotency keys and those of its jobs
 */
public record Offer(Drop drop, List<Job> jobs, String content, List<Key> keys, OnSame onSame) {
    /**
     * What is never to be made twice.
     *
     * @param content what it was given for
     * @param jobs the numbers of the jobs that it covers
     */
    public record Key(String text, String content, Set<Integer> jobs) {
        public Key {
            jobs = Set.copyOf(jobs);
        }
    }

    public Offer {
        jobs = List.copyOf(jobs);
        keys = List.copyOf(keys);
    }
}
