package lumadrop.output;

import java.util.List;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.Picture;

/**
 * All that is told of one job.
 *
 * @param events its history in the order that it was written
 * @param pictures those that stand in the output folder
 */
public record JobRecord(Job job, List<JobEvent> events, List<Picture> pictures) {
    public JobRecord {
        events = List.copyOf(events);
        pictures = List.copyOf(pictures);
    }
}
