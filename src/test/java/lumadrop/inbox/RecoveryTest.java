package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test builds on disk what a process killed at one moment leaves there. */
class RecoveryTest {
    private static final String SHA256_OF_X = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";

    @TempDir
    private Path home;

    private Desk desk;
    private final List<String> asked = new ArrayList<>();

    @BeforeEach
    void setUp() throws IOException {
        desk = new Desk(home);
    }

    @Test
    void claimedButNotRecordedGoesBackIntoTheInbox() throws Exception {
        desk.taking.claim(desk.old("shoot/a.json", "x"));

        assertThat(recover(Optional.empty())).isEqualTo(new Recovery.Outcome(0, 1, 0));
        assertThat(desk.inbox.resolve("shoot/a.json")).hasContent("x");
        assertNothingOfOursIsLeft();
        assertThat(desk.scan()).as("and is taken again at once").hasSize(1);
        assertThat(asked).containsExactly("shoot/a.json " + SHA256_OF_X);
    }

    @Test
    void recordedButNotMovedIsMovedUnderTheRecordedName() throws Exception {
        desk.taking.claim(desk.old("shoot/a.json", "x"));

        assertThat(recover(Optional.of("shoot/a.2.json"))).isEqualTo(new Recovery.Outcome(1, 0, 0));
        assertThat(desk.accepted.resolve("shoot/a.2.json")).hasContent("x");
        assertThat(Desk.files(desk.inbox)).isEmpty();
        assertNothingOfOursIsLeft();
    }

    @Test
    void movedAndNotYetForgottenLeavesNothingToDo() throws Exception {
        desk.shelves.keep(desk.taking.claim(desk.old("a.json", "x")), "a.json");

        assertThat(recover(Optional.of("a.json"))).isEqualTo(new Recovery.Outcome(0, 0, 0));
        assertThat(Desk.files(desk.accepted)).containsExactly("a.json");
        assertNothingOfOursIsLeft();
    }

    @Test
    void theNextDropOfTheSamePathIsNotTakenForTheOneThatIsMovedAlready() throws Exception {
        desk.shelves.keep(desk.taking.claim(desk.old("a.json", "x")), "a.json");
        desk.taking.claim(desk.old("a.json", "x"));

        assertThat(recover(Optional.of("a.json"))).isEqualTo(new Recovery.Outcome(0, 1, 0));
        assertThat(desk.inbox.resolve("a.json")).exists();
        assertThat(Desk.files(desk.accepted)).containsExactly("a.json");
    }

    @Test
    void aNewFileInItsPlaceIsNotOverwritten() throws Exception {
        desk.taking.claim(desk.old("a.json", "x"));
        desk.old("a.json", "new");
        recover(Optional.empty());

        assertThat(desk.inbox.resolve("a.json")).hasContent("new");
        assertThat(desk.inbox.resolve("a.2.json")).hasContent("x");
    }

    @Test
    void killedWhilePuttingBackTakesNothingTwice() throws Exception {
        Claim claim = desk.taking.claim(desk.old("a.json", "x"));
        Files.createLink(desk.inbox.resolve("a.json"), claim.taken());
        recover(Optional.empty());

        assertThat(Desk.files(desk.inbox)).containsExactly("a.json");
    }

    @Test
    void killedBetweenTheCopyAndItsNameCopiesAgain() throws Exception {
        onItsWay("a.json", "x");
        Files.writeString(desk.accepted.resolve(".lumadrop-half.part"), "half");
        recover(Optional.of("a.json"));

        assertThat(desk.accepted.resolve("a.json")).hasContent("x");
        assertNothingOfOursIsLeft();
    }

    @Test
    void killedBetweenTheCopyAndTheRemovalOnlyRemoves() throws Exception {
        onItsWay("a.json", "x");
        Files.writeString(desk.accepted.resolve("a.json"), "x");

        assertThat(recover(Optional.of("a.json"))).isEqualTo(new Recovery.Outcome(1, 0, 0));
        assertThat(Desk.files(desk.accepted)).containsExactly("a.json");
        assertThat(Desk.files(desk.inbox)).isEmpty();
        assertNothingOfOursIsLeft();
    }

    @Test
    void killedBetweenTheReasonAndTheRefusedFileRefusesAgainWithOneReason() throws Exception {
        desk.taking.claim(desk.old("a.json", "x"));
        Files.writeString(desk.failed.resolve("a.json.error.json"), "why");
        recover(Optional.empty());
        desk.shelves.refuse(desk.taking.claim(desk.scan().get(0)), Desk.bytes("why"));

        assertThat(Desk.files(desk.failed)).containsExactly("a.json", "a.json.error.json");
    }

    @Test
    void killedBeforeARefusedOriginalWasRemovedOnlyRemoves() throws Exception {
        onItsWay("a.json", "x");
        Files.writeString(desk.failed.resolve("a.json"), "x");
        Files.writeString(desk.failed.resolve("a.json.error.json"), "why");
        recover(Optional.empty());

        assertThat(Desk.files(desk.inbox)).isEmpty();
        assertThat(Desk.files(desk.failed)).containsExactly("a.json", "a.json.error.json");
    }

    @Test
    void killedWhileTheClockWasReadLeavesNoProbe() throws Exception {
        Files.createDirectories(desk.inbox.resolve(".lumadrop"));
        Files.writeString(desk.inbox.resolve(".lumadrop/clock"), "x");
        recover(Optional.empty());

        assertNothingOfOursIsLeft();
    }

    @Test
    void whatIsNotOursIsNotLookedAt() throws Exception {
        for (int i = 0; i < 500; i++) {
            desk.old("folder" + i % 7 + "/" + i + ".json", "{}");
        }
        desk.taking.claim(desk.inbox.resolve("folder1/1.json"));
        recover(Optional.empty());

        assertThat(asked).hasSize(1);
        assertThat(Desk.files(desk.inbox)).hasSize(500);
    }

    @Test
    void oneThatCanBeNeitherKeptNorPutBackDoesNotStopTheStart() throws Exception {
        desk.taking.claim(desk.old("a/a.json", "x"));
        desk.taking.claim(desk.old("b/b.json", "x"));
        Files.delete(desk.inbox.resolve("a"));
        Files.writeString(desk.inbox.resolve("a"), "a file where the folder was");

        assertThat(recover(Optional.empty())).isEqualTo(new Recovery.Outcome(0, 2, 0));
        assertThat(Desk.files(desk.inbox)).containsExactly("a", "a.2/a.json", "b/b.json");
    }

    private void onItsWay(String path, String text) throws IOException {
        Path file = desk.area.moving().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Recovery.Outcome recover(Optional<String> recorded) throws IOException {
        Desk restarted = new Desk(home);
        return new Recovery(restarted.area, restarted.shelves, new LateMoves(desk.time)).run((path, sha256) -> {
            asked.add(path + " " + sha256);
            return recorded;
        });
    }

    private void assertNothingOfOursIsLeft() {
        assertThat(desk.inbox.resolve(".lumadrop")).doesNotExist();
    }
}
