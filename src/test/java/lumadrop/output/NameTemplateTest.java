package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lumadrop.text.HostileText;
import lumadrop.text.SafeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTemplateTest {
    private static final ZonedDateTime NOON = ZonedDateTime.parse("2026-11-05T12:34:56+01:00[Europe/Berlin]");
    private static final NameValues FULL = new NameValues(
            "shoot/day 1/cats",
            "tom",
            "07",
            "A/42",
            Map.of("client", "ACME", "a.b:c", "x"),
            NOON,
            "  A Cat, sitting on the mat!  ");
    private static final NameValues BARE = new NameValues("cats", "tom", null, null, Map.of(), NOON, null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{drop} | shoot/day 1/cats",
                "{name} | tom",
                "{n}-{name} | 07-tom",
                "{custom_id} | A_42",
                "{meta.client}/{name} | ACME/tom",
                "{meta.a.b:c} | x",
                "{date:yyyy/MM} | 2026/11",
                "{date:yyyy-MM-dd HH:mm} | 2026-11-05 12_34",
                "{date:MMM} | Nov",
                "{date} | 2026-11-05",
                "{prompt:24} | a-cat-sitting-on-the-ma",
                "{prompt:5} | a-cat",
                "{prompt:6} | a-cat",
                "{prompt} | a-cat-sitting-on-the-mat",
                "pictures/{date:yyyy}/{drop}/{name} (final) | pictures/2026/shoot/day 1/cats/tom (final)",
                "{date:yyyy/'..'/'..'/MM} | 2026/11",
                "~$/.{name}. | tom",
                "con/{name} | _con/tom",
            })
    void placeholdersBecomeTheirValuesAndEachPartIsSafe(String template, String path) {
        assertThat(NameTemplate.parse(template).render(FULL)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{custom_id}-{name} | tom",
                "{name}_{meta.client} | tom",
                "{name} - {custom_id} - {meta.client} | tom",
                "{name}-{custom_id}-{date:yyyy} | tom-2026",
                "{name}-{custom_id}_{meta.x}.{date:yyyy} | tom-2026",
                "{name} ({custom_id}) | tom",
                "{name} [{custom_id}] {date:yyyy} | tom 2026",
                "{meta.client}/{name} | tom",
                "{custom_id}/{meta.client} | tom",
                "{prompt:24} | tom",
                "{name}{custom_id}-{date:yyyy} | tom-2026",
                "{name}-/{custom_id} | tom-",
            })
    void aMissingValueTakesItsSeparatorsWithIt(String template, String path) {
        assertThat(NameTemplate.parse(template).render(BARE)).isEqualTo(path);
    }

    @Test
    void aValueOfNothingSafeIsMissingToo() {
        NameValues blank = new NameValues("cats", "tom", "1", " \u202e ", Map.of("client", ".."), NOON, "!?");
        assertThat(NameTemplate.parse("{custom_id}-{name}").render(blank)).isEqualTo("tom");
        assertThat(NameTemplate.parse("{meta.client}/{name}").render(blank)).isEqualTo("tom");
        assertThat(NameTemplate.parse("{prompt:24}").render(blank)).isEqualTo("tom");
    }

    @Test
    void valuesAreNeverReadAsTemplates() {
        NameValues sly = new NameValues("{name}", "{drop}", "1", "${x}", Map.of("k", "{{x}}"), NOON, "{date}");
        assertThat(NameTemplate.parse("{drop} {name} {custom_id} {meta.k}").render(sly))
                .isEqualTo("{name} {drop} ${x} {{x}}");
    }

    @Test
    void aSlugKeepsLettersOfAnyScriptAndCutsBetweenCharacters() {
        assertThat(slug("Ein Käse — für Zoë", 40)).isEqualTo("ein-käse-für-zoë");
        assertThat(slug("𝒜𝒷𝒸 d", 2)).isEqualTo("𝒜𝒷");
        assertThat(slug("नमस्ते दुनिया", 40)).isEqualTo("नमस्ते-दुनिया");
        assertThat(slug("../../etc/passwd", 40)).isEqualTo("etc-passwd");
    }

    private static String slug(String prompt, int length) {
        NameValues values = new NameValues("d", "n", "1", null, Map.of(), NOON, prompt);
        return NameTemplate.parse("{prompt:" + length + "}").render(values);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{promt:24} | unknown placeholder {promt:24}; did you mean {prompt:24}?",
                "{customid} | unknown placeholder {customid}; did you mean {custom_id}?",
                "{Name} | unknown placeholder {Name}; did you mean {name}?",
                "{meta} | unknown placeholder {meta}; did you mean {meta.KEY}?",
                "{meta.}-{name} | unknown placeholder {meta.}; did you mean {meta.KEY}?",
                "{resolution} | unknown placeholder {resolution}. Known are {drop} {name}",
                "{{name}} | unknown placeholder {{name}",
                "{name | a { has no } after it",
                "name} | a } has no { before it",
                "{date:yyyy/bb} | {date:yyyy/bb} is no date pattern",
                "{prompt:0} | needs a number of characters from 1 to 200",
                "{prompt:many} | needs a number of characters from 1 to 200",
                "{name:8} | {name} takes nothing after a colon",
                "'' | it is empty",
                "/ | it is no path below the output folder",
                "/abs/{name} | it is no path below",
                "../../{name} | it is no path below",
                "./a/{name} | it is no path below",
                "a/../{name} | it is no path below",
                "{name}/ | it is no path below",
                "{date:yyyy}//{name} | it is no path below",
                "C:\\{name} | write / between folders",
            })
    void aTemplateThatMeansNothingIsRefusedInOneLine(String template, String message) {
        assertThatThrownBy(() -> NameTemplate.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name template \"" + template + "\": ")
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{name}", "{drop}/{n}", "{date:yyyy}/{prompt:8}"})
    void aFolderIsNamedByWhatIsOneForTheWholeDrop(String template) {
        assertThatThrownBy(() -> NameTemplate.ofFolder(template)).hasMessageContaining("each job's own");
        assertThat(NameTemplate.ofFolder("{date:yyyy}/{meta.client}/{custom_id}/{drop}")
                        .perJob())
                .extracting(NameTemplate.PerJob::text)
                .containsExactly("{meta.client}", "{custom_id}");
    }

    @Test
    void aVeryDeepOrLongDropStillFitsAPath() {
        String deep = "a/".repeat(2_000) + "cat";
        assertThat(render("{drop}", deep)).hasSizeLessThan(100).endsWith("a/cat");
        String longParts = ("日".repeat(85) + "/").repeat(10) + "cat";
        assertThat(render("{drop}", longParts).getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1_000);
    }

    private static String render(String template, String drop) {
        return NameTemplate.parse(template).render(new NameValues(drop, "n", "1", null, Map.of(), NOON, "p"));
    }

    @Test
    void whateverTheValuesAPathStaysInsideAndItsPartsAreSafe() {
        List<NameTemplate> templates = List.of(
                NameTemplate.parse("{drop}"),
                NameTemplate.parse("{drop}/{name}-{n}"),
                NameTemplate.parse("{custom_id} ({meta.k}) {prompt:24}/{name}"),
                NameTemplate.parse("{date:yyyy/MM}/{meta.k}/{meta.k}{custom_id}"));
        Path root = Path.of("/out");
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            Map<String, String> metadata = new HashMap<>();
            metadata.put("k", HostileText.next(random, 80));
            NameValues values = new NameValues(
                    HostileText.next(random, 80),
                    HostileText.next(random, 80),
                    "1",
                    HostileText.next(random, 80),
                    metadata,
                    NOON,
                    HostileText.next(random, 80));
            for (NameTemplate template : templates) {
                String path = template.render(values);
                assertThat(path)
                        .as("%s of %s", template, values)
                        .isNotEmpty()
                        .doesNotStartWith("/")
                        .doesNotEndWith("/");
                assertThat(root.resolve(path).normalize()).startsWithRaw(root).isNotEqualTo(root);
                for (String part : path.split("/", -1)) {
                    assertThat(part.getBytes(StandardCharsets.UTF_8).length).isBetween(1, 200);
                    assertThat(SafeName.of(part, 200, "x")).isEqualTo(part);
                }
                assertThat(template.render(values)).isEqualTo(path);
                assertThat(render("{drop}", path)).as("rendered again").isEqualTo(path);
            }
        }
    }
}
