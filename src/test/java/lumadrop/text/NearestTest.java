package lumadrop.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> FIELDS =
            List.of("prompt", "aspect_ratio", "image", "name", "count", "custom_id", "metadata", "payload");

    @ParameterizedTest
    @CsvSource({
        "nmae, name",
        "anme, name",
        "naem, name",
        "imgae, image",
        "cuont, count",
        "promtp, prompt",
        "promt, prompt",
        "Aspect-Ratio, aspect_ratio",
        "aspect_raito, aspect_ratio",
        "metdata, metadata"
    })
    void twoLettersSwappedAreOneSlip(String written, String meant) {
        assertThat(Nearest.to(written, FIELDS)).contains(meant);
    }

    @Test
    void ofTwoAsNearTheOneThatBeginsAlikeIsMeant() {
        assertThat(Nearest.to("pat", List.of("cat", "pad"))).contains("pad");
        assertThat(Nearest.to("cap", List.of("map", "cat"))).contains("cat");
    }

    @Test
    void whatIsLikeNoneIsNotGuessedAt() {
        assertThat(Nearest.to("resolution", FIELDS)).isEmpty();
        assertThat(Nearest.to("x", List.of())).isEmpty();
    }
}
