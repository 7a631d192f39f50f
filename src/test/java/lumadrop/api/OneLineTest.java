package lumadrop.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {
    private final OneLine line = new OneLine(ApiKey.of("sk-secret-1"));

    @Test
    void aTextIsOneLineWithoutMarksThatSteer() {
        assertThat(line.of(" a\r\n\tb\u0000c\u001b[31md\u202ee\u2066f\u200bg\u2028h\u00a0i\ud800j\ufeff "))
                .isEqualTo("a b c [31mdefg h i\ufffdj");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Bearer abc.def failed | Authorization: Bearer [hidden] failed",
                "bad BEARER   abc! | bad BEARER [hidden]",
                "key 'sk-secret-1' is wrong | key '[hidden]' is wrong",
                "token eyJhbGciOiJIUzI1NiJ9.eyJpZCI6MX0.sig-x is wrong | token [hidden] is wrong",
                "a unicorn bearing gifts | a unicorn bearing gifts"
            })
    void aKeyIsTakenOut(String said, String shown) {
        assertThat(line.of(said)).isEqualTo(shown);
    }

    @Test
    void aKeyBrokenOverLinesOrCutInTheMiddleIsTakenOutToo() {
        assertThat(line.of("Bearer\n  abc")).isEqualTo("Bearer [hidden]");
        assertThat(line.of("sk-sec\u200bret-1")).isEqualTo("[hidden]");
        assertThat(line.of("x".repeat(493) + " sk-secret-1")).doesNotContain("sk-");
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        String cut = line.of("x".repeat(498) + "😀😀");
        assertThat(cut).isEqualTo("x".repeat(498) + "…");
        assertThat(line.of("y".repeat(500))).hasSize(500).doesNotContain("…");
        assertThat(line.of("y".repeat(5_000_000))).hasSize(500).endsWith("…");
    }

    @Test
    void aPageIsNamedNeverQuoted() {
        assertThat(Html.words("<html><title> 502 <b>Bad</b></title><body>secret"))
                .isEqualTo("an HTML page, \"502\"");
        assertThat(Html.words("<!DOCTYPE html><body>secret")).isEqualTo("an HTML page");
        assertThat(Html.is("  \n<!doctype html>")).isTrue();
        assertThat(Html.is("a < b")).isFalse();
    }
}
