package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lumadrop.cli.Program.Ended;
import lumadrop.cli.Program.Start;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged program by its launcher, in an installation of its own whose path has a space in it. */
class LauncherIT {
    @TempDir
    Path folder;

    private Path installation;

    @BeforeEach
    void install() throws IOException {
        assumeTrue(!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows"), "a shell script");
        Path built = Path.of(System.getProperty("lumadrop.distribution"));
        installation = folder.resolve("an installation");
        try (Stream<Path> files = Files.walk(built)) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(".jsa")).toList()) {
                Files.copy(file, installation.resolve(built.relativize(file)));
            }
        }
        assertThat(installation.resolve("bin/lumadrop").toFile().setExecutable(true))
                .isTrue();
    }

    static List<Path> javas() throws IOException {
        return CleanStartIT.javas();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void theFirstShortVerbKeepsItsClassesAndTheNextTakesThemWithoutAWord(Path java) throws IOException {
        // Java 17 archives no class from a jar whose path has a space in it.
        installation = Files.move(installation, folder.resolve("installation"));
        try (SandboxServer upstream = Upstream.start(Duration.ZERO, AnswerMode.QUEUED)) {
            Place place = new Place(folder.resolve("home"), upstream);
            for (String name : List.of("first", "second")) {
                place.drop(name + ".json", "{\"prompt\":\"a cat named " + name + "\"}");
                Ended drained = launched(place.program()).java(java).run("drain");
                assertThat(drained.exit()).as(drained.err()).isZero();
                assertThat(drained.out()).contains("1 done");
                assertThat(drained.err().lines()).allMatch(line -> line.contains(" INFO "));
            }
        }
        Path archive = theOnlyArchive();
        assertThat(archive).isNotEmptyFile();
        Ended status = launched(Program.in(folder.resolve("home")))
                .java(java)
                .env("LUMADROP_JAVA_OPTS", "-Xlog:class+load:file=" + folder.resolve("loaded"))
                .run("status");
        assertThat(status.exit()).as(status.err()).isZero();
        assertThat(folder.resolve("loaded"))
                .content()
                .containsPattern("lumadrop.cli.StatusCommand source: shared objects file");
        assertThat(installation.resolve("lib")).isDirectoryNotContaining("glob:**/.warm-up*");

        // Two flags for archives are an error to Java 25: the user's is the one.
        for (String flag : List.of("-Xshare:off", "-Xshare:auto", "-XX:SharedArchiveFile=" + folder.resolve("none"))) {
            Ended own = launched(Program.in(folder.resolve("home")))
                    .java(java)
                    .env("LUMADROP_JAVA_OPTS", flag)
                    .run("check", dropFile());
            assertThat(own.exit()).as(flag + ": " + own.out() + own.err()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void anArchiveThatIsBrokenOrOfAnotherProgramIsPassedOverInSilence(Path java) throws IOException {
        launched(Program.in(folder.resolve("home"))).java(java).run("check", dropFile());
        Path archive = theOnlyArchive();
        byte[] whole = Files.readAllBytes(archive);

        Files.delete(archive);
        Files.write(archive, List.of("no archive at all"));
        assertSilentCheck(java);

        Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
        assertSilentCheck(java);

        for (Path made : archives()) {
            Files.delete(made);
        }
        Files.write(archive, whole);
        Files.setAttribute(
                archive, "lastAccessTime", FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        Path jar = installation.resolve("lumadrop.jar");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1_700_000_000_000L));
        assertSilentCheck(java);
        assertThat(theOnlyArchive())
                .as("made anew for the changed jar; the one that nobody uses is gone")
                .isNotEqualTo(archive);
    }

    @Test
    void theSameJarsHaveTheSameArchiveInEveryTimeZoneAndForEveryUser() throws IOException {
        Path script = script("umask 077");
        for (String zone : List.of("UTC", "Asia/Tokyo")) {
            Program.in(folder.resolve("home")).by(script).env("TZ", zone).run("check", dropFile());
        }
        Path whole = theOnlyArchive();
        assertThat(Files.getPosixFilePermissions(whole)).contains(PosixFilePermission.OTHERS_READ);

        // One that could not be made is tried again the next day.
        String name = whole.getFileName().toString();
        Path empty = whole.resolveSibling(name.substring(0, name.lastIndexOf('-')) + "-0.jsa");
        Files.delete(whole);
        Files.createFile(empty);
        launched(Program.in(folder.resolve("home"))).run("check", dropFile());
        assertThat(archives()).containsExactly(empty);
        Files.setLastModifiedTime(empty, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        launched(Program.in(folder.resolve("home"))).run("check", dropFile());
        assertThat(theOnlyArchive()).isNotEmptyFile();
    }

    @Test
    void whatItsPagesLinkToIsThere() throws IOException {
        List<Path> pages;
        try (Stream<Path> files = Files.walk(installation)) {
            pages = files.filter(file -> file.toString().endsWith(".md")).toList();
        }
        assertThat(pages).hasSizeGreaterThan(3);
        for (Path page : pages) {
            Matcher links = Pattern.compile("]\\((?!https?:)([^)#]+)").matcher(Files.readString(page));
            while (links.find()) {
                assertThat(page.resolveSibling(links.group(1)))
                        .as("linked from " + page)
                        .exists();
            }
        }
    }

    /** Without a loopback network nothing gets to the sandbox and back. */
    @Test
    void classesAreArchivedInBoundedTimeAlsoWhereTheSandboxCannotBeReached() throws Exception {
        assumeTrue(
                new ProcessBuilder("unshare", "-r", "-n", "true").start().waitFor() == 0, "needs a network of its own");
        Ended checked = Program.in(folder.resolve("home"))
                .by(script("set -- unshare -r -n \"$@\""))
                .run("check", dropFile());
        assertThat(checked.exit()).as(checked.err()).isZero();
    }

    /** The launcher, with something done before it. */
    private Path script(String before) throws IOException {
        Path script = Files.writeString(
                folder.resolve("script"),
                "#!/bin/sh\nset -- '" + installation.resolve("bin/lumadrop") + "' \"$@\"\n" + before
                        + "\nexec \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    @Test
    void aPathThatJavaWouldDivideIsRefusedInOneLine() throws IOException {
        installation = Files.move(installation, folder.resolve("at 12:30"));
        Ended ended = launched(Program.in(folder.resolve("home"))).run("status");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).startsWith("lumadrop: there is a colon in ").hasLineCount(1);
    }

    @Test
    void anInstallationThatCannotBeWrittenHasItsArchiveInTheUsersCache() throws Exception {
        try (ReadOnly mounted = ReadOnly.mount(installation, folder.resolve("mounted"))) {
            Path cache = folder.resolve("cache");
            Start start = Program.in(folder.resolve("home"))
                    .by(mounted.folder().resolve("bin/lumadrop"))
                    .env("XDG_CACHE_HOME", cache.toString());
            Ended checked = start.run("check", dropFile());
            assertThat(checked.exit()).as(checked.err()).isZero();
            assertThat(checked.err()).isEmpty();
            try (Stream<Path> files = Files.list(cache.resolve("lumadrop"))) {
                assertThat(files).singleElement().asString().endsWith(".jsa");
            }
            Ended nowhere =
                    start.env("XDG_CACHE_HOME", mounted.folder().toString()).run("check", dropFile());
            assertThat(nowhere.exit()).as(nowhere.err()).isZero();
            assertThat(nowhere.err()).isEmpty();
        }
    }

    @Test
    void aHookOfTheOperatorsDoesNotRunBecauseClassesAreArchived() throws IOException {
        Path ran = folder.resolve("ran");
        Files.writeString(installation.resolve("routes/hooks.camel.yaml"), """
                - route:
                    id: after-picture
                    from:
                      uri: direct:after-picture
                      steps:
                        - to:
                            uri: file:%s
                - route:
                    id: after-drop
                    from:
                      uri: direct:after-drop
                """.formatted(
                        ran.toUri().getPath()));
        Files.writeString(
                installation.resolve("config/application.properties"),
                "lumadrop.ledger.url=jdbc:sqlite:" + folder.resolve("operators.db") + System.lineSeparator(),
                StandardOpenOption.APPEND);
        Ended checked = launched(Program.in(folder.resolve("home"))).run("check", dropFile());
        assertThat(checked.exit()).as(checked.err()).isZero();
        assertThat(theOnlyArchive()).isNotEmptyFile();
        assertThat(ran).doesNotExist();
        assertThat(folder.resolve("operators.db")).doesNotExist();
    }

    @Test
    void sigtermReachesTheProgramThroughASymbolicLink() throws IOException {
        Path link =
                Files.createSymbolicLink(folder.resolve("to lumadrop"), Path.of("an installation", "bin", "lumadrop"));
        try (SandboxServer upstream = Upstream.start(Duration.ZERO, AnswerMode.QUEUED);
                Program run = new Place(folder.resolve("home"), upstream)
                        .program()
                        .by(link)
                        .start("run")) {
            Place.await().until(() -> run.err().contains("watches") || !run.isAlive());
            Ended ended = run.terminate().ended();
            assertThat(ended.exit()).as(ended.err()).isEqualTo(143);
            assertThat(ended.err()).contains("stopping");
        }
    }

    @Test
    void aFileIsTakenWhateverItsNameAlsoWhereThereIsNoLocale() throws IOException, InterruptedException {
        try (SandboxServer upstream = Upstream.start(Duration.ZERO, AnswerMode.QUEUED)) {
            Place place = new Place(folder.resolve("home"), upstream);
            // This JVM may be in such a locale itself: the name is made by a shell.
            Files.createDirectories(place.inbox());
            Process named = new ProcessBuilder(
                            "sh", "-c", "printf '{\"prompt\":\"a cat\"}' > \"$(printf 'gr\\303\\274n.json')\"")
                    .directory(place.inbox().toFile())
                    .start();
            assertThat(named.waitFor(10, TimeUnit.SECONDS)).isTrue();
            Ended drained = launched(place.program())
                    .env("LUMADROP_JAVA_OPTS", "-Xshare:auto") // no archive is made
                    .env("LC_ALL", "C")
                    .env("LANG", "C")
                    .run("drain");
            assertThat(drained.exit()).as(drained.err()).isZero();
            assertThat(drained.out()).contains("1 done");
            assertThat(drained.err()).contains("grün.json").doesNotContain("WARN");
        }
    }

    @Test
    void whatIsWrongWithTheJavaIsSaidInOneLine() {
        Ended none = launched(Program.in(folder)).env("JAVA_HOME", "/nowhere").run("status");
        assertThat(none.exit()).isEqualTo(2);
        assertThat(none.err()).isEqualTo("lumadrop: JAVA_HOME is /nowhere, which has no bin/java\n");
        Ended own = launched(Program.in(folder.resolve("home")))
                .env("LUMADROP_JAVA_OPTS", "-XX:+UseParallelGC -Xmx48m")
                .run("check", "--help");
        assertThat(own.exit()).as(own.out() + own.err()).isZero();
    }

    private Start launched(Start start) {
        return start.by(installation.resolve("bin/lumadrop"))
                .env("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    private void assertSilentCheck(Path java) throws IOException {
        Ended checked = launched(Program.in(folder.resolve("home"))).java(java).run("check", dropFile());
        assertThat(checked.exit()).as(checked.err()).isZero();
        assertThat(checked.err()).isEmpty();
        assertThat(checked.out()).doesNotContain("[warning]", "[error]");
    }

    private String dropFile() throws IOException {
        Path drop = folder.resolve("drop.json");
        return Files.write(drop, "{\"prompt\":\"a cat\"}".getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Path theOnlyArchive() throws IOException {
        assertThat(archives()).hasSize(1);
        return archives().get(0);
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(installation.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    /** A folder seen through a mount that cannot be written, not even by root; skips the test where none can be made. */
    private record ReadOnly(Path folder) implements AutoCloseable {
        static ReadOnly mount(Path of, Path on) throws IOException, InterruptedException {
            Files.createDirectories(on);
            boolean mounted = run("mount", "--bind", of.toString(), on.toString())
                    && run("mount", "-o", "remount,ro,bind", on.toString());
            assumeTrue(mounted, "needs the right to mount a folder");
            return new ReadOnly(on);
        }

        @Override
        public void close() throws IOException, InterruptedException {
            run("umount", folder.toString());
        }

        private static boolean run(String... command) throws IOException, InterruptedException {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        }
    }
}
