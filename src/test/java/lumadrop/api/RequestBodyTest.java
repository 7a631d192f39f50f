package lumadrop.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import lumadrop.job.Ask;
import lumadrop.job.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    private static Ask ask(String prompt, String ratio, String image, Map<String, Object> extra) {
        Mode mode = image == null ? Mode.TEXT_TO_IMAGE : Mode.EDIT;
        return new Ask(mode, "luma-uni-1.1", prompt, ratio, image, extra, "mine", Map.of("shop", "7"));
    }

    private static String text(Ask ask) {
        return new String(RequestBody.of(ask), StandardCharsets.UTF_8);
    }

    @Test
    void theBodyHoldsModelAndPromptAndNothingThatWasNotAskedFor() {
        assertThat(text(ask("a cat", null, null, Map.of())))
                .isEqualTo("{\"model\":\"luma-uni-1.1\",\"payload\":{\"prompt\":\"a cat\"}}");
    }

    @Test
    void ratioImageAndExtraFieldsGoOutWhenTheyAreAskedFor() throws Exception {
        Map<String, Object> extra = Map.of("seed", 7, "tags", List.of("a", "b"), "deep", Map.of("x", true));
        JsonNode body = new ObjectMapper().readTree(RequestBody.of(ask("p", "16:9", "https://x/y.png", extra)));
        assertThat(body)
                .isEqualTo(new ObjectMapper()
                        .readTree(Wire.bytes("{'model':'luma-uni-1.1','payload':{'prompt':'p','aspect_ratio':'16:9',"
                                + "'image':'https://x/y.png','seed':7,'tags':['a','b'],'deep':{'x':true}}}")));
    }

    @Test
    void anExtraFieldCannotTakeThePlaceOfThePrompt() {
        assertThat(RequestBody.payload(ask("mine", null, null, Map.of("prompt", "theirs")))
                        .get("prompt")
                        .textValue())
                .isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " leading and trailing \n",
                "\"quotes\" \\ and / slashes",
                "tab\tcr\rnul\u0000del\u007f",
                "日本語 é e\u0301 \u2028\u2029",
                "😀👩‍👩‍👧",
                "half \ud83d pair",
                "\udc00",
                "\ud83d\ud83d\ude00\ude00",
                "\ufeffbom",
                "<script>&amp;"
            })
    void thePromptGoesOutToTheCharacter(String prompt) throws Exception {
        JsonNode body = new ObjectMapper().readTree(text(ask(prompt, null, null, Map.of())));
        assertThat(body.at("/payload/prompt").textValue()).isEqualTo(prompt);
    }

    @Test
    void theBodyIsUtf8NotEscapes() {
        assertThat(text(ask("é日😀", null, null, Map.of()))).contains("é日😀");
    }
}
