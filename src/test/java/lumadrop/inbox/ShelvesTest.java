package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import lumadrop.file.Access;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShelvesTest {
    @TempDir
    private Path home;

    private Desk desk;

    @BeforeEach
    void setUp() throws IOException {
        desk = new Desk(home);
    }

    static List<String> hostileNames() {
        return List.of(
                "..json.json",
                "a..b/...json.JSON",
                "${x}.json",
                "{{x}}.json",
                "%20%2e%2e.json",
                "#1?.json",
                "line\nbreak.json",
                "bell\u0007.json",
                "\u202egnp.json",
                " leading and trailing .json",
                "back\\slash.json",
                "na\u00efve.json",
                "nai\u0308ve.json",
                "\ud83c\udfa8.jsonl",
                "$(rm -rf).json",
                "-rf.json",
                "n".repeat(250) + ".json",
                "\u00e4".repeat(125) + ".json");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void anyNameIsKeptToTheCharacterWhereItFits(String name) throws Exception {
        // Some of these are dotfiles: the scan is not asked here.
        Claim claim = desk.taking.claim(desk.old(name, "x"));
        String file = desk.shelves.keep(claim, desk.shelves.freeName(claim.path()));

        assertThat(file).isEqualTo(name);
        assertThat(Desk.files(desk.accepted)).containsExactly(name);
        assertThat(Desk.files(desk.inbox)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void anyNameCanBeRefusedTwice(String name) throws Exception {
        for (int i = 0; i < 2; i++) {
            Path refused = desk.shelves.refuse(desk.taking.claim(desk.old(name, "x")), Desk.bytes("why"));
            assertThat(refused).hasContent("x");
            assertThat(refused.resolveSibling(refused.getFileName() + ".error.json"))
                    .hasContent("why");
        }
        assertThat(Desk.files(desk.failed)).hasSize(4);
    }

    @Test
    void nothingIsOverwrittenAndTheTenThousandthNameIsFoundQuickly() throws Exception {
        int[] looks = new int[1];
        FreeNames names = new FreeNames(desk.accepted, 0);
        String free = names.find("a/cat.json", name -> {
            looks[0]++;
            String number = name.replaceAll("\\D", "");
            return number.isEmpty() || Integer.parseInt(number) <= 10_000;
        });

        assertThat(free).isEqualTo("a/cat.10001.json");
        assertThat(looks[0]).isLessThan(40);
    }

    @Test
    void aNameIsPromisedOnceEvenBeforeItIsUsed() {
        assertThat(desk.shelves.freeName("cat.json")).isEqualTo("cat.json");
        assertThat(desk.shelves.freeName("cat.json")).isEqualTo("cat.2.json");
        desk.shelves.release("cat.json");
        assertThat(desk.shelves.freeName("cat.json")).isEqualTo("cat.json");
    }

    @Test
    void aFolderAndAFileMayWantTheSameName() throws Exception {
        keep("cat.json");
        assertThat(keep("cat.json/a.json")).isEqualTo("cat.2.json/a.json");
        keep("dog.json/a.json");
        Files.delete(desk.inbox.resolve("dog.json"));
        assertThat(keep("dog.json")).isEqualTo("dog.2.json");
    }

    @Test
    void aFileThatSomebodyElsePutThereIsNotOverwritten() throws Exception {
        Claim claim = desk.taking.claim(desk.old("cat.json", "ours"));
        String promised = desk.shelves.freeName("cat.json");
        Files.writeString(desk.accepted.resolve("cat.json"), "theirs");

        assertThat(desk.shelves.keep(claim, promised)).isEqualTo("cat.2.json");
        assertThat(desk.accepted.resolve("cat.json")).hasContent("theirs");
        assertThat(desk.accepted.resolve("cat.2.json")).hasContent("ours");
    }

    @Test
    void keepingTwiceIsKeepingOnce() throws Exception {
        Claim claim = desk.taking.claim(desk.old("cat.json", "x"));
        desk.shelves.keep(claim, "cat.json");

        assertThat(desk.shelves.keep(claim, "cat.json")).isEqualTo("cat.json");
        assertThat(Desk.files(desk.accepted)).containsExactly("cat.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../cat.json", "a/../../cat.json", "/tmp/cat.json", "", "."})
    void aRecordedNameThatLeadsOutsideIsRefused(String file) throws Exception {
        Claim claim = desk.taking.claim(desk.old("cat.json", "x"));

        assertThatThrownBy(() -> desk.shelves.keep(claim, file)).isInstanceOf(IllegalArgumentException.class);
        assertThat(claim.taken()).exists();
    }

    @Test
    void aRefusedFileLiesBesideItsReasonAndAnOlderOneStays() throws Exception {
        desk.shelves.refuse(desk.taking.claim(desk.old("shoot/cat.json", "one")), Desk.bytes("why one"));
        desk.shelves.refuse(desk.taking.claim(desk.old("shoot/cat.json", "two")), Desk.bytes("why two"));

        assertThat(Desk.files(desk.failed))
                .containsExactly(
                        "shoot/cat.2.json",
                        "shoot/cat.2.json.error.json",
                        "shoot/cat.json",
                        "shoot/cat.json.error.json");
        assertThat(desk.failed.resolve("shoot/cat.json")).hasContent("one");
        assertThat(desk.failed.resolve("shoot/cat.2.json.error.json")).hasContent("why two");
    }

    @Test
    void anOldReasonWhoseFileWentBackIsReplaced() throws Exception {
        Path refused = desk.shelves.refuse(desk.taking.claim(desk.old("cat.json", "one")), Desk.bytes("why one"));
        Path again = Files.move(refused, desk.inbox.resolve("cat.json"));
        desk.shelves.refuse(desk.taking.claim(again), Desk.bytes("why two"));

        assertThat(Desk.files(desk.failed)).containsExactly("cat.json", "cat.json.error.json");
        assertThat(desk.failed.resolve("cat.json.error.json")).hasContent("why two");
    }

    @Test
    void acrossFileSystemsTheFileIsCopiedWholeAndTheOriginalRemoved() throws Exception {
        for (IOException border : List.of(
                new AtomicMoveNotSupportedException("a", "b", "Invalid cross-device link"),
                new FileSystemException("a", "b", "Operation not supported"))) {
            String name = border.getClass().getSimpleName() + ".json";
            Claim claim = desk.taking.claim(desk.old("x/" + name, "whole"));
            desk.obstacle = borderAround(desk.inbox, border);

            assertThat(desk.shelves.keep(claim, desk.shelves.freeName(claim.path())))
                    .isEqualTo("x/" + name);
            assertThat(desk.accepted.resolve("x/" + name)).hasContent("whole");
            assertThat(Desk.files(desk.inbox)).isEmpty();
            desk.obstacle = (from, to) -> {};
        }
        assertThat(Desk.files(desk.accepted)).hasSize(2);
    }

    @Test
    void betweenTwoRealFileSystemsItIsTheSame() throws Exception {
        Path memory = Path.of("/dev/shm");
        assumeThat(Files.isWritable(memory) && !Files.getFileStore(memory).equals(Files.getFileStore(home)))
                .isTrue();
        Path other = Files.createTempDirectory(memory, "lumadrop");
        try {
            Claim kept = desk.taking.claim(desk.old("x/a.json", "kept"));
            Claim refused = desk.taking.claim(desk.old("x/b.json", "refused"));
            Shelves far =
                    new Shelves(other.resolve("accepted"), other.resolve("failed"), desk.area, new Mover(Access.OWNER));
            far.keep(kept, far.freeName(kept.path()));
            far.refuse(refused, Desk.bytes("why"));

            assertThat(Desk.files(other))
                    .containsExactly("accepted/x/a.json", "failed/x/b.json", "failed/x/b.json.error.json");
            assertThat(other.resolve("accepted/x/a.json")).hasContent("kept");
            assertThat(Desk.files(desk.inbox)).isEmpty();
        } finally {
            try (Stream<Path> all = Files.walk(other)) {
                all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
            }
        }
    }

    @Test
    void acrossFileSystemsARefusedFileTakesItsReasonAlong() throws Exception {
        Claim claim = desk.taking.claim(desk.old("x/a.json", "whole"));
        desk.obstacle = borderAround(desk.inbox, new AtomicMoveNotSupportedException("a", "b", "cross-device"));
        desk.shelves.refuse(claim, Desk.bytes("why"));

        assertThat(Desk.files(desk.failed)).containsExactly("x/a.json", "x/a.json.error.json");
        assertThat(Desk.files(desk.inbox)).isEmpty();
    }

    @Test
    void aMoveThatFailsKeepsTheClaimAndCanBeRepeated() throws Exception {
        Claim claim = desk.taking.claim(desk.old("a.json", "x"));
        String file = desk.shelves.freeName("a.json");
        desk.obstacle = borderAround(desk.inbox, new AtomicMoveNotSupportedException("a", "b", "cross-device"));
        Files.delete(desk.accepted);
        Files.writeString(desk.accepted, "in the way");

        assertThatThrownBy(() -> desk.shelves.keep(claim, file)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> desk.taking.claim(desk.old("a.json", "next")))
                .as("the next file of that name waits")
                .isInstanceOf(NotTaken.class);
        Files.delete(desk.accepted);
        assertThat(desk.shelves.keep(claim, file)).isEqualTo("a.json");
        assertThat(desk.accepted.resolve("a.json")).hasContent("x");
    }

    private String keep(String path) throws Exception {
        Claim claim = desk.taking.claim(desk.old(path, "x"));
        return desk.shelves.keep(claim, desk.shelves.freeName(claim.path()));
    }

    /** No rename crosses the border of this folder. */
    static Mover.Rename borderAround(Path folder, IOException trouble) {
        return (from, to) -> {
            if (from.startsWith(folder) != to.startsWith(folder)) {
                throw trouble;
            }
        };
    }
}
