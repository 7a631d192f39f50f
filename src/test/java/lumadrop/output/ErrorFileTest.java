package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lumadrop.job.Ask;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorFileTest {
    private static final Drop DROP = Samples.drop("shoot/cat.json", "shoot/cat", 1);

    @TempDir
    Path home;

    private ErrorFile errors;

    @BeforeEach
    void make() throws IOException {
        errors = new ErrorFile(WholeFiles.make(home.resolve("failed"), false));
    }

    @Test
    void itSaysWhatWhereAndWhatToDo() throws IOException {
        Ask ask = new Ask(Mode.TEXT_TO_IMAGE, "m", "p", null, null, Map.of(), "mine", Map.of("client", "ACME"));
        Job job = Samples.with(failed(1, ReasonClass.MODERATED, "content_moderated: \"no\""), ask)
                .withRequest(Request.taken("req-1", Samples.START));
        Path file = errors.write(job, DROP);
        assertThat(file).isEqualTo(home.resolve("failed/cat/cat-1.error.json").toAbsolutePath());
        assertThat(new ObjectMapper().readTree(file.toFile())).isEqualTo(new ObjectMapper().readTree("""
                {"type": "urn:lumadrop:problem:moderated", "title": "The upstream refused the content",
                 "detail": "content_moderated: \\"no\\"", "instance": "urn:lumadrop:job:0abcdefghi-1",
                 "next": "Change the prompt or the image and drop it again; the same will be refused again.",
                 "reason": "moderated", "state": "failed", "job": "0abcdefghi-1", "name": "cat-1", "custom_id": "mine",
                 "metadata": {"client": "ACME"}, "drop": "shoot/cat.json", "request_id": "req-1"}
                """));
    }

    @ParameterizedTest
    @EnumSource(ReasonClass.class)
    void aHeldJobSaysHowToGiveItUp(ReasonClass reason) throws IOException {
        Job job = Samples.job(1, JobState.HELD).withReason(new Reason(reason, "why"));
        JsonNode problem = new ObjectMapper().readTree(errors.write(job, DROP).toFile());
        assertThat(problem.get("type").asText()).isEqualTo("urn:lumadrop:problem:" + reason.word());
        assertThat(problem.get("next").asText()).contains("`cancel 0abcdefghi-1`");
        assertThat(problem.get("request_id").isNull()).isTrue();
    }

    @Test
    void whatMayBePaidTwiceIsToldWithTheOptionThatItNeeds() throws IOException {
        Job job = Samples.job(1, JobState.HELD).withReason(new Reason(ReasonClass.UNKNOWN_SUBMIT, "a timeout"));
        JsonNode problem = new ObjectMapper().readTree(errors.write(job, DROP).toFile());
        assertThat(problem.get("next").asText()).contains("`retry --pay-again 0abcdefghi-1` sends it again");
    }

    /** The same image is refused again, however well it can be reached. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image_too_large",
                "unsupported_format",
                "corrupt_input",
                "The image is too big",
                "imageTooLarge",
                "Unsupported image format: TIFF",
                "corrupted image",
                "invalid image data"
            })
    void anImageThatCannotBeUsedIsToBeReplaced(String said) throws IOException {
        JsonNode problem = new ObjectMapper()
                .readTree(errors.write(failed(1, ReasonClass.IMAGE_UNREACHABLE, said), DROP)
                        .toFile());
        assertThat(problem.get("reason").asText()).isEqualTo("image-unreachable");
        assertThat(problem.get("title").asText()).contains("cannot use the source image as it is");
        assertThat(problem.get("next").asText()).startsWith("Replace the image").doesNotContain("login");
    }

    @ParameterizedTest
    @ValueSource(strings = {"could not fetch image: 403", "invalid image url", "image not found"})
    void anImageThatCannotBeReachedIsToBeMadeReachable(String said) throws IOException {
        JsonNode problem = new ObjectMapper()
                .readTree(errors.write(failed(1, ReasonClass.IMAGE_UNREACHABLE, said), DROP)
                        .toFile());
        assertThat(problem.get("next").asText()).contains("without a login");
    }

    @Test
    void aLaterReasonOfTheJobTakesThePlaceOfTheEarlier() throws IOException {
        Path first = errors.write(failed(1, ReasonClass.UPSTREAM_FAILED, "first"), DROP);
        Path second = errors.write(failed(1, ReasonClass.UPSTREAM_FAILED, "second"), DROP);
        assertThat(second).isEqualTo(first);
        assertThat(Files.readString(first)).contains("second").doesNotContain("first");
    }

    @Test
    void aStrangersFileOfThatNameStays() throws IOException {
        Path strangers = Files.createDirectories(home.resolve("failed/cat")).resolve("cat-1.error.json");
        Files.writeString(strangers, "{\"type\": \"urn:other\", \"job\": {\"id\": 1}}");
        Files.writeString(strangers.resolveSibling("cat-1.2.error.json"), "no JSON");
        Path ours = errors.write(failed(1, ReasonClass.INVALID, "no"), DROP);
        assertThat(ours).hasFileName("cat-1.3.error.json");
        assertThat(strangers).content().contains("urn:other");
        assertThat(errors.clear(failed(1, ReasonClass.INVALID, "no"))).isTrue();
        assertThat(strangers).exists();
        assertThat(ours).doesNotExist();
    }

    @Test
    void aJobThatGoesOnHasNoErrorFile() throws IOException {
        Job job = failed(1, ReasonClass.INVALID, "no");
        Path file = errors.write(job, DROP);
        assertThat(errors.clear(job)).isTrue();
        assertThat(file).doesNotExist();
        assertThat(errors.clear(job)).isFalse();
    }

    @Test
    void aJobWithoutAReasonIsAMistakeOfOurs() {
        assertThatThrownBy(() -> errors.write(Samples.job(1, JobState.FAILED), DROP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0abcdefghi-1");
    }

    private static Job failed(int n, ReasonClass reason, String text) {
        return Samples.job(n, JobState.FAILED).withReason(new Reason(reason, text));
    }
}
