package lumadrop.drop;

import java.util.List;

/**
 * Says what is wrong with the name templates of a drop. Passed in: how outputs are named is another room's matter, and
 * the fault is to have its place in the file like every other.
 */
@FunctionalInterface
public interface Templates {
    /** Whatever they say. */
    Templates ANY = (folder, name, jobs) -> List.of();

    /**
     * One thing that is wrong.
     *
     * @param field of the defaults: {@code output_folder} or {@code output_name}
     */
    record Wrong(String field, String found, String expected) {}

    /**
     * @param folder {@code output_folder} of the defaults; null where they have none and the setting's holds
     * @param name {@code output_name} of the defaults; null likewise
     * @param jobs all of the drop
     */
    List<Wrong> wrong(String folder, String name, List<JobSpec> jobs);
}
