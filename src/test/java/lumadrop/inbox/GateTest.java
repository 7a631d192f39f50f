package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class GateTest {
    @TempDir
    private Path home;

    private Desk desk;

    @BeforeEach
    void setUp() throws IOException {
        desk = new Desk(home);
    }

    @Test
    void aFileWrittenInThreeRoundsIsTakenOnceAndWhole() throws IOException {
        Path file = desk.write("shoot.json", "[");
        for (String part : List.of("{\"prompt\": ", "\"a cat\"}]")) {
            assertThat(desk.scan()).isEmpty();
            desk.time.pass(Duration.ofMillis(400));
            assertThat(desk.scan()).isEmpty();
            Files.writeString(file, part, StandardOpenOption.APPEND);
            desk.touch(file);
        }
        Instant written = desk.time.instant();
        assertThat(desk.scan()).isEmpty();
        assertThat(desk.gate.waiting()).singleElement().satisfies(w -> {
            assertThat(w.path()).isEqualTo("shoot.json");
            assertThat(w.why()).isEqualTo("still being written");
            assertThat(w.since()).isBefore(written);
        });

        assertThat(desk.scanUntilAdmitted()).isEqualTo(file);
        assertThat(Duration.between(written, desk.time.instant())).isBetween(Desk.STABLE, Desk.STABLE.plus(Desk.SCAN));
    }

    @Test
    void aLogThatGrowsByLinesIsNotTakenWhileItGrowsThoughEveryStateOfItIsValid() throws IOException {
        Path file = desk.write("shoot.jsonl", "");
        for (int line = 0; line < 20; line++) {
            Files.writeString(file, "{\"prompt\": \"" + line + "\"}\n", StandardOpenOption.APPEND);
            desk.touch(file);
            assertThat(desk.scan()).isEmpty();
            desk.time.pass(Duration.ofMillis(200));
        }

        assertThat(desk.scanUntilAdmitted()).isEqualTo(file);
        assertThat(file).content().hasLineCount(20);
    }

    @Test
    void aFileThatIsRewrittenInPlaceAtTheSameSizeWaits() throws IOException {
        Path file = desk.write("a.json", "0000");
        for (int i = 1; i < 20; i++) {
            desk.nextScan();
            Files.writeString(file, "000" + i % 10);
            desk.touch(file);
            assertThat(desk.scan()).isEmpty();
        }

        assertThat(desk.scanUntilAdmitted()).isEqualTo(file);
    }

    @Test
    void tenMinutesOfSlowWritingAreWaitedFor() throws IOException {
        Path file = desk.write("slow.json", "[");
        for (int i = 0; i < 3000; i++) {
            Files.writeString(file, " ", StandardOpenOption.APPEND);
            desk.touch(file);
            assertThat(desk.scan()).isEmpty();
            desk.time.pass(Duration.ofMillis(200));
        }

        assertThat(desk.scanUntilAdmitted()).isEqualTo(file);
    }

    @Test
    void aLongWaitIsSaidOnceAMinuteAndThousandsOfThemInAFewLines() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(LongWaits.class);
        log.start();
        logger.setLevel(Level.WARN); // a verb that ran in this process may have made the rest quieter
        logger.addAppender(log);
        try {
            desk.gate.scanStarted();
            desk.whole.couldNot(desk.inbox.resolve("first\n.json"), "it cannot be read (no permission)", true);
            for (int i = 0; i < 2000; i++) {
                desk.whole.couldNot(desk.inbox.resolve(i + ".json"), "it cannot be read (no permission)", true);
            }
            for (int scan = 0; scan < 5 * 60 * 4; scan++) {
                desk.time.pass(Desk.SCAN);
                desk.gate.scanEnded(false);
            }
        } finally {
            logger.detachAppender(log);
            logger.setLevel(null);
        }

        assertThat(log.list).hasSize(5 * 11);
        assertThat(log.list.get(0).getFormattedMessage())
                .startsWith(
                        "first\\u000A.json has been waiting in the inbox since 2026-11-25T10:00:00.123Z: it cannot be read")
                .contains("no permission");
        assertThat(log.list.get(10).getFormattedMessage()).startsWith("1991 more files");
    }

    @Test
    void aFileWithAnOldTimeIsTakenAtFirstSightWithOneLookAndNoNote() throws IOException {
        Path file = desk.old("deep/er/a.JSON", "{}");

        assertThat(desk.scan()).containsExactly(file);
        assertThat(desk.looking.attributes).isEqualTo(1);
        assertThat(desk.looking.opens + desk.looking.hashes).isZero();
        assertThat(desk.gate.waiting()).isEmpty();
    }

    @Test
    void anOldFileRenamedOverAWaitingOneIsTakenAtOnce() throws IOException {
        Path file = desk.write("a.json", "[");
        desk.scan();
        Path better = desk.old(".a.swp", "[{}]");
        Files.move(better, file, StandardCopyOption.ATOMIC_MOVE);

        assertThat(desk.nextScan()).containsExactly(file);
    }

    @Test
    void touchesThatChangeNoByteDoNotKeepAFileWaiting() throws IOException {
        Path file = desk.write("a.json", "{}");
        Instant dropped = desk.time.instant();
        while (desk.scan().isEmpty()) {
            desk.time.pass(Desk.SCAN);
            desk.touch(file);
            assertThat(Duration.between(dropped, desk.time.instant())).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void anUntouchedFileIsNeverReadByAScan() throws IOException {
        desk.write("a.json", "{}");

        desk.scanUntilAdmitted();

        assertThat(desk.looking.opens + desk.looking.hashes).isZero();
    }

    @Test
    void touchesCannotMakeALargeFileWaitForEver() throws IOException {
        Path file = desk.write("large.json", "");
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.position(17 << 20).write(ByteBuffer.wrap(new byte[] {'x'}));
        }
        for (int i = 0; i < 39; i++) {
            desk.touch(file);
            assertThat(desk.scan()).isEmpty();
            desk.time.pass(Desk.SCAN);
        }
        for (int i = 0; i < 10 && desk.scan().isEmpty(); i++) {
            desk.touch(file);
            desk.time.pass(Desk.SCAN);
        }

        assertThat(desk.scan()).containsExactly(file);
        assertThat(desk.looking.hashes).isZero();
    }

    @Test
    void aShareWhoseClockIsHoursBehindDoesNotMakeFreshFilesLookOld() throws IOException {
        desk.skew = Duration.ofHours(-3);
        Path file = desk.write("a.json", "{}");

        assertThat(desk.scan()).isEmpty();
        assertThat(desk.scanUntilAdmitted()).isEqualTo(file);
    }

    @Test
    void aShareWhoseClockIsHoursAheadStillHasItsOldFilesTakenAtOnce() throws IOException {
        desk.skew = Duration.ofHours(3);
        Path file = desk.old("a.json", "{}");

        assertThat(desk.scan()).containsExactly(file);
    }

    @Test
    void aTimeInTheFutureSaysNothingSoTheFileIsWatched() throws IOException {
        Path file = desk.write("a.json", "{}");
        Files.setLastModifiedTime(file, FileTime.from(desk.time.instant().plus(Duration.ofDays(3))));

        assertThat(desk.scan()).isEmpty();
        assertThat(desk.scanUntilAdmitted()).isEqualTo(file);
    }

    @Test
    void aTimeInWholeSecondsIsNotTrustedToTheSecond() throws IOException {
        Path file = desk.write("a.json", "{}");
        Files.setLastModifiedTime(
                file,
                FileTime.from(Instant.ofEpochSecond(
                        desk.time.instant().minusMillis(1500).getEpochSecond())));

        assertThat(desk.scan()).isEmpty();
    }

    @Test
    void anEmptyFileGetsTenTimesTheTimeAndIsTakenThen() throws IOException {
        Path file = desk.write("a.json", "");
        Instant dropped = desk.time.instant();
        desk.scan();

        assertThat(desk.gate.waiting()).extracting(Waiting::why).containsExactly("empty so far");
        assertThat(desk.scanUntilAdmitted()).isEqualTo(file);
        assertThat(Duration.between(dropped, desk.time.instant())).isEqualTo(Desk.STABLE.multipliedBy(10));
    }

    @Test
    void aFileThatIsShutIsTriedAtEachLookAndTakenWhenItOpens() throws IOException, NotTaken {
        Path file = desk.old("a.json", "{}");
        Claim claim = desk.taking.claim(desk.scan().get(0));
        desk.taking.giveBack(claim, "it cannot be read (held by another program)");
        desk.looking.shut.add(file);

        assertThat(desk.nextScan()).isEmpty();
        assertThat(desk.nextScan()).isEmpty();
        assertThat(desk.gate.waiting())
                .extracting(Waiting::why)
                .containsExactly("it cannot be read (held by another program)");
        desk.looking.shut.clear();

        assertThat(desk.nextScan()).containsExactly(file);
    }

    @Test
    void nothingIsRememberedOfAFileThatWentAway() throws IOException {
        Path file = desk.write("a.json", "{}");
        desk.scan();
        Files.delete(file);
        desk.nextScan();

        assertThat(desk.gate.waiting()).isEmpty();
        assertThat(desk.gate.isQuiet()).isTrue();
    }

    @Test
    void otherFilesAreLeftAloneAndCountedAndLitterIsNot() throws IOException {
        desk.old("notes.docx", "");
        desk.old("deep/photo.png", "");
        desk.old("Thumbs.db", "");
        desk.old("@eaDir/a.json", "{}");
        desk.old("half.json.part", "");
        desk.old(".secret.json", "");
        desk.old("cat.json.error.json", "{}");

        assertThat(desk.scan()).isEmpty();
        assertThat(desk.gate.ignored().count()).isEqualTo(3);
        assertThat(desk.gate.ignored().first())
                .extracting(Ignored.One::path)
                .containsExactlyInAnyOrder("notes.docx", "deep/photo.png", "cat.json.error.json");
        assertThat(desk.looking.attributes).isZero();
        Files.delete(desk.inbox.resolve("notes.docx"));
        desk.nextScan();
        assertThat(desk.gate.ignored().count()).isEqualTo(2);
    }

    @Test
    void aScanThatStoppedHalfWayDoesNotLowerTheCount() throws IOException {
        for (int i = 0; i < 30; i++) {
            desk.old(i + ".txt", "");
        }
        desk.scan();
        desk.gate.scanStarted();
        desk.gate.admits(desk.inbox.resolve("1.txt"));
        desk.gate.scanEnded(false);

        assertThat(desk.gate.ignored().count()).isEqualTo(30);
        assertThat(desk.gate.ignored().first()).hasSize(20);
    }

    @Test
    void symbolicLinksAreNotFollowedButCounted() throws IOException {
        Path outside = Files.createDirectories(home.resolve("outside"));
        Files.writeString(outside.resolve("b.json"), "{}");
        Files.createSymbolicLink(desk.inbox.resolve("folder"), outside);
        Files.createSymbolicLink(desk.inbox.resolve("file.json"), outside.resolve("b.json"));
        Files.createSymbolicLink(desk.inbox.resolve("loop"), desk.inbox);
        Files.createSymbolicLink(desk.inbox.resolve("dangling.json"), outside.resolve("nothing"));

        assertThat(desk.scan()).isEmpty();
        assertThat(desk.gate.ignored().count()).isEqualTo(4);
        assertThat(desk.gate.ignored().first()).extracting(Ignored.One::why).containsOnly("a symbolic link");
    }

    @Test
    void aNameThatThisProcessCannotSpellIsCountedNotPassedOverInSilence() {
        desk.gate.scanStarted();
        // What Java makes of bytes that are no UTF-8: a name that is listed, and does not exist.
        assertThat(desk.gate.admits(desk.inbox.resolve("bad\uFFFD.json"))).isFalse();
        desk.gate.ignoreUnnameable("b?.json");
        desk.gate.scanEnded(true);

        assertThat(desk.gate.ignored().first())
                .containsExactly(
                        new Ignored.One("bad\uFFFD.json", "its name is not valid UTF-8"),
                        new Ignored.One("b?.json", "its name cannot be written in this process's locale"));
    }

    @Test
    void aNamedPipeIsNeverOpened() throws Exception {
        Path pipe = desk.inbox.resolve("pipe.json");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(desk.scan()).isEmpty();
        assertThat(desk.looking.opens).isZero();
        assertThat(desk.gate.ignored().first()).extracting(Ignored.One::why).containsExactly("not a regular file");
    }

    @Test
    void twentyThousandFilesCostOneLookEachAndOthersNone() throws IOException {
        for (int i = 0; i < 1000; i++) {
            desk.old("f" + i % 10 + "/" + i + ".json", "{}");
            desk.old("f" + i % 10 + "/" + i + ".txt", "");
        }
        desk.gate.scanStarted();
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < 1000; i++) {
                assertThat(desk.gate.admits(desk.inbox.resolve("f" + i % 10 + "/" + i + ".json")))
                        .isTrue();
                assertThat(desk.gate.admits(desk.inbox.resolve("f" + i % 10 + "/" + i + ".txt")))
                        .isFalse();
            }
        }
        desk.gate.scanEnded(true);

        assertThat(desk.looking.attributes).isEqualTo(20_000);
        assertThat(desk.looking.opens + desk.looking.hashes).isZero();
        assertThat(desk.gate.waiting()).isEmpty();
        assertThat(desk.gate.ignored().count()).isEqualTo(20_000);
        assertThat(desk.gate.ignored().first()).hasSize(20);
    }
}
