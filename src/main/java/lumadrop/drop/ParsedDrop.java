package lumadrop.drop;

import java.util.List;

/**
 * A drop without a fault.
 *
 * @param jobs in the order of the file, each rendering of a {@code count} on its own; never empty
 * @param folderTemplate {@code output_folder} of the drop's defaults; null where it has none
 * @param nameTemplate {@code output_name} of the drop's defaults; null where it has none
 * @param idempotencyKey of the drop as a whole; null where it has none
 */
public record ParsedDrop(List<JobSpec> jobs, String folderTemplate, String nameTemplate, String idempotencyKey) {
    public ParsedDrop {
        jobs = List.copyOf(jobs);
    }

    /** A drop without a key. */
    public ParsedDrop(List<JobSpec> jobs, String folderTemplate, String nameTemplate) {
        this(jobs, folderTemplate, nameTemplate, null);
    }
}
