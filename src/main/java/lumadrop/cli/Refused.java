package lumadrop.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import lumadrop.inbox.FileNames;

/**
 * The files that were refused and lie in {@code failed/} beside their reasons, until somebody corrects or removes them.
 *
 * @param newest the last few, the newest first
 */
record Refused(long count, List<One> newest) {
    private static final int NAMED = 5;
    private static final String REPORT = ".error.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param path below {@code failed/}
     * @param why its first fault, in a few words
     */
    record One(String path, Instant since, String why) {}

    private record Found(Path file, Instant since) {}

    /** What lies there now; a walk through the folder, of which only the newest few are opened. */
    static Refused in(Path failed) throws IOException {
        PriorityQueue<Found> newest = new PriorityQueue<>(Comparator.comparing(Found::since));
        long[] count = {0};
        if (Files.isDirectory(failed)) {
            Files.walkFileTree(failed, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path report, BasicFileAttributes attributes) {
                    String name = report.getFileName().toString();
                    // A job's report has no file of that name beside it.
                    if (name.endsWith(REPORT) && Files.isRegularFile(dropOf(report))) {
                        count[0]++;
                        newest.add(
                                new Found(report, attributes.lastModifiedTime().toInstant()));
                        if (newest.size() > NAMED) {
                            newest.remove();
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path gone, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return new Refused(
                count[0],
                newest.stream()
                        .sorted(Comparator.comparing(Found::since).reversed())
                        .map(found -> new One(
                                FileNames.relative(failed, dropOf(found.file())), found.since(), why(found.file())))
                        .toList());
    }

    private static Path dropOf(Path report) {
        String name = report.getFileName().toString();
        return report.resolveSibling(name.substring(0, name.length() - REPORT.length()));
    }

    private static String why(Path report) {
        try {
            JsonNode first = JSON.readTree(report.toFile()).path("errors").path(0);
            String place = first.has("line") ? "line " + first.path("line").asInt() + ": " : "";
            return place + first.path("found").asText("see its report");
        } catch (IOException e) {
            return "see its report";
        }
    }
}
