package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is dropped, it is read or refused with places; nothing else comes out. */
class MutatedDropTest {
    private static final long SEED = 20_251_125L;
    private static final int ROUNDS = 12_000;

    private static final List<String> DROPS = List.of(
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

    private static final List<String> SNIPPETS = List.of(
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

    private final ObjectMapper mapper = new ObjectMapper();
    private final DropReader reader =
            new DropReader(new DropRules("luma-uni-1.1", List.of("1:1", "16:9"), 100, Set.of("seed"), 1 << 16, 8, 10));

    @Test
    void aMutatedDropIsReadOrRefusedAndNothingElse() {
        Random random = new Random(SEED);
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutated(random);
            Form form = random.nextBoolean() ? Form.JSON : Form.LINES;
            try {
                ParsedDrop drop = reader.read(bytes, form);
                assertThat(drop.jobs())
                        .isNotEmpty()
                        .allSatisfy(job -> assertThat(job.ask().prompt()).isNotBlank());
                read++;
            } catch (DropFaults e) {
                check(e.faults(), bytes, form);
            } catch (RuntimeException | java.lang.Error e) {
                throw new AssertionError(
                        "seed " + SEED + ", round " + round + ", " + form + ": "
                                + new String(bytes, StandardCharsets.UTF_8),
                        e);
            }
        }
        // Mutations that leave nothing valid, or all, would prove little.
        assertThat(read).isBetween(ROUNDS / 50, ROUNDS / 2);
    }

    private void check(List<Fault> faults, byte[] bytes, Form form) {
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

    private boolean isJson(byte[] bytes) {
        return tree(bytes) != null;
    }

    private JsonNode tree(byte[] bytes) {
        try {
            return mapper.readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] mutated(Random random) {
        StringBuilder text = new StringBuilder(DROPS.get(random.nextInt(DROPS.size())));
        int changes = random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(5)) {
                case 0 -> text.insert(at, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
                case 2 -> text.setLength(at);
                case 3 -> text.insert(at, text.substring(Math.max(0, at - random.nextInt(20)), at));
                default -> text.insert(at, (char) random.nextInt(0xD800));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(8) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}
