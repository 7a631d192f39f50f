package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lumadrop.cli.Program.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite's library is unpacked below the home, wherever the JVM's temporary folder is, or one line says what to set. */
class TemporaryFolderIT {
    @TempDir
    Path folder;

    @Test
    void aTemporaryFolderThatDoesNotExistIsNotMissed() {
        Program drain = withTemporaryFolder(folder.resolve("nowhere"), "one").start("drain");
        Ended demo = withTemporaryFolder(folder.resolve("nowhere"), "two")
                .with("lumadrop.sandbox.generate-time", "100ms")
                .with("lumadrop.sandbox.picture-size", "64")
                .run("demo");
        assertThat(drain.ended().exit()).as(drain.err()).isZero();
        assertThat(drain.err()).isEmpty();
        assertThat(demo.exit()).as(demo.err()).isZero();
    }

    @Test
    void aTemporaryFolderThatIsNoexecOrReadOnlyIsNotMissed() throws Exception {
        for (String option : List.of("noexec", "ro")) {
            Path mounted = mount(option);
            try {
                Ended drain = withTemporaryFolder(mounted, "with-" + option).run("drain");
                assertThat(drain.exit()).as(drain.err()).isZero();
                assertThat(drain.err()).isEmpty();
            } finally {
                exec("umount", mounted.toString());
            }
        }
    }

    @Test
    void aHomeThatIsNoexecIsSaidInOneLineWithTheSettingThatHelps() throws Exception {
        Path home = mount("noexec");
        try {
            Ended refused = Program.in(home).run("drain");
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err().lines())
                    .singleElement()
                    .asString()
                    .contains(home.resolve("data").resolve("tmp").toString(), "lumadrop.temporary-folder", "noexec");

            Ended helped = Program.in(home)
                    .with("lumadrop.temporary-folder", folder.resolve("elsewhere"))
                    .run("drain");
            assertThat(helped.exit()).as(helped.err()).isZero();
        } finally {
            exec("umount", home.toString());
        }
    }

    @Test
    void aKilledProcessLeavesNoCopyOfTheLibraryBehind() throws IOException {
        Path home = folder.resolve("home");
        for (int i = 0; i < 2; i++) {
            try (Program run = Program.in(home).start("run")) {
                Place.await().until(() -> run.err().contains("watches"));
                run.kill();
            }
        }
        try (Stream<Path> files = Files.walk(home.resolve("data/tmp"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    private Program.Start withTemporaryFolder(Path temporary, String home) {
        return Program.in(folder.resolve(home)).jvm("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary);
    }

    /** Skips the test where this user may not mount. */
    private Path mount(String option) throws Exception {
        Path on = Files.createDirectories(folder.resolve("mounted-" + option));
        assumeTrue(
                exec("mount", "-t", "tmpfs", "-o", option, "none", on.toString()),
                "needs the right to mount a file system");
        return on;
    }

    private static boolean exec(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program here
        }
    }
}
