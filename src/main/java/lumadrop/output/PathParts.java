package lumadrop.output;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import lumadrop.text.SafeName;

/** Paths below the output folder as text: {@code /} between parts, whatever the machine. */
final class PathParts {
    /** Far below the 4,096 bytes that Linux takes for a path, so that home, folder and file name together fit. */
    private static final int MOST_BYTES = 1_000;

    private static final int MOST_PARTS = 32;

    /** Files of ours beside which a folder of the same name could not stand. */
    private static final Set<String> OURS =
            Set.of("manifest.json", "manifest.jsonl", "drop-manifest.json", FailedJobs.FILE, "drop-failed.jsonl");

    private PathParts() {}

    /** One path of the parts; of a very deep one the last parts, of a very long one the beginnings of its parts. */
    static String joined(List<String> parts) {
        List<String> last = parts.subList(Math.max(0, parts.size() - MOST_PARTS), parts.size());
        String path = String.join("/", last);
        if (path.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
            return path;
        }
        int each = MOST_BYTES / last.size() - 1;
        return last.stream().map(part -> SafeName.of(part, each, "_")).collect(Collectors.joining("/"));
    }

    /** The path with no folder named as a file of ours is: {@code a/manifest.json/b} is {@code a/manifest.json_/b}. */
    static String folderBesideOurFiles(String folder) {
        return OURS.stream().noneMatch(ours -> key(folder).contains(ours))
                ? folder
                : List.of(folder.split("/")).stream()
                        .map(part -> OURS.contains(key(part)) ? part + "_" : part)
                        .collect(Collectors.joining("/"));
    }

    static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Everything before the last part; empty where there is one part. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    static String under(String folder, String path) {
        return folder.isEmpty() ? path : folder + "/" + path;
    }

    static String key(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
