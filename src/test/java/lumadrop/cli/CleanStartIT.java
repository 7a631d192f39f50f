package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lumadrop.cli.Program.Ended;
import lumadrop.cli.Program.Start;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Neither we nor the JVM warn of anything at a start, on the Java that runs this and on the newest beside it. */
class CleanStartIT {
    @TempDir
    Path folder;

    /** The Java that runs this, and the newest that is installed beside it. */
    static List<Path> javas() throws IOException {
        Path here = Path.of(System.getProperty("java.home")).toRealPath();
        List<Path> javas = new ArrayList<>(List.of(here));
        try (Stream<Path> siblings = Files.list(here.getParent())) {
            siblings.filter(home -> version(home) > Runtime.version().feature())
                    .max((a, b) -> Integer.compare(version(a), version(b)))
                    .ifPresent(javas::add);
        }
        return javas;
    }

    private static int version(Path javaHome) {
        try (Stream<String> lines = Files.lines(javaHome.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .mapToInt(line -> Integer.parseInt(line.substring(14).split("\\D")[0]))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException e) {
            return 0; // no Java
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void noVerbStartsWithAWarning(Path java) {
        Program demo = start(java, "demo").start("demo");
        Program drain = start(java, "drain").start("drain");
        assertQuiet(drain.ended());
        assertQuiet(demo.ended());
        Program sandbox = start(java, "sandbox").start("sandbox", "--port", "0");
        assertQuietUntilStopped(start(java, "run").start("run"), "watches");
        assertQuietUntilStopped(sandbox, "listens on");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void noneDoesUnderCamelsProductionProfile(Path java) {
        Program demo = start(java, "demo").with("camel.main.profile", "prod").start("demo");
        assertQuietUntilStopped(
                start(java, "run").with("camel.main.profile", "prod").start("run"), "watches");
        assertQuiet(demo.ended());
    }

    private Start start(Path java, String home) {
        return Program.in(folder.resolve(home))
                .java(java)
                .with("lumadrop.sandbox.generate-time", "100ms")
                .with("lumadrop.sandbox.picture-size", "64");
    }

    private static void assertQuietUntilStopped(Program program, String isUp) {
        try (program) {
            Place.await().until(() -> program.err().contains(isUp) || !program.isAlive());
            assertThat(program.terminate().ended().exit()).as(program.err()).isEqualTo(143);
            assertQuiet(program.err());
        }
    }

    private static void assertQuiet(Ended ended) {
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertQuiet(ended.err());
    }

    private static void assertQuiet(String err) {
        assertThat(err.lines())
                .noneMatch(line -> line.contains("WARN")
                        || line.contains("ERROR")
                        || line.contains("SLF4J")
                        || line.startsWith("\tat "));
    }
}
