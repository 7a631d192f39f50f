package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.line;
import static lumadrop.flow.HomeAtWork.pictures;
import static lumadrop.flow.HomeAtWork.withId;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever form the upstream's answers have, a picture is a picture and a failure a failure. All of them are in flight
 * together, as jobs of two drops; each test looks at one of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswersFlowTest {
    private static final List<String> GOOD = List.of(
            "says-upper-case",
            "says-finished",
            "says-completed",
            "says-succeeded",
            "says-done",
            "says-created",
            "says-running",
            "says-unknown",
            "says-null",
            "says-number",
            "says-otherwise-inside",
            "at-once",
            "echo-empty",
            "echo-absent",
            "unknown-keys",
            "no-media-first",
            "urls-as-strings",
            "urls-with-size",
            "urls-in-medias",
            "urls-in-image-url",
            "urls-in-url",
            "thumbnail-only",
            "thumbnail-beside",
            "several-media",
            "status-404-lag",
            "status-429*1",
            "status-429-seconds*1",
            "status-500*2",
            "status-502-html*1",
            "status-503*1",
            "status-504*1",
            "status-html*1",
            "status-empty*1",
            "status-null-answer*1",
            "status-cut*1",
            "status-reset*2",
            "url-signed");

    private static final List<String> BAD = List.of(
            "failed",
            "failed-error",
            "failed-error-object",
            "failed-outcome-error",
            "failed-outcome-message",
            "failed-reason",
            "failed-message",
            "failed-no-reason",
            "failed-content-moderated",
            "failed-image-too-large",
            "failed-unsupported-format",
            "failed-corrupt-input",
            "failed-invalid-request",
            "failed-generation-failed",
            "failed-output-not-found",
            "says-error",
            "says-cancelled",
            "says-canceled",
            "outcome-null",
            "outcome-absent",
            "no-media",
            "no-media-moderated",
            "moderated",
            "moderated-error",
            "moderated-outcome-error",
            "moderated-outcome-message",
            "status-410",
            "submit-400",
            "submit-400-rejected",
            "submit-400-policy",
            "submit-400-error-object",
            "submit-400-detail",
            "submit-413",
            "submit-422",
            "submit-500-backend");

    private HomeAtWork home;
    private JsonNode good;
    private JsonNode bad;

    static Stream<String> good() {
        return GOOD.stream();
    }

    @BeforeAll
    void dropAll(@TempDir Path root) throws Exception {
        home = HomeAtWork.in(root)
                .with("poll.per-second", "1000")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(150)))
                .started();
        home.drop("good.jsonl", GOOD.stream().map(AnswersFlowTest::job).collect(Collectors.joining()));
        home.drop("bad.jsonl", BAD.stream().map(AnswersFlowTest::job).collect(Collectors.joining()));
        good = home.manifest("good");
        bad = home.manifest("bad");
        home.awaitIdle();
    }

    private static String job(String oddity) {
        return line(oddity, prompt(oddity));
    }

    private static String prompt(String oddity) {
        return "a picture #sandbox:" + oddity;
    }

    @AfterAll
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @MethodSource("good")
    void everyFormOfAnswerEndsInAPicture(String oddity) {
        JsonNode job = withId(good, oddity);
        assertThat(job.path("status").asText()).isEqualTo("done");
        assertThat(job.path("reason").isNull()).isTrue();
        assertThat(pictures(job)).isNotEmpty().allMatch(name -> name.endsWith(".png"));
        assertThat(home.output().resolve(job.at("/pictures/0/file").asText())).isNotEmptyFile();
        assertThat(home.seen(prompt(oddity)).posts()).isEqualTo(1);
    }

    @Test
    void whoeverIsAskedAgainIsSaidToBeSoAtATime() {
        assertThat(home.logged(Level.WARN))
                .filteredOn(line -> line.startsWith("in_flight, again "))
                .hasSizeGreaterThan(5)
                .allMatch(line -> line.matches("in_flight, again at 20\\d\\d-\\S+Z: .+"));
    }

    @Test
    void severalPicturesAreNumbered() {
        JsonNode job = withId(good, "several-media");
        assertThat(pictures(job)).hasSize(3).allMatch(name -> name.matches(".*-[123]\\.png"));
        String stem = pictures(job).get(0).replaceFirst("-1\\.png$", "");
        assertThat(pictures(job)).containsExactly(stem + "-1.png", stem + "-2.png", stem + "-3.png");
        assertThat(job.path("pictures"))
                .extracting(picture -> picture.path("sha256").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void aThumbnailIsNeverTakenWhileThereIsAPicture() {
        assertThat(withId(good, "thumbnail-beside").path("pictures"))
                .extracting(picture -> picture.path("url").asText())
                .hasSize(1)
                .noneMatch(url -> url.contains("thumbnail"));
        assertThat(withId(good, "thumbnail-only").path("pictures"))
                .extracting(picture -> picture.path("url").asText())
                .singleElement()
                .asString()
                .contains("thumbnail");
    }

    @Test
    void aSignatureIsUsedToTheCharacterAndStandsInNoManifest() {
        assertThat(withId(good, "url-signed").at("/pictures/0/url").asText())
                .startsWith("http://")
                .doesNotContain("?", "Signature");
    }

    @Test
    void theTimelineHoldsTheUpstreamsOwnSpellings() {
        assertThat(withId(good, "says-upper-case").path("timeline"))
                .extracting(event -> event.path("status").asText())
                .contains("accepted", "submitting", "in_flight", "SUCCESS", "ready", "done");
        assertThat(withId(good, "says-unknown").path("timeline"))
                .extracting(event -> event.path("status").asText())
                .contains("warming_up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "failed|upstream-failed|generation could not be completed",
                "failed-error|upstream-failed|generation could not be completed",
                "failed-error-object|upstream-failed|generation could not be completed",
                "failed-outcome-error|upstream-failed|generation could not be completed",
                "failed-outcome-message|upstream-failed|generation could not be completed",
                "failed-reason|upstream-failed|generation could not be completed",
                "failed-message|upstream-failed|generation could not be completed",
                "failed-no-reason|upstream-failed|no reason",
                "failed-content-moderated|moderated|content_moderated",
                "failed-image-too-large|image-unreachable|image_too_large",
                "failed-unsupported-format|image-unreachable|unsupported_format",
                "failed-corrupt-input|image-unreachable|corrupt_input",
                "failed-invalid-request|invalid|invalid_request",
                "failed-generation-failed|upstream-failed|generation_failed",
                "failed-output-not-found|no-output|output_not_found",
                "says-error|upstream-failed|generation could not be completed",
                "says-cancelled|upstream-failed|cancelled",
                "says-canceled|upstream-failed|canceled",
                "outcome-null|no-output|success",
                "outcome-absent|no-output|success",
                "no-media|no-output|success",
                "no-media-moderated|moderated|withheld by content moderation",
                "moderated|moderated|blocked by content moderation",
                "moderated-error|moderated|blocked by content moderation",
                "moderated-outcome-error|moderated|blocked by content moderation",
                "moderated-outcome-message|moderated|blocked by content moderation",
                "status-410|upstream-failed|gone",
                "submit-400|invalid|payload could not be processed",
                "submit-400-rejected|invalid|Generation rejected",
                "submit-400-policy|moderated|content policy",
                "submit-400-error-object|invalid|the maker refused the prompt",
                "submit-400-detail|invalid|not acceptable",
                "submit-413|invalid|too large",
                "submit-422|invalid|not acceptable",
                "submit-500-backend|invalid|the model refused the request",
            })
    void aFailureIsFinalAndSaysItsClassAndTheUpstreamsWords(String oddity, String reason, String words)
            throws Exception {
        JsonNode job = withId(bad, oddity);
        assertThat(job.path("status").asText()).isEqualTo("failed");
        assertThat(job.at("/reason/class").asText()).isEqualTo(reason);
        assertThat(job.at("/reason/text").asText()).contains(words);
        assertThat(job.path("pictures")).isEmpty();
        JsonNode problem = home.problem("bad/" + job.path("name").asText());
        assertThat(problem.path("reason").asText()).isEqualTo(reason);
        assertThat(problem.path("detail").asText()).contains(words);
        assertThat(problem.path("custom_id").asText()).isEqualTo(oddity);
        assertThat(home.upstream().requests())
                .filteredOn(request -> request.prompt().equals(prompt(oddity)))
                .extracting(SeenRequest::posts)
                .allMatch(posts -> posts == 1);
    }

    /**
     * Also: what failed was not sent again; no POST left that is not an attempt of a job. (What the maker refused would be,
     * once, if the list confirmed that nothing was made; of so many requests it holds too few.)
     */
    @Test
    void eachJobWasSentOnce() {
        assertThat(home.saw("posts")).isEqualTo(GOOD.size() + BAD.size());
        assertThat(home.jobs("bad")).allMatch(job -> job.attempts() == 1);
        assertThat(home.jobs("good")).allMatch(job -> job.attempts() == 1);
    }

    @Test
    void eachJobIsToldInOneWholeLine() throws Exception {
        assertThat(home.told())
                .hasSize(GOOD.size() + BAD.size())
                .extracting(line -> line.path("id").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void theKeyAndOurHeadersGoToTheApiAlone() {
        assertThat(home.upstream().stats().path("leaks")).isEmpty();
        assertThat(home.saw("media_calls")).isGreaterThanOrEqualTo(GOOD.size());
    }
}
