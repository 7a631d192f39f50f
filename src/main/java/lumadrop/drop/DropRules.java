package lumadrop.drop;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an operator may set about drops.
 *
 * @param model the only model a drop may name, to the letter
 * @param aspectRatios the ratios a job may ask for
 * @param promptMaxLength in code points
 * @param passThroughFields further fields of the vendor's payload that are let through as they are; empty as shipped
 * @param maxBytes of a file
 * @param maxDepth of nested objects and arrays; the outermost counts as 1
 * @param maxJobs in a file, each rendering of a {@code count} counted
 */
public record DropRules(
        String model,
        List<String> aspectRatios,
        int promptMaxLength,
        Set<String> passThroughFields,
        long maxBytes,
        int maxDepth,
        int maxJobs) {
    /** Names that mean something in a drop already, so that the vendor cannot be sent them. */
    private static final Set<String> OWN = Set.of(
            "$schema",
            "prompt",
            "aspect_ratio",
            "image",
            "model",
            "payload",
            "name",
            "count",
            "custom_id",
            "idempotency_key",
            "failed",
            "metadata",
            "defaults",
            "jobs",
            "output_folder",
            "output_name");

    /** @throws IllegalArgumentException if a value is out of range, or a field to pass through is one of ours */
    public DropRules {
        aspectRatios = List.copyOf(aspectRatios);
        passThroughFields = Set.copyOf(passThroughFields);
        if (model.isBlank() || aspectRatios.isEmpty()) {
            throw new IllegalArgumentException("a model and at least one aspect ratio are needed");
        }
        if (promptMaxLength < 1 || maxBytes < 1 || maxDepth < 4 || maxDepth > 500 || maxJobs < 1) {
            throw new IllegalArgumentException("limits are at least 1, the depth is 4 to 500");
        }
        Set<String> taken = new TreeSet<>(passThroughFields);
        taken.retainAll(OWN);
        if (!taken.isEmpty()) {
            throw new IllegalArgumentException(
                    "these fields have a meaning of their own and cannot pass through: " + String.join(", ", taken));
        }
    }

    /** The rules as shipped. */
    public static DropRules defaults() {
        return new DropRules(
                "luma-uni-1.1",
                List.of("3:1", "2:1", "16:9", "3:2", "1:1", "2:3", "9:16", "1:2", "1:3"),
                6_000,
                Set.of(),
                16L << 20,
                32,
                10_000);
    }
}
