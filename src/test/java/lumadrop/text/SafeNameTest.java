package lumadrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeNameTest {
    private static final int BYTES = 200;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat",
                "Ein Müller & Söhne",
                "v1.2",
                "日本語",
                "🐈",
                "-rf",
                "${x}",
                "{{x}}",
                "%20",
                "#1",
                "it's",
                "CONTACT",
                "COM10",
                "nulls.txt",
                "a~$b"
            })
    void anOrdinaryNameStaysAsItIs(String name) {
        assertThat(SafeName.of(name, BYTES, "x")).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "../../etc/passwd>_.._etc_passwd",
                "/etc/passwd>_etc_passwd",
                "C:\\Windows\\x>C__Windows_x",
                "a:b*c?d\"e<f|g>a_b_c_d_e_f_g",
                ".hidden>hidden",
                "...a...>a",
                " a b >a b",
                "a. . .>a",
                "~$report>report",
                "~$.~$x>x",
                "CON>_CON",
                "con>_con",
                "nul.txt>_nul.txt",
                "NUL .tar.gz>_NUL .tar.gz",
                "COM1>_COM1",
                "lpt9.log>_lpt9.log",
                "conin$>_conin$",
                "COM\u00b9>_COM\u00b9",
                "CON.>_CON",
                "file.txt:stream>file.txt_stream",
            })
    void whatAFileSystemWouldTakeAmissIsMadeHarmless(String raw, String safe) {
        // The table cannot hold its own separator, so < stands for > too.
        assertThat(SafeName.of(raw, BYTES, "x")).isEqualTo(safe);
    }

    @Test
    void marksThatTurnOrHideTextVanish() {
        assertThat(SafeName.of("cat\u202egnp.exe", BYTES, "x")).isEqualTo("catgnp.exe");
        assertThat(SafeName.of("a\u200b\u200f\u2066b\ufeff\u00adc\u3164", BYTES, "x"))
                .isEqualTo("abc");
        assertThat(SafeName.of("a\0b\u0007c\u001b[31m\u0085d\te\nf", BYTES, "x"))
                .isEqualTo("abc[31md e f");
        assertThat(SafeName.of("a\u00a0\u3000b", BYTES, "x")).isEqualTo("a  b");
        assertThat(SafeName.of("a>b\uf022c\uf8ffd\ufffe", BYTES, "x")).isEqualTo("a_b_c_d_");
        assertThat(SafeName.of("half \ud83d pair \udc08", BYTES, "x")).isEqualTo("half _ pair _");
    }

    @Test
    void bothNormalFormsGiveOneName() {
        String composed = "r\u00e9sum\u00e9";
        String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
        assertThat(SafeName.of(decomposed, BYTES, "x"))
                .isEqualTo(composed)
                .isEqualTo(SafeName.of(composed, BYTES, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", "..", "...", "~$", "\u202e", "\0", "\u3164", ". ~$ ."})
    void whereNothingIsLeftTheFallbackStands(String raw) {
        assertThat(SafeName.from(raw, BYTES)).isEmpty();
        assertThat(SafeName.of(raw, BYTES, "job")).isEqualTo("job");
        assertThat(SafeName.of(raw, BYTES, "..")).isEqualTo("_");
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(SafeName.of("🐈".repeat(64), 255, "x")).isEqualTo("🐈".repeat(63));
        assertThat(SafeName.of("ab🐈", 5, "x")).isEqualTo("ab");
        assertThat(SafeName.of("日".repeat(100), 200, "x")).isEqualTo("日".repeat(66));
        assertThat(SafeName.of("a".repeat(199) + ". b", 200, "x")).isEqualTo("a".repeat(199));
    }

    @Test
    void cuttingMakesNoDevice() {
        assertThat(SafeName.of("CONTACT", 4, "x")).isEqualTo("CONT");
        assertThat(SafeName.of("NUL. x", 5, "x")).isEqualTo("_NUL");
        assertThat(SafeName.of("LPT1 and more", 4, "x")).isEqualTo("_LPT");
    }

    @Test
    void lessRoomThanACharacterIsRefused() {
        assertThatThrownBy(() -> SafeName.of("a", 3, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyTextGivesASafeNameThatStaysAsItIs() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            String raw = HostileText.next(random, 60);
            int most = 4 + random.nextInt(60);
            String name = SafeName.of(raw, most, "x");
            assertThat(name.getBytes(StandardCharsets.UTF_8).length).as(raw).isBetween(1, most);
            assertThat(name)
                    .as(raw)
                    .doesNotContainPattern("[/\\\\:*?\"<>|\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}]|^[. ]|^~\\$|[. ]$");
            assertThat(name).as(raw).doesNotMatch("(?i)(con|prn|aux|nul|(com|lpt)[0-9])( *\\..*)?");
            assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC))
                    .as(raw)
                    .isTrue();
            assertThat(SafeName.of(name, most, "x")).as(raw).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cat, cat",
        "caf\u00e9, cafe",
        "cafe\u0301, cafe",
        "\u65e5\u672c cat, __ cat",
        "\ud83d\udc08, _",
        "\u0301, _",
        "nul\u0301, _nul",
        "a.\u0301, a"
    })
    void inAsciiANameStaysOneThatAPersonKnows(String name, String ascii) {
        assertThat(SafeName.ascii(name)).isEqualTo(ascii);
    }
}
