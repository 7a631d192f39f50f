package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import lumadrop.job.Ask;
import lumadrop.job.Drop;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.ReasonClass;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class ManifestLogTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Drop DROP = Samples.drop("cat.json", "cat", 9);

    @TempDir
    Path home;

    private WholeFiles output;
    private Path file;

    /** Thousands of crashes, each with a line of warning. */
    @BeforeAll
    static void quiet() {
        ((Logger) LoggerFactory.getLogger(ManifestLog.class)).setLevel(Level.ERROR);
    }

    @AfterAll
    static void loud() {
        ((Logger) LoggerFactory.getLogger(ManifestLog.class)).setLevel(null);
    }

    @BeforeEach
    void make() throws IOException {
        output = WholeFiles.make(home.resolve("output"), false);
        file = output.root().resolve("manifest.jsonl");
    }

    @Test
    void eachSettledJobIsOneLineByTheSchema() throws IOException {
        ManifestLog log = log();
        Ask many = new Ask(Mode.TEXT_TO_IMAGE, "m", "two\nlines \u2028 \r\n 🐈", null, null, Map.of(), null, Map.of());
        JobRecord first = Samples.done(1);
        log.append(new JobRecord(Samples.with(first.job(), many), first.events(), first.pictures()), DROP);
        long end = log.append(Samples.stopped(2, JobState.FAILED, ReasonClass.MODERATED, "no"), DROP);
        assertThat(end).isEqualTo(Files.size(file));
        assertThat(Files.readString(file)).endsWith("}\n");
        List<JsonNode> lines = lines();
        lines.forEach(PublishedSchema::assertLine);
        assertThat(lines).extracting(line -> line.get("id").asText()).containsExactly("0abcdefghi-1", "0abcdefghi-2");
        assertThat(lines.get(0).get("prompt").asText()).isEqualTo("two\nlines \u2028 \r\n 🐈");
    }

    @Test
    void aCrashAtAnyByteOfAnAppendLosesNoLineAndRepeatsNone() throws IOException {
        long known = log().append(Samples.done(1), DROP);
        log().append(Samples.done(2), DROP);
        byte[] whole = Files.readAllBytes(file);
        for (int cut = (int) known; cut <= whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            ManifestLog after = log();
            Set<String> told = after.recover(known);
            if (cut < whole.length) {
                assertThat(told).as("cut at %d", cut).isEmpty();
                assertThat(Files.size(file)).isEqualTo(known);
                after.append(Samples.done(2), DROP);
            } else {
                assertThat(told).containsExactly("0abcdefghi-2");
            }
            assertThat(Files.readAllBytes(file)).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void aCrashAtAnyByteOfTheFirstLineIsNoDifferent() throws IOException {
        log().append(Samples.done(1), DROP);
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut <= whole.length; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));
            assertThat(log().recover(0)).hasSize(cut == whole.length ? 1 : 0);
            assertThat(Files.size(file)).isEqualTo(cut == whole.length ? cut : 0);
        }
    }

    @Test
    void linesThatTheLedgerDoesNotKnowOfAreFound() throws IOException {
        long known = log().append(Samples.done(1), DROP);
        log().append(Samples.done(2), DROP);
        log().append(Samples.done(3), DROP);
        assertThat(log().recover(known)).containsExactly("0abcdefghi-2", "0abcdefghi-3");
        assertThat(log().recover(Files.size(file))).isEmpty();
    }

    @Test
    void withoutAFileThereIsNothingToRecover() throws IOException {
        assertThat(log().recover(4_711)).isEmpty();
        assertThat(file).doesNotExist();
        log().append(Samples.done(1), DROP);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void theNextLineGoesToANewFileWhereTheOldOneWasMovedAway() throws IOException {
        ManifestLog log = log();
        log.append(Samples.done(1), DROP);
        Path rotated = home.resolve("manifest.jsonl.1");
        Files.move(file, rotated);
        long end = log.append(Samples.done(2), DROP);
        assertThat(end).isEqualTo(Files.size(file));
        assertThat(lines()).extracting(line -> line.get("id").asText()).containsExactly("0abcdefghi-2");
        assertThat(Files.readAllLines(rotated)).hasSize(1);
    }

    @Test
    void aCrashAfterTheFileWasMovedAwayRepeatsNoLine() throws IOException {
        log().append(Samples.done(1), DROP);
        long known = log().append(Samples.done(2), DROP);
        Files.delete(file);
        log().append(Samples.done(3), DROP);
        assertThat(log().recover(known)).as("shorter").containsExactly("0abcdefghi-3");
        assertThat(log().recover(100)).as("no line ends there").containsExactly("0abcdefghi-3");
    }

    @Test
    void anothersTornLineDoesNotSpoilOurs() throws IOException {
        long known = log().append(Samples.done(1), DROP);
        Files.writeString(file, "by hand", StandardOpenOption.APPEND);
        log().append(Samples.done(2), DROP);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(1)).isEqualTo("by hand");
        PublishedSchema.assertLine(MAPPER.readTree(lines.get(2)));
        assertThat(log().recover(known)).containsExactly("0abcdefghi-2");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsSaidAndTheNextLineIsWhole() throws IOException {
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        ManifestLog log = log();
        assertThatThrownBy(() -> log.append(Samples.done(1), DROP))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("space");
        Files.delete(file);
        log.append(Samples.done(1), DROP);
        lines().forEach(PublishedSchema::assertLine);
        assertThat(lines()).hasSize(1);
    }

    @Test
    void nothingIsWrittenIntoTheEmptyMountPointOfAShareThatWentAway() throws IOException {
        ManifestLog log = log();
        Files.move(output.root(), home.resolve("away"));
        Files.createDirectory(output.root());
        assertThatThrownBy(() -> log.append(Samples.done(1), DROP)).hasMessageContaining("mounted");
        assertThat(output.root()).isEmptyDirectory();
    }

    @Test
    void manyThreadsWriteWholeLines() throws Exception {
        ManifestLog log = log();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = t * 100;
            threads.add(new Thread(() -> IntStream.range(from, from + 100).forEach(n -> append(log, n))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(lines())
                .extracting(line -> line.get("id").asText())
                .hasSize(400)
                .doesNotHaveDuplicates();
    }

    private static void append(ManifestLog log, int n) {
        try {
            log.append(Samples.done(n), DROP);
        } catch (IOException bad) {
            throw new AssertionError(bad);
        }
    }

    private ManifestLog log() {
        return new ManifestLog(output, "0.1.0", Samples.PRICES);
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }
}
