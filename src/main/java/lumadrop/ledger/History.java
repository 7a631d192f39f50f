package lumadrop.ledger;

import java.util.List;
import lumadrop.job.JobEvent;
import lumadrop.job.Picture;

/**
 * What has become of a job.
 *
 * @param events in the order that they were written
 * @param pictures in their order
 */
public record History(List<JobEvent> events, List<Picture> pictures) {
    public static final History NONE = new History(List.of(), List.of());
}
