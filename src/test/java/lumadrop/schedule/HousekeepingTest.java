package lumadrop.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lumadrop.schedule.Housekeeping.TemporaryFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Files made by the test were changed at the real present moment, whatever their modification time says. So the test's
 * present is 100 days later, and what is to be young gets a modification time after the real present.
 */
class HousekeepingTest {
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    Path root;

    private final Instant now = Instant.now().plus(Duration.ofDays(100));
    private final List<Instant> askedBefore = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path accepted;
    private Path temporary;
    private Path inbox;

    @BeforeEach
    void folders() throws IOException {
        accepted = Files.createDirectory(root.resolve("accepted"));
        temporary = Files.createDirectories(root.resolve("output/.lumadrop"));
        inbox = Files.createDirectory(root.resolve("inbox"));
        log.start();
        logger().setLevel(Level.INFO);
        logger().addAppender(log);
    }

    @AfterEach
    void letGo() {
        logger().detachAppender(log);
        logger().setLevel(null);
    }

    @Test
    void oldAcceptedFilesGoAndYoungOnesStay() throws IOException {
        Path old = file(accepted.resolve("a/old.json"), Duration.ofDays(31));
        Path young = file(accepted.resolve("a/young.json"), Duration.ofDays(29));
        Path outside = file(root.resolve("output/a/old.png"), Duration.ofDays(99));
        run(before -> 7);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(outside).exists();
        assertThat(line()).isEqualTo("Housekeeping removed 1 accepted files, 0 temporary files, 7 settled rows");
        assertThat(askedBefore).containsExactly(now.minus(Duration.ofDays(60)));
    }

    @Test
    void aFileWrittenYearsAgoAndAcceptedTodayStays() throws IOException {
        Path dropped = Files.writeString(root.resolve("dropped.json"), "{}");
        age(dropped, Duration.ofDays(3650));
        Path file = Files.move(dropped, accepted.resolve("dropped.json"));
        new Housekeeping(accepted, MONTH, List.of(), DAY, before -> 0, MONTH, new SettableClock(Instant.now())).run();
        assertThat(file).exists();
    }

    @Test
    void emptyOldFoldersGoAndFullOrYoungOnesStay() throws IOException {
        file(accepted.resolve("emptied/deep/old.json"), Duration.ofDays(31));
        file(accepted.resolve("full/young.json"), Duration.ofDays(2));
        Path inUse = Files.createDirectories(accepted.resolve("in-use"));
        age(inUse, Duration.ofDays(1));
        age(accepted.resolve("full"), Duration.ofDays(50));
        age(accepted.resolve("emptied/deep"), Duration.ofDays(40));
        age(accepted.resolve("emptied"), Duration.ofDays(40));
        age(accepted, Duration.ofDays(40));
        run(before -> 0);
        assertThat(accepted.resolve("emptied")).doesNotExist();
        assertThat(accepted.resolve("full/young.json")).exists();
        assertThat(inUse).exists();
        assertThat(accepted).exists();
    }

    @Test
    void linksAreNeitherFollowedNorRemoved() throws IOException {
        Path elsewhere = file(root.resolve("elsewhere/precious.json"), Duration.ofDays(99));
        Path folderLink = Files.createSymbolicLink(accepted.resolve("link"), elsewhere.getParent());
        Path fileLink = Files.createSymbolicLink(accepted.resolve("link.json"), elsewhere);
        run(before -> 0);
        assertThat(elsewhere).exists();
        assertThat(folderLink).isSymbolicLink();
        assertThat(fileLink).isSymbolicLink();
    }

    @Test
    void aRootThatIsALinkIsSwept() throws IOException {
        Path disk = Files.createDirectory(root.resolve("disk"));
        Path old = file(disk.resolve("old.json"), Duration.ofDays(31));
        accepted = Files.createSymbolicLink(root.resolve("accepted-link"), disk);
        run(before -> 0);
        assertThat(old).doesNotExist();
        assertThat(accepted).isSymbolicLink();
    }

    @Test
    void orphanedTemporaryFilesGoAndOtherFilesOfTheInboxStay() throws IOException {
        Path orphan = file(temporary.resolve("job/1.part"), Duration.ofDays(2));
        Path inHand = file(temporary.resolve("job/2.part"), Duration.ofHours(2));
        Path half = file(inbox.resolve(".night-20260101-0230.json.tmp"), Duration.ofDays(2));
        List<Path> theirs = List.of(
                file(inbox.resolve("cat.json"), Duration.ofDays(2)),
                file(inbox.resolve(".cat.json.tmp"), Duration.ofDays(2)),
                file(inbox.resolve("night-20260101-0230.json"), Duration.ofDays(2)));
        run(before -> 0);
        assertThat(orphan).doesNotExist();
        assertThat(half).doesNotExist();
        assertThat(inHand).exists();
        assertThat(theirs).allSatisfy(file -> assertThat(file).exists());
        assertThat(line()).contains("2 temporary files");
    }

    @Test
    void aTroubleStopsNothingElseAndIsTold() throws IOException {
        Path old = file(accepted.resolve("old.json"), Duration.ofDays(31));
        Path orphan = file(temporary.resolve("1.part"), Duration.ofDays(2));
        run(before -> {
            throw new IllegalStateException("database is locked");
        });
        assertThat(old).doesNotExist();
        assertThat(orphan).doesNotExist();
        assertThat(line())
                .contains("1 accepted files, 1 temporary files, 0 settled rows")
                .contains("database is locked");
    }

    @Test
    void foldersThatAreNotThereAreClean() throws IOException {
        Files.delete(accepted);
        run(before -> 0);
        assertThat(line()).isEqualTo("Housekeeping removed 0 accepted files, 0 temporary files, 0 settled rows");
    }

    private void run(Function<Instant, Integer> rows) {
        new Housekeeping(
                        accepted,
                        MONTH,
                        List.of(TemporaryFiles.all(temporary), TemporaryFiles.ofSchedules(inbox)),
                        DAY,
                        before -> {
                            askedBefore.add(before);
                            return rows.apply(before);
                        },
                        Duration.ofDays(60),
                        new SettableClock(now))
                .run();
    }

    private Path file(Path file, Duration age) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{}");
        age(file, age);
        return file;
    }

    private void age(Path path, Duration age) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(now.minus(age)));
    }

    private String line() {
        List<ILoggingEvent> told = log.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .toList();
        assertThat(told).hasSize(1);
        return told.get(0).getFormattedMessage();
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(Housekeeping.class);
    }
}
