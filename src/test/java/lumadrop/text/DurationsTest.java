package lumadrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "20s, PT20S",
        "5m, PT5M",
        "24h, PT24H",
        "7d, PT168H",
        "0s, PT0S",
        "PT1M, PT1M",
        "pt1.5s, PT1.5S",
        "P2D, PT48H",
        "'  20s ', PT20S",
        "9223372036854775807ms, PT2562047788015H12M55.807S"
    })
    void everyFormIsRead(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "s", "ms", "5 minutes", "1.5h", "-5s", "5M", "20 s", "5x", "1h30m", "P", "PT", "٥s"})
    void whatIsNoDurationIsRefusedWithTheFormsThatAre(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("'" + text + "' is no duration; a duration is written 500ms, 20s, 5m, 24h, 7d or PT1M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "0"})
    void aNumberWithoutUnitIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("'" + text + "' has no unit; a duration is written 500ms, 20s, 5m, 24h, 7d or PT1M");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807s", "99999999999999999999ms", "9223372036854775807d"})
    void whatNoDurationCanHoldIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("'" + text + "' is too long for a duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1M", "-PT1S", "P-1D"})
    void aNegativeDurationIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessageStartingWith("'" + text + "' is n");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0s",
        "PT0.25S, 250ms",
        "PT1.5S, 1500ms",
        "PT90S, 90s",
        "PT90M, 90m",
        "PT36H, 36h",
        "PT48H, 2d",
        "PT0.0005S, PT0.0005S"
    })
    void theLargestUnitWithoutRestIsWritten(Duration duration, String expected) {
        assertThat(Durations.format(duration)).isEqualTo(expected);
        assertThat(Durations.parse(expected)).isEqualTo(duration);
    }
}
