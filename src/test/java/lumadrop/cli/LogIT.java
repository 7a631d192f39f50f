package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log and status say of what became of a job. */
class LogIT {
    private static final String SECRET = "?X-Goog-Signature=";

    @TempDir
    Path home;

    @Test
    void oneLineATransitionForPeopleAndForMachinesAndAllOfItInStatus() throws IOException {
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(50), AnswerMode.QUEUED)) {
            Place place = new Place(home, upstream);
            place.drop("cat.json", "{\"prompt\":\"a cat #sandbox:submit-503-capacity*1,url-signed\"}");
            Ended text = place.run("drain");
            String id = place.status("cat.json").at("/all_jobs/0/id").asText();
            assertThat(text.err().lines().filter(line -> line.contains("[cat " + id + "]")))
                    .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\S+ (INFO|WARN) .*"))
                    .map(line -> line.replaceFirst(".*] ", "").replaceFirst(":.*", ""))
                    .containsExactly(
                            "accepted -> submitting",
                            "submitting -> accepted",
                            "accepted -> submitting",
                            "submitting -> in_flight",
                            "in_flight -> ready",
                            "ready -> done");
            assertThat(text.err()).doesNotContain(SECRET);

            JsonNode job = place.status(id);
            List<String> history = new ArrayList<>();
            job.path("history")
                    .forEach(event -> history.add(event.path("kind").asText() + " "
                            + event.path("word").asText()));
            assertThat(history)
                    .containsSubsequence(
                            "state accepted",
                            "attempt 1",
                            "answer throttled",
                            "trouble rate-limited",
                            "state accepted",
                            "attempt 2",
                            "answer taken",
                            "state in_flight",
                            "state ready",
                            "state done")
                    .anyMatch(event -> event.startsWith("wait 20"));
            assertThat(job.toString()).doesNotContain(SECRET);
            assertThat(job.path("next").asText()).isEqualTo("nothing: it is done");
            assertThat(job.has("next_at")).isTrue();
            assertThat(place.status().at("/counted/retried/rate-limited").asInt())
                    .isEqualTo(1);
            assertThat(place.run("status").out()).contains("retried: 1 rate-limited");

            place.drop("dog.json", "{\"prompt\":\"a dog #sandbox:failed-content-moderated\"}");
            place.drop("bad.json", "{\"promt\":\"a dog\"}");
            Ended json = place.program().with("lumadrop.log.format", "json").run("drain");
            List<JsonNode> lines = new ArrayList<>();
            for (String line : json.err().lines().toList()) {
                lines.add(Place.JSON.readTree(line));
            }
            assertThat(lines)
                    .filteredOn(line -> line.path("event").asText().equals("transition"))
                    .last()
                    .satisfies(line -> {
                        assertThat(line.path("job").asText())
                                .startsWith(line.path("drop").asText() + "-");
                        assertThat(line.path("name").asText()).isEqualTo("dog");
                        assertThat(line.path("from").asText()).isEqualTo("in_flight");
                        assertThat(line.path("to").asText()).isEqualTo("failed");
                        assertThat(line.path("reason_class").asText()).isEqualTo("moderated");
                        assertThat(line.path("reason").asText()).isNotEmpty();
                    });
            assertThat(lines)
                    .anyMatch(line -> line.path("event").asText().equals("accepted")
                            && line.path("path").asText().equals("dog.json"));
            assertThat(lines)
                    .anyMatch(line -> line.path("event").asText().equals("refused")
                            && line.path("path").asText().equals("bad.json"));
            assertThat(lines)
                    .filteredOn(line -> line.path("event").asText().equals("complete"))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(line.path("drop").asText())
                                .isEqualTo(place.status("dog.json").path("id").asText());
                        assertThat(line.path("path").asText()).isEqualTo("dog.json");
                        assertThat(line.path("output").asText()).isEqualTo("dog");
                        assertThat(line.path("jobs").asInt()).isEqualTo(1);
                        assertThat(line.path("done").isInt()).isTrue();
                        assertThat(line.path("done").asInt()).isZero();
                        assertThat(line.path("failed").asInt()).isEqualTo(1);
                        assertThat(line.path("held").asInt()).isZero();
                        assertThat(line.path("pictures").asInt()).isZero();
                        assertThat(line.path("message").asText())
                                .startsWith("complete: 0 of 1 job done, 1 failed, 0 pictures, ");
                    });
            JsonNode counted = place.status().path("counted");
            assertThat(counted.at("/failed/moderated").asInt()).isEqualTo(1);
            assertThat(counted.at("/refused-drop/invalid").asInt()).isEqualTo(1);

            String failed = place.status("dog.json").at("/all_jobs/0/id").asText();
            assertThat(place.run("retry", failed).exit()).isZero();
            JsonNode again = place.status(failed);
            assertThat(again.path("next").asText()).contains("submitted", "once lumadrop runs");
            assertThat(again.path("history").findValuesAsText("text"))
                    .anyMatch(said -> said.startsWith("by " + System.getProperty("user.name")));
        }
    }
}
