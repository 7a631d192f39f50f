package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lumadrop.job.Ask;
import lumadrop.job.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropReaderTest {
    private static final DropReader READER = new DropReader(DropRules.defaults());

    @Test
    void aJobIsRead() throws DropFaults {
        ParsedDrop drop = json("""
            {"prompt": "A red fox", "aspect_ratio": "16:9", "name": "fox", "custom_id": "f-1",
             "metadata": {"client": "Ahab", "n": "1"}, "model": "luma-uni-1.1", "$schema": "./drop.schema.json"}
            """);

        assertThat(drop)
                .isEqualTo(new ParsedDrop(
                        List.of(new JobSpec(
                                "fox",
                                1,
                                1,
                                new Ask(
                                        Mode.TEXT_TO_IMAGE,
                                        "luma-uni-1.1",
                                        "A red fox",
                                        "16:9",
                                        null,
                                        Map.of(),
                                        "f-1",
                                        Map.of("client", "Ahab", "n", "1")))),
                        null,
                        null));
    }

    @Test
    void aJobWithAnImageIsAnEdit() throws DropFaults {
        Ask ask = only(json("{\"prompt\": \"Make it night\", \"image\": \"https://example.com/a.png?x=1&y=%20#z\"}"));

        assertThat(ask.mode()).isEqualTo(Mode.EDIT);
        assertThat(ask.image()).isEqualTo("https://example.com/a.png?x=1&y=%20#z");
        assertThat(ask.aspectRatio()).isNull();
        assertThat(ask.customId()).isNull();
    }

    @Test
    void theVendorsBodyIsReadWithOwnFieldsBesideIt() throws DropFaults {
        ParsedDrop drop = json("""
            {"model": "luma-uni-1.1", "count": 2, "name": "fox", "custom_id": "f", "metadata": {"a": "b"},
             "payload": {"prompt": "A fox", "aspect_ratio": "1:1", "image": "http://example.com/a.png"}}
            """);

        Ask ask = new Ask(
                Mode.EDIT, "luma-uni-1.1", "A fox", "1:1", "http://example.com/a.png", Map.of(), "f", Map.of("a", "b"));
        assertThat(drop.jobs()).containsExactly(new JobSpec("fox", 1, 2, ask), new JobSpec("fox", 2, 2, ask));
    }

    @Test
    void aListHoldsJobsOfBothForms() throws DropFaults {
        ParsedDrop drop = json("[{\"prompt\": \"a\"}, {\"payload\": {\"prompt\": \"b\"}}, {\"prompt\": \"c\"}]");

        assertThat(prompts(drop)).containsExactly("a", "b", "c");
    }

    @Test
    void linesHoldJobsOfBothFormsAndBlankLinesAreIgnored() throws DropFaults {
        ParsedDrop drop =
                lines("\n{\"prompt\": \"a\"}\r\n \t\r\n{\"payload\": {\"prompt\": \"b\"}}\n\n{\"prompt\":\"c\"}");

        assertThat(prompts(drop)).containsExactly("a", "b", "c");
    }

    @Test
    void defaultsFillWhatAJobLeavesOut() throws DropFaults {
        ParsedDrop drop = json("""
            {"defaults": {"aspect_ratio": "3:2", "image": "https://example.com/d.png", "name": "d", "count": 2,
                          "metadata": {"a": "default", "b": "default"}, "output_folder": "{date:yyyy/MM}/{drop}",
                          "output_name": "{name}-{meta.a}-{prompt:24}-{n}"},
             "jobs": [{"prompt": "one"},
                      {"prompt": "two", "aspect_ratio": "1:1", "image": "https://example.com/own.png", "name": "own",
                       "count": 1, "metadata": {"b": "own", "c": "own"}},
                      {"payload": {"prompt": "three"}}]}
            """);

        assertThat(drop.folderTemplate()).isEqualTo("{date:yyyy/MM}/{drop}");
        assertThat(drop.nameTemplate()).isEqualTo("{name}-{meta.a}-{prompt:24}-{n}");
        assertThat(drop.jobs()).extracting(JobSpec::name).containsExactly("d", "d", "own", "d", "d");
        Ask one = drop.jobs().get(0).ask();
        assertThat(one.aspectRatio()).isEqualTo("3:2");
        assertThat(one.image()).isEqualTo("https://example.com/d.png");
        assertThat(one.metadata()).containsExactly(entry("a", "default"), entry("b", "default"));
        Ask two = drop.jobs().get(2).ask();
        assertThat(two.aspectRatio()).isEqualTo("1:1");
        assertThat(two.image()).isEqualTo("https://example.com/own.png");
        assertThat(two.metadata()).containsOnly(entry("a", "default"), entry("b", "own"), entry("c", "own"));
        Ask three = drop.jobs().get(3).ask();
        assertThat(three.aspectRatio()).isEqualTo("3:2");
        assertThat(three.mode()).isEqualTo(Mode.EDIT);
    }

    @Test
    void thePromptMayComeFromTheDefaults() throws DropFaults {
        ParsedDrop drop =
                json("{\"defaults\": {\"prompt\": \"p\"}, \"jobs\": [{\"name\": \"a\"}, {\"payload\": {}}, {\"prompt\":"
                        + " \"q\"}]}");

        assertThat(prompts(drop)).containsExactly("p", "p", "q");
    }

    @Test
    void countBecomesAsManyJobs() throws DropFaults {
        ParsedDrop drop = json("[{\"prompt\": \"a\", \"count\": 3, \"custom_id\": \"x\"}, {\"prompt\": \"b\"}]");

        assertThat(drop.jobs()).extracting(JobSpec::rendering).containsExactly(1, 2, 3, 1);
        assertThat(drop.jobs()).extracting(JobSpec::renderings).containsExactly(3, 3, 3, 1);
        assertThat(drop.jobs()).extracting(job -> job.ask().customId()).containsExactly("x", "x", "x", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  leading and trailing  ",
                "\"quotes\" and 'quotes' and “quotes”",
                "two\nlines\r\nthree\rfour\ttab",
                "backslash \\ slash / \\n \\u0041",
                "emoji 👩‍👩‍👧 🦊, decomposed e\u0301, composed é",
                "bidi \u202e override, zero \u200b width, bom \ufeff, separator \u2028, control \u0001 \u009b",
                "<img src=x onerror=alert(1)> ${file:ext} {{foo}} %20 #",
                "中文 العربية हिन्दी 𝒜"
            })
    void thePromptIsKeptToTheCharacter(String prompt) throws Exception {
        var mapper = new ObjectMapper();
        String document = mapper.writeValueAsString(Map.of("prompt", prompt));
        String escaped =
                prompt.chars().mapToObj(c -> String.format("\\u%04X", c)).collect(Collectors.joining());

        assertThat(only(json(document)).prompt()).isEqualTo(prompt);
        assertThat(only(lines(document)).prompt()).isEqualTo(prompt);
        assertThat(only(json("{\"prompt\":\"" + escaped + "\"}")).prompt()).isEqualTo(prompt);
        for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE, StandardCharsets.UTF_8)) {
            byte[] bytes = ("\ufeff" + document).getBytes(charset);
            assertThat(only(READER.read(bytes, Form.JSON)).prompt()).isEqualTo(prompt);
            assertThat(only(READER.read(bytes, Form.LINES)).prompt()).isEqualTo(prompt);
        }
    }

    @Test
    void thePromptsLimitIsCountedInCharactersNotInUnits() throws DropFaults {
        String longest = "🦊".repeat(6_000);

        assertThat(only(json("{\"prompt\": \"" + longest + "\"}")).prompt()).isEqualTo(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anyLineEndWillDo(String end) throws DropFaults {
        assertThat(prompts(json("[" + end + "{" + end + "\"prompt\": \"a\"}," + end + "{\"prompt\": \"b\"}]" + end)))
                .containsExactly("a", "b");
    }

    @Test
    void vendorFieldsPassThroughWhereTheSettingsSayIt() throws DropFaults {
        DropRules given = DropRules.defaults();
        DropReader reader = new DropReader(new DropRules(
                given.model(),
                given.aspectRatios(),
                given.promptMaxLength(),
                Set.of("seed", "style"),
                given.maxBytes(),
                given.maxDepth(),
                given.maxJobs()));

        ParsedDrop drop = reader.read(
                bytes("{\"defaults\": {\"seed\": 7}, \"jobs\": [{\"prompt\": \"a\", \"style\": {\"a\": [1.5, null,"
                        + " true]}},{\"payload\": {\"prompt\": \"b\", \"seed\": 12345678901234567890}}]}"),
                Form.JSON);

        assertThat(drop.jobs().get(0).ask().extra())
                .containsOnlyKeys("seed", "style")
                .containsEntry("seed", 7);
        assertThat(drop.jobs().get(0).ask().extra().get("style"))
                .isEqualTo(Map.of("a", Arrays.asList(1.5, null, true)));
        assertThat(drop.jobs().get(1).ask().extra())
                .containsExactly(entry("seed", new BigInteger("12345678901234567890")));
    }

    @Test
    void settingsChangeTheRules() throws DropFaults {
        DropReader reader = new DropReader(new DropRules("luma-uni-2", List.of("5:4"), 3, Set.of(), 1_000, 32, 10));

        Ask ask = only(reader.read(
                bytes("{\"prompt\": \"abc\", \"aspect_ratio\": \"5:4\", \"model\": \"luma-uni-2\"}"), Form.JSON));

        assertThat(ask.model()).isEqualTo("luma-uni-2");
        assertThat(ask.aspectRatio()).isEqualTo("5:4");
    }

    @Test
    void tenThousandJobsAreReadInOneGo() throws DropFaults {
        String job = "{\"prompt\": \"A red fox in the snow, number %d\", \"aspect_ratio\": \"16:9\", \"custom_id\":"
                + " \"id-%d\", \"metadata\": {\"client\": \"Ahab\"}, \"image\": \"https://example.com/%d.png\"}";
        List<String> jobs = IntStream.range(0, 10_000)
                .mapToObj(i -> String.format(job, i, i, i))
                .toList();
        Instant before = Instant.now();

        assertThat(json("[" + String.join(",\n", jobs) + "]").jobs()).hasSize(10_000);
        assertThat(lines(String.join("\n", jobs)).jobs()).hasSize(10_000);
        assertThat(json("{\"jobs\": [" + String.join(",", jobs) + "]}").jobs()).hasSize(10_000);

        // Half a second each on a slow machine; a rule that looks at every other job would take minutes.
        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void oneReaderServesManyThreads() {
        assertThatCode(() -> IntStream.range(0, 2_000).parallel().forEach(i -> {
                    try {
                        assertThat(only(json("{\"prompt\": \"p" + i + "\"}")).prompt())
                                .isEqualTo("p" + i);
                    } catch (DropFaults e) {
                        throw new AssertionError(e);
                    }
                }))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost", "https://example.com:8443/a", "HTTPS://EXAMPLE.COM/a", "https://[2001:db8::1]:80/a",
                "https://xn--bcher-kva.example/a", "https://bücher.example/ü", "https://example.com?x=a@b",
                        "http://1.2.3.4/~a/b|c"
            })
    void imageUrlsOfAllKindsAreTaken(String url) throws DropFaults {
        assertThat(only(json("{\"prompt\": \"x\", \"image\": \"" + url + "\"}")).image())
                .isEqualTo(url);
    }

    @Test
    void aFileAtEveryLimitIsTaken() throws DropFaults {
        String pairs = IntStream.range(0, 16)
                .mapToObj(i -> "\"" + "k".repeat(62) + (10 + i) + "\": \"" + "v".repeat(512) + "\"")
                .collect(Collectors.joining(","));

        ParsedDrop drop = json("{\"prompt\": \"x\", \"count\": 100, \"name\": \"" + "n".repeat(200)
                + "\", \"custom_id\": \"" + "c".repeat(128) + "\", \"metadata\": {" + pairs + "}}");

        assertThat(drop.jobs()).hasSize(100);
        assertThat(drop.jobs().get(99).ask().metadata()).hasSize(16);
    }

    @Test
    void aBomMakesNoDifference() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        out.write(bytes("{\"prompt\": \"ä\"}"));

        assertThat(only(READER.read(out.toByteArray(), Form.JSON)).prompt()).isEqualTo("ä");
    }

    private static ParsedDrop json(String text) throws DropFaults {
        return READER.read(bytes(text), Form.JSON);
    }

    private static ParsedDrop lines(String text) throws DropFaults {
        return READER.read(bytes(text), Form.LINES);
    }

    private static Ask only(ParsedDrop drop) {
        assertThat(drop.jobs()).hasSize(1);
        return drop.jobs().get(0).ask();
    }

    private static List<String> prompts(ParsedDrop drop) {
        return drop.jobs().stream().map(job -> job.ask().prompt()).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
