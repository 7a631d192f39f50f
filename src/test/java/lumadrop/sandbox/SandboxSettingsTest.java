package lumadrop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxSettingsTest {

    @Test
    void theDefaultsAreThoseOfTheDemo() {
        SandboxSettings settings = SandboxSettings.defaults();
        assertThat(settings.generateTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.pictureSize()).isEqualTo(2048);
        assertThat(settings.answers()).isEqualTo(AnswerMode.QUEUED);
        assertThat(settings.oddities()).isEmpty();
    }

    @Test
    void theKeyIsNotShown() {
        assertThat(SandboxSettings.defaults().withKey("s3cret")).asString().doesNotContain("s3cret");
    }

    @Test
    void everyKeyIsRead() {
        SandboxSettings settings = SandboxSettings.from(Map.ofEntries(
                Map.entry("lumadrop.sandbox.port", "8089"),
                Map.entry("lumadrop.sandbox.key", "k"),
                Map.entry("lumadrop.sandbox.models", "a, b"),
                Map.entry("lumadrop.sandbox.generate-time", "500ms"),
                Map.entry("lumadrop.sandbox.spread", "0.5"),
                Map.entry("lumadrop.sandbox.answers", "blocking-without-outcome"),
                Map.entry("lumadrop.sandbox.picture-size", "64"),
                Map.entry("lumadrop.sandbox.picture-format", "mixed"),
                Map.entry("lumadrop.sandbox.page-size", "10"),
                Map.entry("lumadrop.sandbox.prompt-limit", "100"),
                Map.entry("lumadrop.sandbox.body-limit", "1000"),
                Map.entry("lumadrop.sandbox.rate-limit", "2/60s"),
                Map.entry("lumadrop.sandbox.clock-skew", "-3s"),
                Map.entry("lumadrop.sandbox.seed", "9"),
                Map.entry("lumadrop.sandbox.oddities", "frozen:0.01, status-404-lag*5, list-null"),
                Map.entry("lumadrop.deadline", "not ours")));
        assertThat(settings)
                .isEqualTo(new SandboxSettings(
                        8089,
                        "k",
                        List.of("a", "b"),
                        Duration.ofMillis(500),
                        0.5,
                        AnswerMode.BLOCKING_WITHOUT_OUTCOME,
                        64,
                        PictureFormat.MIXED,
                        10,
                        100,
                        1000,
                        Optional.of(new RateLimit(2, Duration.ofMinutes(1))),
                        Duration.ofSeconds(-3),
                        9,
                        List.of(
                                new OdditySetting(Oddity.FROZEN, 0, 0.01),
                                new OdditySetting(Oddity.STATUS_404_LAG, 5, 1),
                                new OdditySetting(Oddity.LIST_NULL, 0, 1))));
    }

    @ParameterizedTest
    @CsvSource({
        "port,65536",
        "port,x",
        "generate-time,2",
        "generate-time,-1s",
        "spread,-1",
        "spread,NaN",
        "answers,Blocking",
        "picture-size,0",
        "picture-format,webp",
        "page-size,0",
        "rate-limit,2",
        "rate-limit,0/1s",
        "seed,x",
        "clock-skew,25h",
        "oddities,nonsense",
        "oddities,frozen:0",
        "oddities,frozen:1.5",
        "oddities,Frozen",
        "colour,red"
    })
    void aWrongValueIsNamedWithItsKey(String key, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxSettings.from(Map.of("lumadrop.sandbox." + key, value)))
                .withMessageContaining("lumadrop.sandbox." + key);
    }

    @ParameterizedTest
    @CsvSource({"0,1000", "0.5,1000"})
    void theTimeOfAGenerationSpreadsAroundItsMedian(double spread, long median) {
        double[] times = LongStream.range(0, 2001)
                .mapToDouble(i -> median * Math.exp(spread * Seeds.gauss(Seeds.mix(i, 17))))
                .sorted()
                .toArray();
        assertThat(times[1000]).isBetween(0.93 * median, 1.07 * median);
        assertThat(Math.log(times[1682] / times[1000])).isBetween(0.8 * spread - 0.001, 1.2 * spread + 0.001);
    }
}
