package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lumadrop.job.Ask;
import lumadrop.job.Mode;
import lumadrop.text.HostileText;
import org.junit.jupiter.api.Test;

class OutputNamesTest {
    private static final Instant RECEIVED = Instant.parse("2026-10-31T23:30:00Z");

    @Test
    void aDropOfOneJobIsCalledAsItsFile() {
        assertThat(outputs("shoot/cat.json", asks((String) null))).containsExactly("shoot/cat/cat");
        assertThat(outputs("CAT.JSONL", asks((String) null))).containsExactly("CAT/CAT");
        assertThat(outputs("cat.v2.json", asks((String) null))).containsExactly("cat.v2/cat.v2");
    }

    @Test
    void jobsWithoutANameAreNumberedAtOneWidth() {
        assertThat(outputs("cat.json", asks(null, "tom", null))).containsExactly("cat/cat-1", "cat/tom", "cat/cat-3");
        assertThat(outputs("cat.json", asks(new String[12])))
                .startsWith("cat/cat-01", "cat/cat-02")
                .endsWith("cat/cat-12");
    }

    @Test
    void renderingsOfOnePromptAreNumbered() {
        List<NamedAsk> asks =
                Stream.concat(renderings("tom", 2), renderings(null, 2)).toList();
        assertThat(outputs("cat.json", asks)).containsExactly("cat/tom-1", "cat/tom-2", "cat/cat-2-1", "cat/cat-2-2");
        assertThat(outputs("cat.json", renderings(null, 2).toList())).containsExactly("cat/cat-1", "cat/cat-2");
    }

    @Test
    void aNameOf255BytesKeepsTheNumberOfItsRendering() {
        assertThat(outputs("d.json", renderings("🐈".repeat(70), 2).toList()))
                .containsExactly("d/" + "🐈".repeat(47) + "-1", "d/" + "🐈".repeat(47) + "-2");
    }

    @Test
    void aPicturesEndingInANameIsNotRepeated() {
        assertThat(outputs("d.json", asks("cat.png", "dog.JPEG", ".png", "v1.2")))
                .containsExactly("d/cat", "d/dog", "d/png", "d/v1.2");
    }

    @Test
    void namesThatMacOrWindowsTakeForOneAreTold() {
        assertThat(outputs("d.json", asks("cat", "Cat", "cat", "r\u00e9", "re\u0301", "STRASSE", "straße")))
                .containsExactly("d/cat", "d/Cat.2", "d/cat.3", "d/r\u00e9", "d/r\u00e9.2", "d/STRASSE", "d/straße.2");
    }

    @Test
    void aNumberThatSomebodyChoseHimselfIsSteppedOver() {
        assertThat(outputs("d.json", asks("cat.2", "cat", "cat", "cat")))
                .containsExactly("d/cat.2", "d/cat", "d/cat.3", "d/cat.4");
    }

    @Test
    void hostileNamesAreMadeHarmless() {
        assertThat(outputs("a/CON.json", asks("../../etc/passwd", "..", "nul.txt", "a/b", "/")))
                .containsExactly("a/_CON/_.._etc_passwd", "a/_CON/_CON-2", "a/_CON/_nul.txt", "a/_CON/a_b", "a/_CON/_");
    }

    @Test
    void aFolderNeverTakesTheNameOfAFileOfOurs() {
        assertThat(names("manifest.jsonl.json", "{drop}", "{name}", asks("x"), path -> false)
                        .folder())
                .isEqualTo("manifest.jsonl_");
        assertThat(names("a/Manifest.json/b.json", "{drop}", "manifest.json/{name}", asks("x"), path -> false)
                        .jobs())
                .extracting(JobName::output)
                .containsExactly("a/Manifest.json_/b/manifest.json_/x");
    }

    @Test
    void theNextDropOfANameGetsAFolderOfItsOwn() {
        Set<String> taken = new HashSet<>();
        for (String folder : List.of("daily", "daily.2", "daily.3", "daily.4", "daily.5", "daily.6")) {
            DropNames names = names("daily.json", "{drop}", "{name}", asks((String) null), taken::contains);
            assertThat(names.folder()).isEqualTo(folder);
            assertThat(names.jobs().get(0)).isEqualTo(new JobName("daily", folder + "/daily"));
            taken.add(folder);
        }
    }

    @Test
    void theTenThousandthDropOfANameAsksFewQuestions() {
        AtomicInteger asked = new AtomicInteger();
        DropNames names = names("daily.json", "{drop}", "{name}", asks((String) null), path -> {
            asked.incrementAndGet();
            return path.equals("daily") || Integer.parseInt(path.substring("daily.".length())) < 10_000;
        });
        assertThat(names.folder()).isEqualTo("daily.10000");
        assertThat(asked).hasValueLessThanOrEqualTo(30);
    }

    @Test
    void aDropWithAFolderOfItsOwnAsksOnce() {
        AtomicInteger asked = new AtomicInteger();
        names("daily.json", "{date:yyyy}/{drop}", "{name}", asks("a", "a", "b"), path -> asked.incrementAndGet() < 0);
        assertThat(asked).hasValue(1);
    }

    @Test
    void dropsThatShareAFolderGetOutputsAndManifestsOfTheirOwn() {
        Set<String> taken = new HashSet<>();
        List<String> outputs = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        for (String path : List.of("a/cat.json", "b/Cat.json", "dog.json")) {
            DropNames names = names(path, "{date:yyyy/MM}", "{name}", asks("tom", null), taken::contains);
            assertThat(names.shared()).isTrue();
            folders.add(names.folder());
            names.jobs().forEach(job -> outputs.add(job.output()));
            Stream.concat(Stream.of(names.folder()), names.jobs().stream().map(JobName::output))
                    .forEach(used -> taken.add(OutputNames.key(used)));
        }
        // Half past midnight in Berlin: the month of the zone, not of UTC.
        assertThat(folders).containsExactly("2026/11/cat", "2026/11/Cat", "2026/11/dog");
        assertThat(outputs)
                .containsExactly(
                        "2026/11/tom",
                        "2026/11/cat-2",
                        "2026/11/tom.2",
                        "2026/11/Cat-2",
                        "2026/11/tom.3",
                        "2026/11/dog-2");
    }

    @Test
    void aFolderTemplateSeesWhatAllJobsOfTheDropShare() {
        List<NamedAsk> asks = List.of(
                new NamedAsk("x", 1, 2, ask("one", "same", Map.of("client", "ACME"))),
                new NamedAsk("x", 2, 2, ask("one", "same", Map.of("client", "ACME"))));
        assertThat(names("cat.json", "{meta.client}/{custom_id}/{drop}", "{name}", asks, path -> false)
                        .folder())
                .isEqualTo("ACME/same/cat");
    }

    @Test
    void aNameTemplateMakesFoldersBelowTheDrops() {
        List<NamedAsk> asks = List.of(new NamedAsk("x", 1, 1, ask("A red cat", "7", Map.of("size", "XL"))));
        assertThat(names("cat.json", "{drop}", "{meta.size}/{n}-{prompt:24}", asks, path -> false)
                        .jobs())
                .containsExactly(new JobName("x", "cat/XL/1-a-red-cat"));
    }

    @Test
    void tenThousandJobsOfOneNameAreTold() {
        List<NamedAsk> asks = IntStream.range(0, 10_000)
                .mapToObj(i -> new NamedAsk("cat", 1, 1, Samples.ask("p")))
                .toList();
        assertThat(outputs("d.json", asks))
                .doesNotHaveDuplicates()
                .hasSize(10_000)
                .endsWith("d/cat.10000");
    }

    @Test
    void whateverIsDroppedNoTwoOutputsAreOne() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            List<NamedAsk> asks = IntStream.range(0, 12)
                    .mapToObj(k ->
                            new NamedAsk(HostileText.next(random, 3), 1, 1, Samples.ask(HostileText.next(random, 5))))
                    .toList();
            assertThat(outputs(HostileText.next(random, 6) + ".json", asks).map(OutputNames::key))
                    .doesNotHaveDuplicates();
        }
    }

    private static Stream<String> outputs(String path, List<NamedAsk> asks) {
        return names(path, "{drop}", "{name}", asks, taken -> false).jobs().stream()
                .map(JobName::output);
    }

    private static DropNames names(
            String path, String folder, String name, List<NamedAsk> asks, Predicate<String> taken) {
        Naming naming = new Naming(
                path, RECEIVED, ZoneId.of("Europe/Berlin"), NameTemplate.parse(folder), NameTemplate.parse(name));
        return OutputNames.of(naming, asks, taken);
    }

    private static List<NamedAsk> asks(String... names) {
        return Stream.of(names)
                .map(name -> new NamedAsk(name, 1, 1, Samples.ask("A cat")))
                .toList();
    }

    private static Stream<NamedAsk> renderings(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(k -> new NamedAsk(name, k, count, Samples.ask("A cat")));
    }

    private static Ask ask(String prompt, String customId, Map<String, String> metadata) {
        return new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", prompt, null, null, Map.of(), customId, metadata);
    }
}
