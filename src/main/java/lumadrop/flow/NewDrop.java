package lumadrop.flow;

import java.util.List;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.output.DropNames;

/**
 * A drop that was read and found good, with its jobs, ready to be recorded.
 *
 * @param names the names that were given out for it, until the ledger has them
 */
record NewDrop(Drop drop, List<Job> jobs, DropNames names) {}
