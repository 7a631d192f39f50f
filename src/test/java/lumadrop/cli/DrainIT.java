package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.Oddity;
import lumadrop.sandbox.PictureFormat;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SandboxSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainIT {
    @TempDir
    Path home;

    @Test
    void fiveHundredJobsInAHundredDropsLeaveNothingBehind() throws IOException {
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(200), AnswerMode.MIXED)) {
            Place place = new Place(home, upstream);
            for (int i = 0; i < 100; i++) {
                place.drop(
                        (i % 3 == 0 ? "campaign/" : "") + "drop" + i + ".json",
                        "{\"prompt\":\"picture of drop " + i + "\",\"count\":5}");
            }
            Ended ended = place.run("drain");

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out()).contains("500 done, 0 failed, 0 held, 0 overdue; 0 files refused.");
            assertThat(place.files("inbox")).isEmpty();
            assertThat(place.inbox().resolve(".lumadrop")).doesNotExist();
            assertThat(place.files("accepted")).hasSize(100);
            assertThat(place.files("failed")).isEmpty();
            assertThat(place.files("output/.lumadrop")).isEmpty();
            assertThat(place.told()).hasSize(500);
            for (int i = 0; i < 100; i++) {
                Path folder = place.output().resolve((i % 3 == 0 ? "campaign/" : "") + "drop" + i);
                JsonNode manifest =
                        Place.JSON.readTree(folder.resolve("manifest.json").toFile());
                assertThat(manifest.path("complete").asBoolean()).isTrue();
                assertThat(manifest.path("jobs")).hasSize(5).allSatisfy(job -> {
                    assertThat(job.path("status").asText()).isEqualTo("done");
                    assertThat(place.output()
                                    .resolve(job.path("pictures")
                                            .path(0)
                                            .path("file")
                                            .asText()))
                            .isRegularFile();
                });
            }
            assertThat(place.seen("posts")).isEqualTo(500);
        }
    }

    @Test
    void aRefusedFileOrAFailedJobIsExit3AndTheKeyShowsNowhere() throws IOException {
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(50), AnswerMode.QUEUED)) {
            Place place = new Place(home, upstream);
            place.drop("fine.json", "{\"prompt\":\"a cat\"}");
            assertThat(place.run("drain").exit()).isZero();

            place.drop("broken.json", "{\"prompt\"");
            place.drop("notes.docx", "not for us");
            Ended refused = place.run("drain");
            assertThat(refused.exit()).isEqualTo(3);
            assertThat(refused.out()).contains("1 file refused", "1 file ignored: notes.docx");

            place.drop("refused.json", "{\"prompt\":\"a dog #sandbox:failed-content-moderated\"}");
            Ended failed = place.program().with("lumadrop.log.level", "TRACE").run("drain");
            assertThat(failed.exit()).as(failed.err()).isEqualTo(3);
            assertThat(failed.out()).contains("1 failed");
            assertThat(failed.out() + failed.err()).doesNotContain(Program.KEY);

            Ended nothingLeft = place.run("drain");
            assertThat(nothingLeft.exit()).isZero();
            assertNoFileHolds(Program.KEY);
        }
    }

    @Test
    void aKeyThatIsRefusedEndsADrainWith3AfterThreeSubmitsAtMostAndTheNextOneGoesOn() throws IOException {
        SandboxSettings settings = SandboxSettings.defaults()
                .withGenerateTime(Duration.ofMillis(50))
                .withPictures(32, PictureFormat.PNG);
        try (SandboxServer upstream = SandboxServer.start(settings, Path.of("routes", "sandbox"))) {
            upstream.order(Oddity.API_401);
            Place place = new Place(home, upstream);
            place.drop("many.json", "{\"prompt\":\"a cat\",\"count\":60}");
            Ended refused = place.run("drain");
            assertThat(refused.exit()).isEqualTo(3);
            assertThat(refused.out()).contains("0 failed", "The upstream takes no submit: HTTP 401");
            int posts = place.seen("posts");
            assertThat(posts).isBetween(1, 3);

            upstream.order(Oddity.API_401, 0);
            assertThat(place.run("drain").exit()).isZero();
            assertThat(place.seen("posts")).isEqualTo(60 + posts);
        }
    }

    private void assertNoFileHolds(String text) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(content.contains(text)).as("the key in %s", file).isFalse();
            }
        }
    }
}
