package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at any moment costs the repetition of a step at most, never a picture, and never a second payment. */
class KillIT {
    private static final int DROPS = 4;

    @TempDir
    Path home;

    private Place place;
    private final Set<String> dropped = new HashSet<>();

    @Test
    void killedAtManyMomentsNothingIsLostAndNothingIsPaidTwice() throws IOException {
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(300), AnswerMode.MIXED)) {
            place = new Place(home, upstream);
            for (Map.Entry<String, Callable<Boolean>> moment : moments().entrySet()) {
                dropSome(moment.getKey().replace(' ', '-'));
                try (Program run = place.program().start("run")) {
                    Place.await().until(() -> moment.getValue().call() || !run.isAlive());
                    assertThat(run.isAlive()).as(run.err()).isTrue();
                    run.kill();
                }
            }
            Ended drained = place.run("drain");
            assertNothingLostAndNothingTwice(upstream);

            // What was cut off while it was being submitted was found in the upstream's list.
            assertThat(drained.exit()).as(drained.err()).isZero();
        }
    }

    /** Moments of intake, submit, track and collect, each of them counted from when it is asked for first. */
    private Map<String, Callable<Boolean>> moments() {
        Map<String, Callable<Boolean>> moments = new LinkedHashMap<>();
        moments.put("intake begins", () -> Files.exists(place.inbox().resolve(".lumadrop/taking")));
        moments.put("a drop is accepted", more(() -> place.files("accepted").size(), 1));
        moments.put("first submits", more(() -> place.seen("posts"), 1));
        moments.put("some submits", more(() -> place.seen("posts"), DROPS + 1));
        moments.put("first polls", more(() -> place.seen("status_calls"), 2));
        moments.put("first download", more(() -> place.seen("media_calls"), 1));
        moments.put("some downloads", more(() -> place.seen("media_calls"), 5));
        moments.put("first told", more(() -> place.told().size(), 1));
        moments.put("a manifest", more(this::manifests, 1));
        return moments;
    }

    private long manifests() {
        return place.files("output").stream()
                .filter(file -> file.endsWith("/manifest.json"))
                .count();
    }

    private static Callable<Boolean> more(Callable<? extends Number> count, int more) {
        long[] before = {-1};
        return () -> {
            long now = count.call().longValue();
            if (before[0] < 0) {
                before[0] = now;
            }
            return now >= before[0] + more;
        };
    }

    private void dropSome(String name) {
        for (int i = 1; i <= DROPS; i++) {
            String path = (i % 2 == 0 ? "below/" : "") + name + "-" + i + ".json";
            place.drop(path, "[{\"prompt\":\"" + path + " one\"},{\"prompt\":\"" + path + " two\"}]");
            dropped.add(path);
        }
    }

    private void assertNothingLostAndNothingTwice(SandboxServer upstream) throws IOException {
        assertThat(place.files("inbox")).isEmpty();
        assertThat(place.inbox().resolve(".lumadrop")).doesNotExist();
        assertThat(place.files("accepted")).containsExactlyInAnyOrderElementsOf(dropped);
        assertThat(place.files("failed")).isEmpty();
        assertThat(place.files("output")).noneMatch(file -> file.endsWith(".part"));

        // Each job has a prompt of its own, so each payload stands for a job.
        // A POST that the kill cut off on its way was not seen; one that was seen was taken, and is never repeated.
        assertThat(upstream.stats().path("posts_by_payload")).allMatch(posts -> posts.asInt() == 1);
        assertThat(place.seen("posts")).isBetween(1, 2 * dropped.size());
        assertThat(upstream.requests()).extracting(SeenRequest::prompt).doesNotHaveDuplicates();

        JsonNode jobs = place.status().path("jobs");
        int done = jobs.path("done").asInt();
        assertThat(done).isEqualTo(2 * dropped.size());
        List<String> told = new ArrayList<>();
        for (JsonNode line : place.told()) {
            told.add(line.path("id").asText());
            assertThat(line.path("status").asText()).isEqualTo("done");
            assertThat(place.output()
                            .resolve(line.path("pictures").path(0).path("file").asText()))
                    .isRegularFile();
        }
        assertThat(told).doesNotHaveDuplicates().hasSize(done);
        long pictures = place.files("output").stream()
                .filter(file -> file.endsWith(".png"))
                .count();
        assertThat(pictures).isEqualTo(done);
    }
}
