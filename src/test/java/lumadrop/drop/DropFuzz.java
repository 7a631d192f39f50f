package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold of any bytes that are dropped. Also Jazzer's way in: the first byte of an input says which form it has. */
public final class DropFuzz {
    static final List<String> DROPS = List.of(
            "{\"prompt\": \"A red fox 🦊\", \"aspect_ratio\": \"16:9\", \"name\": \"fox\", \"count\": 3}",
            "[{\"prompt\": \"a\", \"custom_id\": \"1\", \"metadata\": {\"k\": \"v\", \"\\u00e4\":"
                    + " \"\\ud83d\\ude00\"}},\n"
                    + "{\"prompt\": \"b\"}]",
            "{\"model\": \"luma-uni-1.1\", \"payload\": {\"prompt\": \"a\", \"image\": \"https://example.com/a.png\","
                    + " \"seed\": 1.5e3}}",
            "{\"$schema\": \"x\", \"defaults\": {\"prompt\": \"p\", \"count\": 2, \"output_name\": \"{name}-{n}\"},\r\n"
                    + " \"jobs\": [{\"name\": \"a\"}, {\"payload\": {\"aspect_ratio\": \"1:1\"}}]}",
            "{\"prompt\": \"a\"}\n\n"
                    + "{\"payload\": {\"prompt\": \"b\", \"seed\": [[[true, null]]]}}\n"
                    + "{\"prompt\": \"c\", \"count\": 2}\n");

    static final List<String> SNIPPETS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\ud800",
            "\\u0000",
            "null",
            "true",
            "-",
            "1e999",
            "0",
            "12345678901234567890",
            "\n",
            "\r",
            "\u0000",
            "\ufeff",
            "🦊",
            "\"prompt\"",
            "\"jobs\"",
            "\"payload\"",
            "\"defaults\":",
            "\"metadata\":{",
            "[[[[[[[[",
            "{\"a\":",
            "~1/",
            "NaN",
            "//",
            "'");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DropReader READER =
            new DropReader(new DropRules("luma-uni-1.1", List.of("1:1", "16:9"), 100, Set.of("seed"), 1 << 16, 8, 10));

    private DropFuzz() {}

    /** Loads the classes, which takes longer than any input may. */
    public static void fuzzerInitialize() {
        for (byte[] seed : seeds()) {
            fuzzerTestOneInput(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            isRead(Arrays.copyOfRange(input, 1, input.length), form(input[0]));
        }
    }

    private static Form form(byte selector) {
        return selector == 'l' ? Form.LINES : Form.JSON;
    }

    /** Inputs to begin with. */
    public static List<byte[]> seeds() {
        return DROPS.stream()
                .flatMap(drop -> Stream.of("j" + drop, "l" + drop))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Pieces that an input may be made of. */
    public static List<byte[]> words() {
        return SNIPPETS.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Whether it is read; else it is refused with places, and nothing else comes out. */
    static boolean isRead(byte[] bytes, Form form) {
        try {
            ParsedDrop drop = READER.read(bytes, form);
            assertThat(drop.jobs())
                    .isNotEmpty()
                    .allSatisfy(job -> assertThat(job.ask().prompt()).isNotBlank());
            return true;
        } catch (DropFaults e) {
            check(e.faults(), bytes, form);
            return false;
        }
    }

    private static void check(List<Fault> faults, byte[] bytes, Form form) {
        assertThat(faults)
                .isNotEmpty()
                .isSortedAccordingTo((a, b) -> a.line() != b.line()
                        ? Integer.compare(a.line(), b.line())
                        : Integer.compare(a.column(), b.column()));
        for (Fault fault : faults) {
            assertThat(fault.line()).isPositive();
            assertThat(fault.column()).isPositive();
            assertThat(fault.found()).isNotBlank();
            assertThat(fault.expected()).isNotBlank();
            JsonPointer pointer = JsonPointer.compile(fault.pointer());
            if (form == Form.JSON && !fault.pointer().isEmpty() && isJson(bytes)) {
                assertThat(tree(bytes).at(pointer).isMissingNode())
                        .as(fault.sentence())
                        .isFalse();
            }
        }
        assertThat(new DropProblem("a.json", faults, 0).json()).isNotEmpty();
    }

    private static boolean isJson(byte[] bytes) {
        return tree(bytes) != null;
    }

    private static JsonNode tree(byte[] bytes) {
        try {
            return MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }
}
