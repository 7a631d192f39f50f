package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumadrop.cli.Program.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verbs say and answer before there is any work. */
class VerbsIT {
    @TempDir
    Path folder;

    @Test
    void everyVerbsHelpDocumentsItsExitCodes() {
        Map<String, Program> helps = new LinkedHashMap<>();
        for (String verb : List.of(
                "run", "drain", "demo", "check", "status", "approve", "retry", "cancel", "reconcile", "sandbox")) {
            helps.put(verb, Program.in(null).start(verb, "--help"));
        }
        helps.forEach((verb, help) -> {
            Ended ended = help.ended();
            assertThat(ended.exit()).as(verb).isZero();
            assertThat(ended.out())
                    .startsWith("Usage: lumadrop " + verb)
                    .contains("Exit codes:")
                    .contains("all is well", "something needs a look", "SIGTERM");
            assertThat(ended.err()).isEmpty();
        });
    }

    @Test
    void withoutAKeyRunAndDrainSaySoInOneLineAndTouchNothing() throws IOException {
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(folder.resolve("inbox/cat.json"), "{\"prompt\":\"a cat\"}");
        for (String verb : List.of("run", "drain")) {
            Ended ended = Program.in(folder).without("GMI_API_KEY").run(verb);

            assertThat(ended.exit()).isEqualTo(2);
            assertThat(ended.err().lines())
                    .singleElement()
                    .asString()
                    .contains("GMI_API_KEY", "GMI_API_KEY_FILE", "demo");
            assertThat(ended.out()).isEmpty();
        }
        try (var left = Files.walk(folder)) {
            assertThat(left.map(file -> folder.relativize(file).toString()))
                    .containsExactlyInAnyOrder("", "inbox", "inbox/cat.json");
        }
    }

    @Test
    void theKeyMayLieInAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("the-key"), Program.KEY + "\n");
        Path home = folder.resolve("home");

        Ended ended = Program.in(home)
                .without("GMI_API_KEY")
                .env("GMI_API_KEY_FILE", file.toString())
                .run("drain");
        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("0 done");

        Files.writeString(file, "");
        Ended empty = Program.in(home)
                .without("GMI_API_KEY")
                .env("GMI_API_KEY_FILE", file.toString())
                .run("drain");
        assertThat(empty.exit()).isEqualTo(2);
        assertThat(empty.err().lines()).singleElement().asString().contains("GMI_API_KEY_FILE", "is empty");
    }

    @Test
    void aWrongSettingStopsTheStartAndNamesItselfAndTheNearest() {
        Map<Program, List<String>> wrong = new LinkedHashMap<>();
        wrong.put(start("lumadrop.deadlin", "1h"), List.of("lumadrop.deadlin", "did you mean lumadrop.deadline?"));
        wrong.put(start("lumadrop.deadline", "99d"), List.of("lumadrop.deadline", "'99d'", "from 1s to 30d"));
        wrong.put(start("lumadrop.api.key", "abc"), List.of("lumadrop.api.key", "GMI_API_KEY"));
        wrong.put(start("camel.main.nonsense", "4"), List.of("camel.main.nonsense", "'4'"));
        wrong.put(
                start("lumadrop.output.folder-template", "{drpo}"),
                List.of("lumadrop.output.folder-template", "'{drpo}'", "did you mean {drop}?"));
        wrong.put(
                Program.in(folder.resolve("none"))
                        .with("lumadrop.sandbox.oddities", "submit-40")
                        .start("sandbox", "--port", "0"),
                List.of("lumadrop.sandbox.oddities", "'submit-40'", "did you mean submit-40"));
        wrong.put(
                Program.in(folder.resolve("none")).env("LUMADROP_DEADLIN", "1h").start("status"),
                List.of("LUMADROP_DEADLIN", "did you mean LUMADROP_DEADLINE"));
        wrong.forEach((program, words) -> {
            Ended ended = program.ended();
            assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
            assertThat(ended.err().lines()).singleElement().asString().contains(words);
        });
    }

    private Program start(String key, String value) {
        return Program.in(folder.resolve("none")).with(key, value).start("drain");
    }

    @Test
    void aWrongCommandLineIsExit2AndTheNearestWord() {
        Ended ended = Program.in(null).run("rum");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("rum", "lumadrop run");
    }

    @Test
    void aHomeThatCannotBeOneIsSaidInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Path inboxIsAFile = Files.createDirectories(folder.resolve("home"));
        Files.writeString(inboxIsAFile.resolve("inbox"), "x");
        Path damaged = Files.createDirectories(folder.resolve("damaged/data")).getParent();
        Files.writeString(damaged.resolve("data/lumadrop.db"), "this is no database");

        Program first = Program.in(file).start("drain");
        Program second = Program.in(inboxIsAFile).start("drain");
        Program third = Program.in(damaged).start("status");
        assertOneLine(first.ended(), file + " is no folder");
        assertOneLine(second.ended(), inboxIsAFile.resolve("inbox").toString());
        assertOneLine(third.ended(), damaged.resolve("data/lumadrop.db").toString());
    }

    private static void assertOneLine(Ended ended, String words) {
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err().lines()).singleElement().asString().contains(words);
    }

    @Test
    void aFaultInARouteFileIsSaidWithItsPlace() throws IOException {
        Path installation = folder.resolve("installation");
        Program.install(installation);
        Path hooks = installation.resolve("routes/hooks.camel.yaml");
        Files.writeString(
                hooks,
                Files.readString(hooks)
                        .replaceFirst(
                                "- log:\n            message: \"after-picture",
                                "- set-log:\n            message: \"x"));
        Ended ended =
                Program.in(folder.resolve("none")).installedIn(installation).run("drain");
        assertOneLine(ended, hooks + ", line ");
        assertThat(ended.err()).contains("column 11", "set-log", "it is written setLog");
        Files.writeString(hooks, "- route: [\n");
        assertOneLine(
                Program.in(folder.resolve("none")).installedIn(installation).run("drain"),
                hooks + ", line 2, column 1");
        Files.delete(installation.resolve("target/lib")); // a link: JUnit would warn of it
    }

    @Test
    void checkSaysWhatIsNoFile() {
        Path missing = folder.resolve("nosuch.json");
        Ended ended = Program.in(folder).run("check", missing.toString(), folder.toString());
        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.out()).contains(missing + ": no such file", folder + ": a folder");
    }

    @Test
    void checkCountsPicturesAndTheirCostAndSendsNothing() throws IOException {
        Path good = Files.writeString(
                folder.resolve("good.json"),
                "[{\"prompt\":\"a cat\",\"count\":3},{\"prompt\":\"make it night\",\"image\":\"https://images.example/a.png\"}]");
        Path bad = Files.writeString(folder.resolve("bad.json"), "{\"promt\":\"a cat\"}");
        Path home = folder.resolve("never-made");

        Program first = Program.in(home).without("GMI_API_KEY").start("check", good.toString());
        Program second = Program.in(home).without("GMI_API_KEY").start("check", good.toString(), bad.toString());
        Ended all = first.ended();
        assertThat(all.exit()).isZero();
        assertThat(all.out()).contains("4 pictures", "about 0.1646 USD"); // 3 x 0.0404 + 0.0434
        Ended one = second.ended();
        assertThat(one.exit()).isEqualTo(3);
        assertThat(one.out()).contains("bad.json: ", "promt", "did you mean 'prompt'?");
        assertThat(home).doesNotExist();
    }
}
