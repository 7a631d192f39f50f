package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a power cut takes of the files that came out last is made again, from the ledger and from the upstream. */
class PowerLossIT {
    private static final int JOBS = 30;

    @TempDir
    Path home;

    @Test
    void whatDidNotReachTheDiskIsCollectedAgain() throws Exception {
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(50), AnswerMode.QUEUED)) {
            Place place = new Place(home, upstream);
            StringBuilder jobs = new StringBuilder();
            for (int i = 0; i < JOBS; i++) {
                jobs.append("{\"prompt\":\"picture ").append(i).append("\"}\n");
            }
            place.drop("shoot.jsonl", jobs.toString());
            place.drop("moderated.json", "{\"prompt\":\"a dog #sandbox:failed-content-moderated\"}");
            try (Program run = place.program().start("run")) {
                Place.await()
                        .until(() -> place.told().size() == JOBS + 1
                                        && Files.exists(place.output().resolve("shoot/manifest.json"))
                                        && Files.exists(place.output().resolve("moderated/manifest.json"))
                                || !run.isAlive());
                run.kill();
            }
            List<JsonNode> before = place.told();
            Set<String> lost = damage(place, before);

            Ended drained = place.run("drain");
            assertThat(drained.exit()).as(drained.err()).isIn(0, 3);
            assertThat(drained.err()).contains("did not outlast the power cut", "manifest.jsonl was damaged");
            assertThat(place.seen("posts")).isEqualTo(JOBS + 1);
            assertThat(place.run("verify").exit()).isZero();
            assertThat(place.home().resolve("failed/moderated"))
                    .isDirectoryContaining(file -> file.toString().endsWith(".error.json"));
            // One line for each job, and one more for each that settled once more.
            Map<String, Integer> lines = new HashMap<>();
            place.told().forEach(line -> lines.merge(line.path("id").asText(), 1, Integer::sum));
            assertThat(lines.keySet())
                    .containsExactlyInAnyOrderElementsOf(before.stream()
                            .map(line -> line.path("id").asText())
                            .toList());
            lines.forEach((id, n) -> assertThat(n).as(id).isEqualTo(lost.contains(id) ? 2 : 1));
            assertThat(place.status().path("jobs").path("done").asInt()).isEqualTo(JOBS);

            // All is well now: the next start looks at the same and finds nothing.
            int fetched = place.seen("media_calls");
            place.run("drain");
            assertThat(place.seen("media_calls")).isEqualTo(fetched);
            assertThat(place.told()).hasSize(JOBS + 1 + lost.size());
        }
    }

    /** Cuts one picture, zeroes one, removes one, empties one; likewise manifests, an error file and the log's tail. */
    private static Set<String> damage(Place place, List<JsonNode> told) throws IOException {
        Set<String> lost = new HashSet<>();
        int n = 0;
        for (JsonNode line : told) {
            String file = line.at("/pictures/0/file").asText();
            if (!file.isEmpty() && n < 4) {
                Path picture = place.output().resolve(file);
                long size = Files.size(picture);
                switch (n++) {
                    case 0 -> setLength(picture, size / 2);
                    case 1 -> Files.write(picture, new byte[(int) size]);
                    case 2 -> Files.delete(picture);
                    default -> setLength(picture, 0);
                }
                lost.add(line.path("id").asText());
            }
        }
        Path manifest = place.output().resolve("moderated/manifest.json");
        Files.write(manifest, new byte[(int) Files.size(manifest)]);
        for (String file : place.files("failed")) {
            setLength(place.home().resolve("failed").resolve(file), 0);
        }
        Path log = place.output().resolve("manifest.jsonl");
        byte[] bytes = Files.readAllBytes(log);
        for (int i = bytes.length / 2; i < bytes.length * 3 / 4; i++) {
            bytes[i] = 0;
        }
        Files.write(log, bytes);
        setLength(log, bytes.length - 700);
        return lost;
    }

    private static void setLength(Path file, long length) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.setLength(length);
        }
    }

    @Test
    void withSyncAlwaysEverythingComesOutAsWell() {
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(50), AnswerMode.QUEUED)) {
            Place place = new Place(home, upstream);
            place.drop("cats.json", "{\"prompt\":\"a cat\",\"count\":5}");
            Ended drained =
                    place.program().with("lumadrop.output.sync", "always").run("drain");
            assertThat(drained.exit()).as(drained.err()).isZero();
            assertThat(place.told()).hasSize(5);
            assertThat(place.run("verify").exit()).isZero();
        }
    }
}
