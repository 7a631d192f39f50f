package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakingTest {
    @TempDir
    private Path home;

    private Desk desk;

    @BeforeEach
    void setUp() throws IOException {
        desk = new Desk(home);
    }

    @Test
    void aClaimTakesTheFileOutOfTheInboxAndReadsIt() throws Exception {
        Path file = desk.old("shoot/a.json", "{\"prompt\": \"a cat\"}");
        Claim claim = desk.taking.claim(file);

        assertThat(file).doesNotExist();
        assertThat(claim.path()).isEqualTo("shoot/a.json");
        assertThat(claim.bytes()).isEqualTo(19);
        assertThat(desk.taking.read(claim, 100)).asString().isEqualTo("{\"prompt\": \"a cat\"}");
        assertThat(claim.read(3))
                .as("one byte more than allowed shows that it is too large")
                .hasSize(4);
        assertThat(desk.scan()).as("what is claimed is not scanned").isEmpty();
    }

    @Test
    void aFileThatIsWrittenBetweenLookAndClaimIsPutBackAndTakenWholeLater() throws Exception {
        Path file = desk.old("a.json", "[");
        assertThat(desk.scan()).containsExactly(file);
        Files.writeString(file, "{}]", StandardOpenOption.APPEND);
        desk.touch(file);

        assertThat(whyNot(file)).isEqualTo(NotTaken.Why.CHANGED);
        assertThat(file).hasContent("[{}]");
        assertThat(desk.scan()).isEmpty();
        Claim claim = desk.taking.claim(desk.scanUntilAdmitted());
        assertThat(desk.taking.read(claim, 100)).asString().isEqualTo("[{}]");
    }

    @Test
    void anIndexerThatTouchesBetweenEveryLookAndClaimCannotKeepAFileOut() throws Exception {
        Path file = desk.old("a.json", "{}");
        int refusals = 0;
        Claim claim = null;
        while (claim == null) {
            for (Path admitted : desk.scan()) {
                desk.touch(file);
                try {
                    claim = desk.taking.claim(admitted);
                } catch (NotTaken e) {
                    refusals++;
                }
            }
            desk.time.pass(Desk.SCAN);
            if (claim == null) {
                desk.touch(file);
            }
            assertThat(refusals).isLessThan(3);
        }
        assertThat(Desk.files(desk.inbox)).containsExactly(".lumadrop/taking/a.json");
    }

    @Test
    void aSecondFileOfTheSameNameWaitsWhileTheFirstIsInHandAndIsTakenAfter() throws Exception {
        Claim first = desk.taking.claim(desk.old("daily.json", "1"));
        Path second = desk.old("daily.json", "2");

        assertThat(whyNot(second)).isEqualTo(NotTaken.Why.IN_HAND);
        assertThat(first.read(10)).asString().isEqualTo("1");
        desk.shelves.keep(first, desk.shelves.freeName(first.path()));
        Claim claim = desk.taking.claim(second);
        assertThat(claim.read(10)).asString().isEqualTo("2");
        assertThat(desk.shelves.keep(claim, desk.shelves.freeName(claim.path())))
                .isEqualTo("daily.2.json");
    }

    @Test
    void theSameNameIsTakenFiftyTimesWhateverBecameOfTheLast() throws Exception {
        for (int i = 1; i <= 50; i++) {
            desk.old("daily.json", "" + i);
            List<Path> admitted = desk.nextScan();
            assertThat(admitted).hasSize(1);
            Claim claim = desk.taking.claim(admitted.get(0));
            if (i % 3 == 0) {
                desk.shelves.refuse(claim, Desk.bytes("{}"));
            } else {
                desk.shelves.keep(claim, desk.shelves.freeName(claim.path()));
            }
            if (i % 5 == 0) {
                desk.taking.tidy();
            }
        }
        assertThat(Desk.files(desk.accepted)).hasSize(34).contains("daily.json", "daily.34.json");
        assertThat(Desk.files(desk.failed)).hasSize(32).contains("daily.16.json", "daily.16.json.error.json");
        desk.nextScan();
        assertThat(desk.gate.waiting()).isEmpty();
    }

    @Test
    void whatIsPutBackNeverReplacesWhatWasDroppedMeanwhile() throws Exception {
        Claim claim = desk.taking.claim(desk.old("a.json", "first"));
        desk.old("a.json", "second");
        desk.old("a.2.json", "third");
        desk.taking.giveBack(claim, "for this test");

        assertThat(desk.inbox.resolve("a.json")).hasContent("second");
        assertThat(desk.inbox.resolve("a.2.json")).hasContent("third");
        assertThat(desk.inbox.resolve("a.3.json")).hasContent("first");
    }

    @Test
    void aFileThatVanishedIsNoTroubleAndNotRemembered() {
        assertThat(whyNot(desk.inbox.resolve("gone.json"))).isEqualTo(NotTaken.Why.VANISHED);
        assertThat(desk.gate.waiting()).isEmpty();
    }

    @Test
    void aFileThatCannotBeMovedStaysSaysWhyAndIsTriedAgain() throws Exception {
        Path file = desk.old("a.json", "{}");
        for (IOException trouble : List.of(
                new AccessDeniedException("a.json"),
                new AtomicMoveNotSupportedException("a.json", "b", "Invalid cross-device link"),
                new FileSystemException("a.json", "b", "Text file busy"))) {
            desk.obstacle = (from, to) -> {
                throw trouble;
            };
            NotTaken problem = catchThrowableOfType(NotTaken.class, () -> desk.taking.claim(file));
            assertThat(problem).hasMessageStartingWith("a.json: ");
            assertThat(desk.gate.waiting())
                    .extracting(Waiting::path, Waiting::why)
                    .containsExactly(tuple("a.json", problem.why().text()));
            assertThat(file).exists();
        }
        desk.obstacle = (from, to) -> {};

        assertThat(desk.taking.claim(desk.scan().get(0)).path()).isEqualTo("a.json");
    }

    @Test
    void aLinkThatWasPutInPlaceOfAClaimedFileIsNotFollowed() throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), "secret");
        Claim claim = desk.taking.claim(desk.old("a.json", "{}"));
        Files.delete(claim.taken());
        Files.createSymbolicLink(claim.taken(), secret);

        assertThatThrownBy(() -> desk.taking.read(claim, 100))
                .isInstanceOfSatisfying(NotTaken.class, e -> assertThat(e.why()).isEqualTo(NotTaken.Why.UNREADABLE));
    }

    @Test
    void aLinkOfOurFoldersNameIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.createSymbolicLink(desk.inbox.resolve(".lumadrop"), elsewhere);
        Path file = desk.old("a.json", "{}");

        assertThat(whyNot(file)).isEqualTo(NotTaken.Why.BUSY);
        assertThat(file).exists();
        assertThat(elsewhere).isEmptyDirectory();
    }

    /** Whoever may write to the inbox may make our folder too, while it is not there, and put a link into it. */
    @Test
    void aLinkWithinOurFolderIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Files.createDirectories(desk.inbox.resolve(".lumadrop"));
        Path link = Files.createSymbolicLink(desk.inbox.resolve(".lumadrop/taking"), elsewhere);
        Path file = desk.old("a.json", "{}");
        assertThat(whyNot(file)).isEqualTo(NotTaken.Why.BUSY);
        Files.delete(link);
        Files.createDirectory(link);
        Files.createSymbolicLink(link.resolve("folder"), elsewhere);
        Path below = desk.old("folder/b.json", "{}");
        assertThat(whyNot(below)).isEqualTo(NotTaken.Why.BUSY);
        assertThat(file).exists();
        assertThat(below).exists();
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aFolderThatBecameALinkAfterTheScanIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        Path file = desk.old("folder/a.json", "{}");
        desk.scan();
        Path secret = Files.move(file, elsewhere.resolve("a.json"));
        Files.delete(file.getParent());
        Files.createSymbolicLink(file.getParent(), elsewhere);

        assertThat(whyNot(file)).isEqualTo(NotTaken.Why.BUSY);
        assertThat(secret).exists();
    }

    @Test
    void aWholeFolderMovedInIsTakenFileByFileAndStaysItsOwnersFolder() throws Exception {
        String deep = "d/".repeat(100);
        desk.old("shoot/a.json", "{}");
        desk.old("shoot/" + deep + "b.jsonl", "{}");
        List<String> taken = new ArrayList<>();
        for (Path file : desk.scan()) {
            Claim claim = desk.taking.claim(file);
            taken.add(desk.shelves.keep(claim, desk.shelves.freeName(claim.path())));
        }
        desk.taking.tidy();

        assertThat(taken).containsExactlyInAnyOrder("shoot/a.json", "shoot/" + deep + "b.jsonl");
        assertThat(desk.inbox.resolve("shoot")).isDirectory();
        assertThat(desk.inbox.resolve(".lumadrop")).doesNotExist();
    }

    @Test
    void tidyingLeavesWhatIsInHand() throws Exception {
        Claim claim = desk.taking.claim(desk.old("x/a.json", "{}"));
        desk.taking.tidy();

        assertThat(claim.taken()).exists();
        desk.shelves.keep(claim, "a.json");
        desk.taking.tidy();
        assertThat(desk.inbox.resolve(".lumadrop")).doesNotExist();
    }

    @Test
    void aFileWaitingForLongIsWaitedForStill() throws Exception {
        Path file = desk.write("a.json", "x");
        for (int i = 0; i < 200; i++) {
            Files.writeString(file, "x", StandardOpenOption.APPEND);
            desk.touch(file);
            desk.time.pass(Duration.ofMillis(900));
            assertThat(desk.scan()).isEmpty();
        }
        assertThat(desk.taking.claim(desk.scanUntilAdmitted()).bytes()).isEqualTo(201);
    }

    private NotTaken.Why whyNot(Path file) {
        return catchThrowableOfType(NotTaken.class, () -> desk.taking.claim(file))
                .why();
    }
}
