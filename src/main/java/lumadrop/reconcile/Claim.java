package lumadrop.reconcile;

import java.time.Instant;
import java.util.List;
import lumadrop.api.ListItem;
import lumadrop.job.Job;

/**
 * An item that is no job's yet, and whose it may be.
 *
 * @param likeness the best that any job has to it
 * @param jobs those that have it
 * @param others those that it could be too, with less likeness
 */
record Claim(ListItem item, Likeness likeness, List<Job> jobs, List<Job> others) {
    /** Null where the upstream does not say. */
    Instant created() {
        return item.snapshot().createdAt();
    }

    String id() {
        return item.snapshot().requestId();
    }
}
