package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.PictureFormat;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SandboxSettings;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGKILL again and again over one run with faults of every kind mixed in. The long form: {@code mvn verify -Pcrash}.
 */
class CrashIT {
    private static final int KILLS = Integer.getInteger("crash.kills", 20);
    private static final int JOBS = Integer.getInteger("crash.jobs", 200);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
    private static final long SEED = Long.getLong("crash.seed", 20260101);

    @TempDir
    Path home;

    @Test
    void killedAgainAndAgainNothingIsLostAndNothingIsPaidTwice() throws Exception {
        SandboxSettings settings = SandboxSettings.defaults()
                .withGenerateTime(Duration.ofMillis(300))
                .withAnswers(AnswerMode.MIXED)
                .withPictures(32, PictureFormat.PNG)
                .withPageSize(50_000);
        try (SandboxServer upstream = SandboxServer.start(settings, Path.of("routes", "sandbox"))) {
            Place place = new Place(home, upstream) {
                @Override
                Program.Start program() {
                    return super.program()
                            .with("lumadrop.reconcile.absent-after", "2s")
                            .with("lumadrop.retry.max", "2s")
                            .with("lumadrop.pause.first", "200ms")
                            .with("lumadrop.pause.max", "2s");
                }
            };
            CrashRun crashes = new CrashRun(place, JOBS, KILLS, SEED);
            Ended drained = crashes.run();
            String summary = crashes.summary();
            Files.createDirectories(Path.of("target"));
            Files.writeString(Path.of("target", "crash.txt"), summary);
            System.out.print(summary);

            // Some of the jobs fail, before the last start or after it.
            assertThat(drained.exit()).as(drained.out() + drained.err()).isIn(0, 3);
            JsonNode jobs = place.status().path("jobs");
            assertThat(jobs.path("done").asInt() + jobs.path("failed").asInt())
                    .as(jobs.toString())
                    .isEqualTo(JOBS);
            assertFoldersAreWhole(place, crashes);
            assertNothingIsPaidTwice(upstream, crashes);
            assertEveryPictureIsRight(place, crashes);
            assertThat(crashes.hits())
                    .as("kills on every step\n" + summary)
                    .allSatisfy((step, hits) -> assertThat(hits).isPositive());
        }
    }

    private static void assertFoldersAreWhole(Place place, CrashRun crashes) {
        assertThat(place.files("inbox")).noneMatch(file -> file.endsWith(".json"));
        assertThat(place.files("inbox/.lumadrop")).isEmpty();
        assertThat(place.files("accepted"))
                .filteredOn(file -> file.endsWith(".json"))
                .containsExactlyInAnyOrderElementsOf(crashes.files());
        assertThat(place.files("output")).noneMatch(file -> file.endsWith(".part") || file.contains(".lumadrop/"));
    }

    /** The upstream took each job once; only what it refused or ended itself, having made nothing, came again. */
    private static void assertNothingIsPaidTwice(SandboxServer upstream, CrashRun crashes) {
        Map<String, List<SeenRequest>> byPrompt =
                upstream.requests().stream().collect(Collectors.groupingBy(SeenRequest::prompt));
        byPrompt.forEach((prompt, requests) -> {
            int job = crashes.number(prompt);
            assertThat(job).as("a job of ours: %s", prompt).isPositive();
            long paid = requests.stream()
                    .filter(request -> !crashes.fault(job).takenMoreThanOnce()
                            || request.status().equals("success"))
                    .count();
            assertThat(paid)
                    .as("job %s %s: %s", job, crashes.fault(job), requests)
                    .isEqualTo(1);
        });
    }

    private static void assertEveryPictureIsRight(Place place, CrashRun crashes) throws Exception {
        Map<Integer, String> told = new TreeMap<>();
        List<String> pictures = new ArrayList<>();
        for (JsonNode line : place.told()) {
            int job = line.path("custom_id").asInt();
            String status = line.path("status").asText();
            assertThat(told.put(job, status)).as("job %s is told of once", job).isNull();
            assertThat(status)
                    .as("job %s %s: %s", job, crashes.fault(job), line)
                    .isEqualTo(crashes.fault(job).done() ? "done" : "failed");
            for (JsonNode picture : line.path("pictures")) {
                Path file = place.output().resolve(picture.path("file").asText());
                pictures.add(picture.path("file").asText());
                byte[] bytes = Files.readAllBytes(file);
                assertThat(bytes)
                        .as(file.toString())
                        .isEqualTo(drawn(line, picture.path("url").asText()));
                assertThat(sha256(bytes)).isEqualTo(picture.path("sha256").asText());
            }
        }
        assertThat(told).hasSize(JOBS);
        assertThat(place.files("output"))
                .filteredOn(file -> file.endsWith(".png") || file.endsWith(".jpg"))
                .containsExactlyInAnyOrderElementsOf(pictures);
        for (String file : crashes.files()) {
            Path manifest =
                    place.output().resolve(file.replaceFirst("\\.json$", "")).resolve("manifest.json");
            assertThat(Place.JSON
                            .readTree(Files.readAllBytes(manifest))
                            .path("complete")
                            .asBoolean())
                    .as(manifest.toString())
                    .isTrue();
        }
    }

    /** The picture as the upstream has it: it shows the prompt and the request's id, so no other job's is like it. */
    private static byte[] drawn(JsonNode line, String url) throws Exception {
        assertThat(url).contains(line.path("request_id").asText());
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "?issue=99")).build(); // past every expiry
        return HTTP.send(request, BodyHandlers.ofByteArray()).body();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
