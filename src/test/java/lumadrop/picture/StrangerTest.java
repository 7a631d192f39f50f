package lumadrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import lumadrop.picture.BadPicture.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrangerTest {
    @ParameterizedTest
    @MethodSource("errorPages")
    void anErrorPageIsCalledByItsName(String body, String text) {
        BadPicture bad = stranger(body.getBytes(StandardCharsets.UTF_8));
        assertThat(bad.kind()).isEqualTo(Kind.NOT_A_PICTURE);
        assertThat(bad.text()).isEqualTo(text);
    }

    static Stream<Arguments> errorPages() {
        return Stream.of(
                arguments(
                        "<!DOCTYPE html><html><head><title>\n 502 Bad\tGateway </title>",
                        "an HTML page, not a picture: 502 Bad Gateway"),
                arguments("\uFEFF <HTML><BODY>no title", "an HTML page, not a picture"),
                arguments("{\"error\": \"expired\"}", "a JSON document, not a picture: {\"error\": \"expired\"}"),
                arguments(
                        "<?xml version='1.0'?><Error><Code>NoSuchKey</Code><Message>Gone.</Message></Error>",
                        "an XML document, not a picture: NoSuchKey: Gone."),
                arguments("Too many requests", "a text, not a picture: Too many requests"),
                arguments("see https://h/p?sig=secret#x now", "a text, not a picture: see https://h/p now"));
    }

    @Test
    void foreignWordsAreShortenedAndCleaned() {
        String title = "<html><title>a\u202Eb\u0007c" + "x".repeat(500) + "</title>";
        assertThat(stranger(title.getBytes(StandardCharsets.UTF_8)).text())
                .hasSizeLessThan(170)
                .contains("a b cxxx")
                .endsWith("…");
    }

    @Test
    void otherFormatsAreNotWorthAskingForAgain() {
        for (String head :
                new String[] {"GIF89a", "RIFF\0\0\0\0WEBPVP8 ", "\0\0\0\u001cftypavif", "%PDF-1.7", "II*\0"}) {
            BadPicture bad = stranger(head.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(bad.kind()).isEqualTo(Kind.UNSUPPORTED);
            assertThat(bad.kind().isPassing()).isFalse();
        }
    }

    @Test
    void unknownBytesAreShownInHex() {
        assertThat(stranger(new byte[] {0, 1, (byte) 0xfe}).text()).isEqualTo("unknown bytes, not a picture: 00 01 fe");
    }

    private static BadPicture stranger(byte[] head) {
        return Stranger.of(head, head.length);
    }
}
