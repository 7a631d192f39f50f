package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingReportTest {
    @TempDir
    private Path home;

    private Desk desk;
    private Path file;

    @BeforeEach
    void setUp() throws Exception {
        desk = new Desk(home);
        file = home.resolve("data/inbox.json");
    }

    @Test
    void anotherProcessReadsWhatWaitsSinceWhenAndWhatIsIgnored() throws Exception {
        desk.write("line\nbreak \ud83c\udfa8.json", "[");
        desk.old("notes.docx", "");
        Instant at = desk.time.instant();
        desk.scan();

        WaitingReport.Seen seen = Desk.report(home, desk.time).read().orElseThrow();
        assertThat(seen.count()).isEqualTo(1);
        assertThat(seen.waiting())
                .containsExactly(new Waiting(
                        "line\nbreak \ud83c\udfa8.json", at, 1, "still being written, or only just finished"));
        assertThat(seen.ignored())
                .isEqualTo(new Ignored(1, List.of(new Ignored.One("notes.docx", "not a .json or .jsonl file"))));
        assertThat(seen.isCurrent(at)).isTrue();
        assertThat(home.resolve("data")).isDirectoryNotContaining(f -> !f.equals(file));
    }

    @Test
    void aReportOfAProcessThatEndedOrFellSilentIsNotCurrent() throws Exception {
        desk.write("a.json", "[");
        desk.scan();
        WaitingReport.Seen seen = desk.report.read().orElseThrow();

        assertThat(seen.isCurrent(desk.time.instant().plusSeconds(100))).isFalse();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThat(new WaitingReport.Seen(ended.pid(), seen.at(), 0, List.of(), Ignored.NOTHING)
                        .isCurrent(desk.time.instant()))
                .isFalse();
    }

    @Test
    void itIsWrittenAtMostOnceASecondAndWhenUnchangedOnlyToShowLife() throws Exception {
        desk.write("a.json", "");
        desk.scan();
        assertThat(isRewritten(Duration.ofMillis(250))).as("nothing changed").isFalse();
        desk.old("notes.docx", "");
        assertThat(isRewritten(Duration.ofMillis(250)))
                .as("changed, but too soon")
                .isFalse();
        assertThat(isRewritten(Duration.ofMillis(750))).as("changed").isTrue();
        assertThat(isRewritten(Duration.ofSeconds(10)))
                .as("the file is taken for whole now")
                .isTrue();
        assertThat(isRewritten(Duration.ofSeconds(29))).as("nothing changed").isFalse();
        assertThat(isRewritten(Duration.ofSeconds(1))).as("sign of life").isTrue();
    }

    @Test
    void whatAnEarlierProcessLeftIsReplacedAtTheFirstScan() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"pid\": \"old\"");
        assertThat(desk.report.read()).isEmpty();
        desk.scan();

        assertThat(desk.report.read())
                .hasValueSatisfying(s -> assertThat(s.count()).isZero());
        desk.report.remove();
        assertThat(file).doesNotExist();
        assertThat(desk.report.read()).isEmpty();
    }

    @Test
    void jsonThatIsNoReportOfOursIsNoReport() throws Exception {
        Files.createDirectories(file.getParent());
        for (String text : List.of("{}", "[]", "null", "{\"pid\":1,\"at\":\"x\",\"waiting\":[],\"ignored\":[1]}")) {
            Files.writeString(file, text);
            assertThat(desk.report.read()).isEmpty();
        }
    }

    private boolean isRewritten(Duration after) throws Exception {
        FileTime marker = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, marker);
        desk.time.pass(after);
        desk.scan();
        return !Files.getLastModifiedTime(file).equals(marker);
    }
}
