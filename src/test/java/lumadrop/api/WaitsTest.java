package lumadrop.api;

import static lumadrop.api.Wire.http;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests' own clock stands at 12:00:00 on Sunday, 1 March 2026. */
class WaitsTest {
    private static Duration wait(String body, Map<String, String> headers) {
        return Waits.of(http(429, body, headers), json(body));
    }

    private static JsonNode json(String body) {
        return Json.read(Wire.bytes(body)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "120 | PT2M",
                "0 | PT0S",
                "1.5 | PT1.5S",
                " 7  | PT7S",
                "3601 | PT1H",
                "99999999999999999999999999 | PT1H",
                "-5 |",
                "soon |",
                "0x10 |",
                "7d |",
                "NaN |",
                "Infinity |",
                "1e3 |",
                "Sun, 01 Mar 2026 12:00:30 GMT | PT30S",
                "Sun, 1 Mar 2026 12:00:30 GMT | PT30S",
                "Sunday, 01-Mar-26 12:00:30 GMT | PT30S",
                "Sun Mar  1 12:00:30 2026 | PT30S",
                "Sun, 01 Mar 2026 11:00:00 GMT | PT0S",
                "Sat, 01 Mar 2036 12:00:00 GMT | PT1H",
                "Mon, 01 Mar 2026 12:00:30 GMT |",
                "Sun, 99 Mar 2026 12:00:30 GMT |"
            })
    void retryAfterIsReadInEveryFormAndBounded(String value, Duration expected) {
        assertThat(wait("{}", Map.of("Retry-After", value))).isEqualTo(expected);
    }

    @Test
    void aDateIsComparedWithTheAnswersOwnClock() {
        assertThat(wait(
                        "{}",
                        Map.of(
                                "retry-after",
                                "Sun, 01 Mar 2026 09:00:10 GMT",
                                "date",
                                "Sun, 01 Mar 2026 09:00:00 GMT")))
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(wait("{}", Map.of("Retry-After", "Sun, 01 Mar 2026 12:00:10 GMT", "Date", "yesterday")))
                .isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1500 | PT1.5S", "\"2500\" | PT2.5S", "0 | PT0S", "0.2 | PT0.001S", "1e300 | PT1H",
                        "99999999999999999999 | PT1H",
                "-1 |", "null |", "true |", "[1] |", "\"x\" |", "-1e300 |"
            })
    void theBodysWaitIsReadAndBounded(String millis, Duration expected) {
        assertThat(wait("{'rate_limit':{'retry_after_ms':" + millis + "}}", Map.of()))
                .isEqualTo(expected);
    }

    @Test
    void theLongerWaitCounts() {
        assertThat(wait("{'rate_limit':{'retry_after_ms':5000}}", Map.of("Retry-After", "9")))
                .isEqualTo(Duration.ofSeconds(9));
        assertThat(wait("{'error':{'rate_limit':{'retry_after_ms':5000}}}", Map.of("Retry-After", "1")))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 60 | PT1M",
                "2 | 0.5 | PT0.5S",
                "2 | 1e300 | PT24H",
                "0 | 60 |",
                "-2 | 60 |",
                "2 | 0 |",
                "2 | -1 |",
                "1e300 | 60 |",
                "null | 60 |",
                "2 | 1e-9 |",
                "true | true |"
            })
    void aLimitIsReadOnlyWhereItIsOne(String limit, String seconds, Duration interval) {
        RateLimit read = Waits.limit(json("{'rate_limit':{'limit':" + limit + ",'interval_seconds':" + seconds + "}}"));
        assertThat(read).isEqualTo(interval == null ? null : new RateLimit(2, interval));
    }

    @Test
    void anAnswerThatAsksForNothingAsksForNothing() {
        assertThat(wait("{'rate_limit':7}", Map.of())).isNull();
        assertThat(Waits.limit(json("[]"))).isNull();
    }
}
