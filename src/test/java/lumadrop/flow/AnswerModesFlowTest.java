package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.pictures;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.PictureFormat;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A submit may be answered at once or when the picture is there. */
class AnswerModesFlowTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void howeverASubmitIsAnsweredItEndsInAPicture(AnswerMode mode) throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .upstream(sandbox -> sandbox.withAnswers(mode)
                        .withPictures(32, PictureFormat.JPEG)
                        .withGenerateTime(Duration.ofMillis(150)))
                .started()) {
            home.drop("cats.json", "{\"prompt\": \"a cat\", \"count\": 4}");
            assertThat(home.manifest("cats").path("jobs"))
                    .hasSize(4)
                    .allSatisfy(job ->
                            assertThat(pictures(job)).singleElement().asString().endsWith(".jpg"));
            assertThat(home.saw("posts")).isEqualTo(4);
            int polls = 0;
            for (JsonNode job : home.manifest("cats").path("jobs")) {
                polls += job.path("polls").asInt();
                assertThat(job.path("seconds_total").isNumber())
                        .as(job.toString())
                        .isTrue();
            }
            assertThat(polls).as("polls, none of them the submit's own answer").isEqualTo(home.saw("status_calls"));
            if (mode == AnswerMode.BLOCKING) {
                assertThat(home.saw("status_calls")).isZero();
            } else if (mode == AnswerMode.BLOCKING_WITHOUT_OUTCOME) {
                assertThat(home.saw("status_calls")).isEqualTo(4);
            }
        }
    }
}
