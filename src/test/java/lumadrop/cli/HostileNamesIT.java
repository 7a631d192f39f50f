package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and texts of drops are data: never evaluated, never followed, never a path that nobody looked at. */
class HostileNamesIT {
    /** Of files in the inbox; what stands for a name's last part, and for folders too. */
    private static final List<String> NAMES = List.of(
            "a..%2f..%2fescape.json",
            "a\\..\\..\\escape.json",
            " .json",
            "${env:GMI_API_KEY}.json",
            "${header.CamelHttpUri}.json",
            "${bean:ledger?method=close}.json",
            "{{env:GMI_API_KEY}}.json",
            "{{lumadrop.api.key}}.json",
            "#{1+1}.json",
            "$(touch escape).json",
            "`touch escape`.json",
            ";touch escape;.json",
            "-rf.json",
            "?noop=true&delete=true.json",
            "RAW(x).json",
            "CON.json",
            "nul.json",
            "Aux.x.json",
            "COM1.json",
            "LPT\u00b9.json",
            "a:b.json",
            "*?\"<>|.json",
            "trailing. .json",
            "line\nfeed.json",
            "carriage\rreturn.json",
            "tab\t.json",
            "esc\u001b[31mred\u001b[0m.json",
            "bell\u0007.json",
            "del\u007f.json",
            "c1\u0085.json",
            "right-to-left\u202egnp.json",
            "isolate\u2067x.json",
            "zero\u200bwidth.json",
            "line\u2028separator.json",
            Normalizer.normalize("caf\u00e9.json", Normalizer.Form.NFC),
            Normalizer.normalize("caf\u00e9.json", Normalizer.Form.NFD),
            "\u65e5\u672c\ud83c\udfa8.json",
            "x".repeat(250) + ".json",
            "\u00e4".repeat(125) + ".json",
            "manifest.json",
            "failed.jsonl",
            "folder ${a}/{{b}}/x../c.json",
            "CON/nul/aux.json");

    /** Dotfiles, as the README has it: not looked at. */
    private static final List<String> HIDDEN = List.of("....json", "..%2f..%2fescape.json", "..x/escape.json");

    private static final List<String> PROMPTS = List.of(
            "${env:GMI_API_KEY}",
            "${header.Authorization} ${exchangeProperty.claim} ${sys:user.home}",
            "{{env:GMI_API_KEY}} {{lumadrop.api.base-url}}",
            "{{base64:Zm9v}} RAW(x) $simple{1+1} #{T(java.lang.Runtime)}",
            "{drop} {name} {date}",
            "\r\nX-Evil: 1\r\n\r\nGET / HTTP/1.1",
            "\u202eevil\u0085\u001b[31m");

    /** What Windows refuses, and what hides or turns text. */
    private static final Pattern UNSAFE = Pattern.compile("[\\\\:*?\"<>|\\p{Cc}\\p{Cf}\\u2028\\u2029]"
            + "|[. ]$|^ |(?i)^(con|prn|aux|nul|com\\d|lpt\\d|lpt\u00b9)(\\.|$)");

    @TempDir
    Path folder;

    private SandboxServer upstream;
    private Place place;

    @BeforeEach
    void start() throws IOException {
        upstream = Upstream.start(Duration.ofMillis(20), AnswerMode.QUEUED);
        place = new Place(Files.createDirectory(folder.resolve("home")), upstream);
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void whateverAFileIsCalledItIsTakenAndNothingIsFollowed() throws IOException {
        assumeTrue(System.getProperty("sun.jnu.encoding").startsWith("UTF"), "this test's own names cannot be written");
        for (String name : NAMES) {
            place.drop(name, "{\"prompt\":" + Place.JSON.writeValueAsString(name) + "}");
        }
        for (String name : HIDDEN) {
            place.drop(name, "{\"prompt\":\"hidden\"}");
        }
        Ended drained = place.run("drain");

        assertThat(drained.exit()).as(drained.err()).isZero();
        assertThat(place.files("inbox")).containsExactlyInAnyOrderElementsOf(HIDDEN);
        assertThat(upstream.requests()).extracting(SeenRequest::prompt).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(place.files("accepted")).hasSize(NAMES.size());
        assertSafe(NAMES.size());
        assertThat(drained.err().lines()).as(drained.err()).allMatch(HostileNamesIT::isPlain);
        Ended status = place.run("status");
        assertThat((status.out() + status.err()).lines()).allMatch(HostileNamesIT::isPlain);
        assertNothingEscaped();
    }

    @Test
    void whateverStandsInADropIsTextOrAFault() throws IOException {
        List<ObjectNode> jobs = new ArrayList<>();
        for (String text : PROMPTS) {
            ObjectNode job = Place.JSON.createObjectNode().put("prompt", text);
            job.put("name", text).put("custom_id", text);
            job.putObject("metadata").put("CamelHttpUri", text).put("Authorization", text);
            jobs.add(job);
        }
        for (String name : List.of("../../escape", "/escape", "C:\\escape", "..", "nul", "a/../../../escape")) {
            jobs.add(
                    Place.JSON.createObjectNode().put("prompt", "named " + name).put("name", name));
        }
        place.drop("texts.jsonl", jobs.stream().map(job -> job + "\n").collect(Collectors.joining()));
        Map<String, String> faults = Map.ofEntries(
                Map.entry(
                        "escape-template",
                        "{\"defaults\":{\"output_folder\":\"../../escape\"},\"jobs\":[{\"prompt\":\"x\"}]}"),
                Map.entry(
                        "absolute-template",
                        "{\"defaults\":{\"output_folder\":\"/escape\"},\"jobs\":[{\"prompt\":\"x\"}]}"),
                Map.entry(
                        "simple-template",
                        "{\"defaults\":{\"output_name\":\"${env:PATH}\"},\"jobs\":[{\"prompt\":\"x\"}]}"),
                Map.entry("file-image", "{\"prompt\":\"x\",\"image\":\"file:///etc/passwd\"}"),
                Map.entry("user-image", "{\"prompt\":\"x\",\"image\":\"https://me:pw-pw-pw@example.com/a.jpg\"}"),
                Map.entry("data-image", "{\"prompt\":\"x\",\"image\":\"data:image/png;base64,AAAA\"}"),
                Map.entry("backslash-image", "{\"prompt\":\"x\",\"image\":\"https:\\\\\\\\example.com\\\\a.jpg\"}"),
                Map.entry("line-image", "{\"prompt\":\"x\",\"image\":\"https://example.com/\\r\\nX: y\"}"),
                Map.entry("header-field", "{\"prompt\":\"x\",\"CamelHttpUri\":\"https://evil.example\"}"),
                Map.entry("nul", "{\"prompt\":\"x\\u0000\"}"),
                Map.entry("type", "{\"prompt\":\"x\",\"@type\":\"java.lang.Runtime\"}"));
        faults.forEach((name, text) -> place.drop(name + ".json", text));

        Ended drained = place.run("drain");

        assertThat(drained.exit()).as(drained.err()).isIn(0, 3);
        List<String> sent =
                upstream.requests().stream().map(SeenRequest::prompt).toList();
        assertThat(sent).containsAll(PROMPTS).noneMatch("x"::equals);
        assertSafe(jobs.size());
        for (String name : faults.keySet()) {
            assertThat(place.home().resolve("failed/" + name + ".json.error.json"))
                    .as(drained.err())
                    .exists();
        }
        assertThat(drained.err()).doesNotContain("pw-pw-pw");
        assertThat(drained.err().lines()).allMatch(HostileNamesIT::isPlain);
        assertThat(upstream.stats().path("leaks")).isEmpty();
        assertNothingEscaped();
    }

    @Test
    void linksAreNotFollowedNeitherInTheInboxNorWhereItsFilesAreTakenTo() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path secret = Files.writeString(elsewhere.resolve("secret.json"), "{\"prompt\":\"secret\"}");
        Files.createDirectories(place.inbox());
        Files.createSymbolicLink(place.inbox().resolve("link.json"), secret);
        Files.createSymbolicLink(place.inbox().resolve("folder"), elsewhere);
        Files.createSymbolicLink(place.inbox().resolve("dangling.json"), elsewhere.resolve("nothing"));
        Files.createDirectories(place.inbox().resolve(".lumadrop"));
        Files.createSymbolicLink(place.inbox().resolve(".lumadrop/taking"), elsewhere);
        place.drop("cat.json", "{\"prompt\":\"cat\"}");
        try (Program run = place.program().start("run")) {
            Place.await()
                    .until(() ->
                            waiting(place.status()) && place.status().toString().contains("symbolic link")
                                    || !run.isAlive());
            assertThat(place.files("inbox")).contains("cat.json", "link.json", "folder", "dangling.json");
            assertThat(elsewhere)
                    .isDirectoryContaining("glob:**/secret.json")
                    .isDirectoryNotContaining("glob:**/cat.json");
            Files.delete(place.inbox().resolve(".lumadrop/taking"));
            Place.await().until(() -> place.told().size() == 1 || !run.isAlive());
            assertThat(run.err()).contains("is a symbolic link and is not followed");
        }
        assertThat(upstream.requests()).extracting(SeenRequest::prompt).containsExactly("cat");
        assertThat(secret).hasContent("{\"prompt\":\"secret\"}");
    }

    private static boolean waiting(JsonNode status) {
        return status.toString().contains("cat.json");
    }

    /** The JVM cannot open such names then; it says so, and what it can open is done as ever. */
    @Test
    void underAnAsciiLocaleWhatCannotBeNamedIsLeftAndSaidAndNothingIsLost() throws IOException {
        assumeTrue(System.getProperty("sun.jnu.encoding").startsWith("UTF"), "this test's own names cannot be written");
        place.drop("plain.json", "{\"prompt\":\"plain\"}");
        place.drop("named.json", "{\"prompt\":\"named\",\"name\":\"caf\u00e9 \u65e5\u672c\"}");
        place.drop("caf\u00e9.json", "{\"prompt\":\"caf\u00e9\"}");

        Ended drained = place.program().env("LC_ALL", "C").env("LANG", "C").run("drain");

        assertThat(drained.exit()).as(drained.err()).isZero();
        assertThat(drained.err()).contains("File names outside ASCII cannot be opened");
        assertThat(place.files("inbox")).containsExactly("caf\u00e9.json");
        assertThat(upstream.requests()).extracting(SeenRequest::prompt).containsExactlyInAnyOrder("plain", "named");
        assertSafe(2);
        assertThat(place.run("drain").exit()).isZero();
        assertSafe(3);
    }

    private void assertSafe(int jobs) throws IOException {
        List<String> pictures = place.files("output").stream()
                .filter(file -> file.endsWith(".png"))
                .toList();
        assertThat(pictures).hasSize(jobs);
        assertThat(pictures)
                .allSatisfy(path -> assertThat(path.split("/"))
                        .allSatisfy(part ->
                                assertThat(UNSAFE.matcher(part).find()).as(part).isFalse())
                        .allSatisfy(part -> assertThat(part.getBytes(StandardCharsets.UTF_8).length)
                                .isLessThan(256)));
        assertThat(new TreeSet<>(pictures.stream()
                        .map(path ->
                                Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                        .toList()))
                .hasSize(jobs);
    }

    private void assertNothingEscaped() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(place.home());
        }
        try (Stream<Path> all = Files.list(place.home())) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("inbox", "accepted", "output", "failed", "data");
        }
        assertThat(Path.of("escape")).doesNotExist();
    }

    /** Nothing in it turns, hides, or moves the cursor. */
    private static boolean isPlain(String line) {
        return line.codePoints().noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
