package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static lumadrop.flow.HomeAtWork.line;
import static lumadrop.flow.HomeAtWork.pictures;
import static lumadrop.flow.HomeAtWork.withId;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be dropped, and what becomes of what cannot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntakeFlowTest {
    private HomeAtWork home;

    @BeforeAll
    void start(@TempDir Path root) throws Exception {
        home = HomeAtWork.in(root)
                .with("drop.max-jobs", "200")
                .with("drop.max-size", "64KiB")
                .started();
    }

    @AfterAll
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "one.json|1|{\"prompt\": \"one\", \"aspect_ratio\": \"16:9\"}",
                "edit.json|1|{\"prompt\": \"edit\", \"image\": \"https://example.org/a.png\"}",
                "vendor.json|1|{\"model\": \"luma-uni-1.1\", \"payload\": {\"prompt\": \"vendor\"}}",
                "list.json|3|[{\"prompt\": \"l1\"}, {\"prompt\": \"l2\"}, {\"payload\": {\"prompt\": \"l3\"}}]",
                "lines.jsonl|2|`{\"prompt\": \"j1\"}\r\n\r\n  \n{\"prompt\": \"j2\"}`",
                "env.json|2|{\"defaults\": {\"aspect_ratio\": \"3:1\"}, \"jobs\": [{\"prompt\": \"e1\"}, {\"prompt\": \"e2\"}]}",
                "LOUD.JSON|1|{\"prompt\": \"loud\"}",
                "mixed.JsonL|1|{\"prompt\": \"mixed\"}",
                "deep/er/still.json|1|{\"prompt\": \"deep\"}",
                "größe ü 東京 😀.json|1|{\"prompt\": \"names\"}",
                "${body} {{x}} %20 #1.json|1|{\"prompt\": \"names that look like expressions\"}"
            })
    void eachFormOfADropEndsInPictures(String path, int jobs, String text) throws Exception {
        home.drop(path, text);
        JsonNode manifest = home.manifest(path.replaceFirst("\\.[^.]+$", ""));
        assertThat(manifest.path("jobs"))
                .hasSize(jobs)
                .allSatisfy(job -> assertThat(pictures(job)).hasSize(1));
        assertThat(manifest.at("/drop/path").asText()).isEqualTo(path);
        assertThat(home.inbox().resolve(path)).doesNotExist();
        assertThat(home.root().resolve("accepted").resolve(path)).hasContent(text);
        assertThat(home.output()
                        .resolve(manifest.at("/jobs/0/pictures/0/file").asText())
                        .resolveSibling(Path.of(path).getFileName().toString()))
                .hasContent(text);
    }

    @Test
    void whatIsAskedGoesOutAsItCameInAndNothingElse() throws Exception {
        String prompt =
                "  ä 😀 \t\"quoted\" ${body} {{lumadrop.api.key}} $simple{header.x} <b>&amp;</b> \\u0041\n two  ";
        ObjectNode job = HomeAtWork.JSON
                .createObjectNode()
                .put("prompt", prompt)
                .put("image", "https://example.org/s.png?sig=1");
        home.drop(
                "exact.json",
                job.put("aspect_ratio", "9:16").put("custom_id", "mine").toString());
        home.drop("plain.json", "{\"prompt\": \"nothing but a prompt\"}");
        assertThat(home.only("exact").path("prompt").asText()).isEqualTo(prompt);
        assertThat(home.only("exact").path("mode").asText()).isEqualTo("edit");
        assertThat(home.only("exact").path("image").asText()).isEqualTo("https://example.org/s.png");
        assertThat(home.only("plain").path("mode").asText()).isEqualTo("text-to-image");
        JsonNode sent = payload(prompt);
        assertThat(sent.size()).isEqualTo(3);
        assertThat(sent.path("image").asText()).isEqualTo("https://example.org/s.png?sig=1");
        assertThat(sent.path("aspect_ratio").asText()).isEqualTo("9:16");
        assertThat(payload("nothing but a prompt").size()).isEqualTo(1);
    }

    private JsonNode payload(String prompt) throws Exception {
        for (JsonNode record : home.records()) {
            if (record.at("/payload/prompt").asText().equals(prompt)) {
                return record.path("payload");
            }
        }
        throw new AssertionError("the upstream has no such prompt: " + prompt);
    }

    @Test
    void countCustomIdAndMetadataAreEchoedWhereverTheJobAppears() throws Exception {
        home.drop("echo.json", """
                [{"prompt": "p", "count": 3, "custom_id": "c-1", "metadata": {"order": "7", "who": "me"}, "name": "tile"},
                 {"prompt": "q #sandbox:failed", "custom_id": "c-2", "metadata": {"order": "8"}}]""");
        JsonNode manifest = home.manifest("echo");
        assertThat(manifest.path("jobs")).hasSize(4);
        assertThat(IntStream.range(0, 3).mapToObj(i -> manifest.path("jobs").get(i)))
                .allSatisfy(job -> {
                    assertThat(job.path("custom_id").asText()).isEqualTo("c-1");
                    assertThat(job.at("/metadata/order").asText()).isEqualTo("7");
                    assertThat(job.at("/metadata/who").asText()).isEqualTo("me");
                });
        assertThat(IntStream.range(0, 3)
                        .mapToObj(i -> pictures(manifest.path("jobs").get(i)).get(0)))
                .containsExactly("tile-1.png", "tile-2.png", "tile-3.png");
        JsonNode failed = withId(manifest, "c-2");
        assertThat(home.problem("echo/" + failed.path("name").asText())
                        .at("/metadata/order")
                        .asText())
                .isEqualTo("8");
        assertThat(home.told())
                .filteredOn(told -> told.path("custom_id").asText().equals("c-2"))
                .singleElement()
                .satisfies(
                        told -> assertThat(told.at("/metadata/order").asText()).isEqualTo("8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void aByteOrderMarkIsUnderstood(String charset) throws Exception {
        home.drop("bom-" + charset + ".json", ("\uFEFF{\"prompt\": \"Zürich " + charset + "\"}").getBytes(charset));
        assertThat(home.only("bom-" + charset).path("prompt").asText()).isEqualTo("Zürich " + charset);
    }

    @Test
    void aWholeFolderMovedInIsTakenWhole() throws Exception {
        Path draft = Files.createDirectories(home.root().resolve("shoot/day 1")).getParent();
        Files.writeString(draft.resolve("a.json"), "{\"prompt\": \"a\"}");
        Files.writeString(draft.resolve("day 1/b.json"), "{\"prompt\": \"b\"}");
        Files.writeString(draft.resolve("day 1/c.jsonl"), line("c", "c"));
        home.moveIn(draft, "shoot");
        for (String folder : List.of("shoot/a", "shoot/day 1/b", "shoot/day 1/c")) {
            assertThat(home.only(folder).path("status").asText()).isEqualTo("done");
        }
    }

    @Test
    void whatIsNoDropIsLeftAloneAndCountedAndLitterIsNot() throws Exception {
        List<String> others = List.of("notes.docx", "sub/picture.png", "README");
        List<String> litter = List.of(
                ".hidden.json",
                ".git/x.json",
                "a.json.tmp",
                "a.json.part",
                "a.filepart",
                "a.json.crdownload",
                "a.json~",
                "~$a.json",
                "Thumbs.db",
                "@eaDir/x.json");
        for (String path : Stream.concat(others.stream(), litter.stream()).toList()) {
            home.drop(path, "{\"prompt\": \"must not be sent\"}");
        }
        eventually(() -> assertThat(home.flow().gate().ignored().count()).isEqualTo(3));
        assertThat(home.flow().gate().ignored().first())
                .extracting(one -> one.path())
                .containsExactlyInAnyOrderElementsOf(others);
        home.drop("behind.json", "{\"prompt\": \"behind\"}");
        home.manifest("behind");
        for (String path : Stream.concat(others.stream(), litter.stream()).toList()) {
            assertThat(home.inbox().resolve(path)).exists();
            Files.delete(home.inbox().resolve(path));
        }
        assertThat(prompts()).doesNotContain("must not be sent");
    }

    private List<String> prompts() {
        return home.upstream().requests().stream().map(SeenRequest::prompt).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unknown.json|/promt|{\"prompt\": \"x\", \"promt\": 1}|prompt",
                "missing.json|``|{\"name\": \"x\"}|prompt",
                "blank.json|/prompt|{\"prompt\": \" \\t \"}|white space",
                "twice.json|/prompt|{\"prompt\": \"x\", \"prompt\": \"y\"}|prompt",
                "nan.json|``|{\"prompt\": \"x\", \"count\": NaN}|NaN",
                "trailing.json|``|{\"prompt\": \"x\"} tail|",
                "cut.json|``|{\"prompt\": \"x|",
                "ratio.json|/aspect_ratio|{\"prompt\": \"x\", \"aspect_ratio\": \"7:5\"}|7:5",
                "model.json|/model|{\"model\": \"other\", \"payload\": {\"prompt\": \"x\"}}|luma-uni-1.1",
                "image.json|/image|{\"prompt\": \"x\", \"image\": \"ftp://example.org/a.png\"}|ftp",
                "zero.json|/count|{\"prompt\": \"x\", \"count\": 0}|0",
                "many.json|/count|{\"prompt\": \"x\", \"count\": 101}|101",
                "empty-list.json|``|[]|empty list",
                "id.json|/1/custom_id|[{\"prompt\": \"x\", \"custom_id\": \"a\"}, {\"prompt\": \"y\", \"custom_id\": \"a\"}]|a",
                "meta.json|/metadata/k|{\"prompt\": \"x\", \"metadata\": {\"k\": 1}}|string",
                "template.json|/defaults/output_name|{\"defaults\": {\"output_name\": \"{nom}\"}, \"jobs\": [{\"prompt\": \"x\"}]}|nom",
                "line.jsonl|/prompt|`{\"prompt\": \"x\"}\n{\"prompt\": \"\"}\n`|white space",
                "not-json.json|``|prompt: x|"
            })
    void aBadFileMovesWholeToFailedBesideItsReasonAndSendsNothing(
            String path, String pointer, String text, String found) throws Exception {
        int posts = home.saw("posts");
        home.drop("bad/" + path, text);
        JsonNode problem = home.problem("bad/" + path);
        eventually(() -> assertThat(home.failed().resolve("bad/" + path)).hasContent(text));
        assertThat(home.inbox().resolve("bad/" + path)).doesNotExist();
        assertThat(problem.path("errors")).isNotEmpty();
        JsonNode fault = problem.at("/errors/0");
        assertThat(fault.path("pointer").asText()).isEqualTo(pointer);
        assertThat(fault.path("line").asInt()).isPositive();
        assertThat(fault.path("column").asInt()).isPositive();
        assertThat(fault.path("found").asText() + " " + fault.path("expected").asText()
                        + fault.path("hint").asText())
                .contains(found == null ? "" : found);
        assertThat(home.ledger().dropsNamed("bad/" + path, 1)).isEmpty();
        assertThat(home.saw("posts")).isEqualTo(posts);
    }

    @Test
    void aFileWithOneBadJobOfAHundredSubmitsNone() throws Exception {
        String hundred = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> line("c" + i, i == 77 ? " " : "of the hundred"))
                .collect(Collectors.joining());
        home.drop("hundred.jsonl", hundred);
        assertThat(home.problem("hundred.jsonl").at("/errors/0/line").asInt()).isEqualTo(77);
        home.drop("after-hundred.json", "{\"prompt\": \"after\"}");
        home.manifest("after-hundred");
        assertThat(prompts()).doesNotContain("of the hundred");
    }

    @Test
    void whatIsTooLargeTooManyOrTooDeepIsRefused() throws Exception {
        home.drop("large.json", "{\"prompt\": \"" + "x".repeat(65 * 1024) + "\"}");
        home.drop("jobs.json", "[{\"prompt\": \"x\", \"count\": 100}, {\"prompt\": \"y\", \"count\": 101}]");
        home.drop(
                "jobs2.json",
                "[{\"prompt\": \"x\", \"count\": 100}, {\"prompt\": \"y\", \"count\": 100}, {\"prompt\": \"z\"}]");
        home.drop("deep.json", "[".repeat(60) + "]".repeat(60));
        home.drop("bytes.json", new byte[] {'{', '"', (byte) 0xff, '"', '}'});
        home.drop("long.json", "{\"prompt\": \"" + "y".repeat(6001) + "\"}");
        for (String path : List.of("large.json", "jobs.json", "jobs2.json", "deep.json", "bytes.json", "long.json")) {
            assertThat(home.problem(path).path("errors")).isNotEmpty();
        }
    }

    @Test
    void puttingTheCorrectedFileBackIsAllItTakes() throws Exception {
        home.drop("again.json", "{\"prompt\": \"again\", \"cuont\": 2}");
        assertThat(home.problem("again.json").at("/errors/0/expected").asText()).contains("count");
        eventually(() -> assertThat(home.failed().resolve("again.json")).exists());
        home.drop("again.json", "{\"prompt\": \"again\", \"count\": 2}");
        assertThat(home.manifest("again").path("jobs")).hasSize(2);
        home.drop("again.json", "{\"prompt\": \"again\", \"cuont\": 3}");
        eventually(() -> assertThat(HomeAtWork.files(home.failed()))
                .filteredOn(file -> file.startsWith("again"))
                .hasSize(4));
    }

    @Test
    void theSameNameMayBeDroppedAgainAndNothingIsOverwritten() throws Exception {
        for (int i = 1; i <= 3; i++) {
            home.drop("cat.json", "{\"prompt\": \"cat " + i + "\"}");
            String folder = i == 1 ? "cat" : "cat." + i;
            assertThat(home.only(folder).path("prompt").asText()).isEqualTo("cat " + i);
        }
        for (String folder : List.of("cat", "cat.2", "cat.3")) {
            assertThat(HomeAtWork.files(home.output().resolve(folder)))
                    .contains("cat.json", "manifest.json")
                    .hasSize(3);
        }
        assertThat(home.output().resolve("cat/cat.json")).hasContent("{\"prompt\": \"cat 1\"}");
    }

    /** Two that differ in case alone are one file on some of the disks that they may be copied to. */
    @Test
    void namesThatSomeDisksTakeForOneAreKeptApart() throws Exception {
        home.drop("Dog.json", "{\"prompt\": \"big dog\"}");
        home.manifest("Dog");
        home.drop("dog.json", "{\"prompt\": \"small dog\"}");
        assertThat(home.only("dog.2").path("prompt").asText()).isEqualTo("small dog");
    }

    /** After success, after a refusal, after a look into an inbox that was not there, after a restart. */
    @Test
    void nothingRemembersADropByItsNameAlone() throws Exception {
        int done = 0;
        for (int i = 1; i <= 50; i++) {
            boolean bad = i % 5 == 0;
            if (i % 20 == 7) {
                Path away = home.root().resolve("inbox-away");
                Files.move(home.inbox(), away);
                eventually(() -> assertThat(home.flow().health().now())
                        .extracting(Health.Standstill::work)
                        .contains("intake"));
                Files.move(away, home.inbox());
            }
            if (i == 30) {
                home.stop();
                home.start();
            }
            home.drop("daily.json", bad ? "{\"prompt\": \"\"}" : "{\"prompt\": \"daily " + i + "\"}");
            done += bad ? 0 : 1;
            int refused = i - done;
            int accepted = done;
            eventually(() -> {
                assertThat(home.ledger().dropsNamed("daily.json", 100)).hasSize(accepted);
                assertThat(HomeAtWork.files(home.failed()))
                        .filteredOn(file -> file.startsWith("daily") && !file.endsWith(".error.json"))
                        .hasSize(refused);
            });
        }
        assertThat(home.only("daily.40").path("prompt").asText()).isEqualTo("daily 49");
    }

    /** An indexer changes times and modes of everything, all the time; not a byte changes. */
    @Test
    void aNeighbourThatTouchesEverythingNeitherDoublesNorDelaysADrop() throws Exception {
        int warned = warnedOtherThanOfContent().size();
        ScheduledExecutorService neighbour = Executors.newSingleThreadScheduledExecutor();
        try {
            Future<?> touches = neighbour.scheduleWithFixedDelay(this::touchAll, 0, 20, TimeUnit.MILLISECONDS);
            home.drop("touched.json", "{\"prompt\": \"touched\"}");
            assertThat(home.only("touched").path("status").asText()).isEqualTo("done");
            assertThat(touches).isNotDone();
        } finally {
            neighbour.shutdownNow();
        }
        home.drop("behind-touched.json", "{\"prompt\": \"behind\"}");
        home.manifest("behind-touched");
        assertThat(home.ledger().dropsNamed("touched.json", 10)).hasSize(1);
        assertThat(home.seen("touched").posts()).isEqualTo(1);
        assertThat(warnedOtherThanOfContent()).hasSize(warned);
    }

    /** What others dropped before may be refused meanwhile. */
    private List<String> warnedOtherThanOfContent() {
        return home.logged(Level.WARN).stream()
                .filter(said -> !said.startsWith("refused:"))
                .toList();
    }

    private void touchAll() {
        try {
            for (String file : HomeAtWork.files(home.inbox())) {
                Path path = home.inbox().resolve(file);
                Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
                path.toFile().setExecutable(System.nanoTime() % 2 == 0);
            }
        } catch (IOException | RuntimeException e) {
            return; // it was taken from under us, as it should be
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void aFileWhoseTimeIsAnHourOffIsTakenLikeAnyOther(long seconds) throws Exception {
        String name = "off" + seconds;
        Path draft = Files.writeString(home.root().resolve(name), "{\"prompt\": \"" + name + "\"}");
        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().plusSeconds(seconds)));
        home.moveIn(draft, name + ".json");
        assertThat(home.only(name).path("status").asText()).isEqualTo("done");
    }

    @Test
    void aFileThatIsWrittenSlowlyIsTakenOnceAndWhole() throws Exception {
        Path file = home.inbox().resolve("slow.jsonl");
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try {
            List<Future<Path>> writes = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                String text = line("s" + i, "slow " + i);
                writes.add(writer.schedule(() -> append(file, text), 50L * i, TimeUnit.MILLISECONDS));
            }
            assertThat(home.manifest("slow").path("jobs")).hasSize(writes.size());
            assertThat(writes).allSatisfy(write -> assertThat(write.get()).isEqualTo(file));
        } finally {
            writer.shutdownNow();
        }
        assertThat(home.ledger().dropsNamed("slow.jsonl", 10)).hasSize(1);
    }

    private static Path append(Path file, String text) throws IOException {
        return Files.writeString(
                file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void anEmptyFileIsGivenTimeAndThenRefused() throws Exception {
        home.drop("nothing.json", "");
        HomeAtWork.within()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(home.failed().resolve("nothing.json.error.json")));
        assertThat(home.problem("nothing.json").path("errors")).hasSize(1);
    }
}
