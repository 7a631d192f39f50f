package lumadrop.output;

import java.util.List;

/**
 * @param folder the drop's own folder below the output folder, for its manifest and its copy; no other drop's
 * @param shared whether the pictures go elsewhere than to {@code folder}, to one that other drops may fill too
 * @param jobs one for each ask, in their order
 */
public record DropNames(String folder, boolean shared, List<JobName> jobs) {
    public DropNames {
        jobs = List.copyOf(jobs);
    }

    /** The folder below the output folder that the pictures go to, as far as it is the same for all drops' jobs. */
    public String pictures() {
        return shared ? PathParts.parent(folder) : folder;
    }
}
