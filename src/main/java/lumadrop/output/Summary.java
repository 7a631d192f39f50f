package lumadrop.output;

import java.math.BigDecimal;
import java.util.Map;
import lumadrop.job.JobState;

/**
 * What a manifest says of its drop as a whole.
 *
 * @param complete every job of the drop is done or failed
 * @param byStatus how many jobs stand where; states without a job are not in
 * @param costUsd estimated
 */
public record Summary(boolean complete, int jobs, int pictures, Map<JobState, Integer> byStatus, BigDecimal costUsd) {
    public Summary {
        byStatus = Map.copyOf(byStatus);
    }
}
