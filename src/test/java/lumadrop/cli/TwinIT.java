package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same drop twice, over the death of the process that took it. */
class TwinIT {
    @TempDir
    Path home;

    @Test
    void whatIsHeldAsATwinOrHasAKeyIsNotSentByAKillEither() {
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(50), AnswerMode.QUEUED)) {
            Place place = new Place(home, upstream);
            String cat = "{\"prompt\":\"a cat #sandbox:frozen\"}";
            String order = "{\"prompt\":\"a dog\",\"idempotency_key\":\"order-1\"}";
            place.drop("cat.json", cat);
            place.drop("order.json", order);
            try (Program run = place.program().start("run")) {
                Place.await()
                        .until(() -> place.seen("posts") == 2 && place.told().size() == 1);
            }
            int kills = 5;
            for (int kill = 0; kill < kills; kill++) {
                try (Program run = place.program().start("run")) {
                    Place.await().until(() -> run.err().contains("watches"));
                    for (int i = 0; i < 4; i++) {
                        place.drop("cat" + kill + i + ".json", cat);
                        place.drop("order" + kill + i + ".json", order);
                    }
                    int kept = 3 * kill;
                    Place.await().until(() -> place.files("accepted").size() > kept); // amid the intake
                    run.kill();
                }
            }
            try (Program run = place.program().start("run")) {
                Place.await()
                        .until(() -> place.files("inbox").isEmpty()
                                && place.files("accepted").size() == 2 + 8 * kills);
            }
            JsonNode jobs = place.status().path("jobs");
            assertThat(jobs.path("held").asInt()).isEqualTo(4 * kills);
            assertThat(jobs.path("done").asInt()).isEqualTo(1);
            assertThat(upstream.requests())
                    .extracting(SeenRequest::prompt)
                    .containsExactlyInAnyOrder("a cat #sandbox:frozen", "a dog");
            assertThat(place.status("order.json").path("states").path("done").asInt())
                    .isEqualTo(1);
        }
    }
}
