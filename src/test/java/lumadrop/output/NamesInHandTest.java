package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesInHandTest {
    private static final List<NamedAsk> ONE = List.of(new NamedAsk("tom", 1, 1, Samples.ask("A cat")));

    @Test
    void twoDropsTakenBeforeEitherIsCommittedDoNotShareAFolder() {
        Set<String> ledger = new HashSet<>();
        NamesInHand hand = new NamesInHand(path -> ledger.contains(OutputNames.key(path)));
        DropNames first = hand.give(naming("daily.json", "{drop}"), ONE);
        DropNames second = hand.give(naming("Daily.json", "{drop}"), ONE);
        assertThat(first.folder()).isEqualTo("daily");
        assertThat(second.folder()).isEqualTo("Daily.2");

        ledger.add("daily");
        hand.release(first);
        hand.release(second);
        assertThat(hand.give(naming("daily.json", "{drop}"), ONE).folder()).isEqualTo("daily.2");
    }

    @Test
    void inASharedFolderTheOutputsAreRememberedToo() {
        NamesInHand hand = new NamesInHand(path -> false);
        hand.give(naming("a.json", "all"), ONE);
        assertThat(hand.give(naming("b.json", "all"), ONE).jobs()).containsExactly(new JobName("tom", "all/tom.2"));
    }

    /** What this process cannot write must not be asked of the disk either, and two names may become one. */
    @Test
    void whereOnlyAsciiCanBeWrittenPathsAreOfIt() {
        NamesInHand hand = new NamesInHand(path -> !path.matches("\\p{ASCII}*"), true);
        DropNames first = hand.give(naming("caf\u00e9.json", "all/{drop}"), ONE);
        DropNames second = hand.give(naming("cafe.json", "all/{drop}"), ONE);
        assertThat(first.folder()).isEqualTo("all/cafe");
        assertThat(second.folder()).isEqualTo("all/cafe.2");
    }

    @Test
    void aFolderWithAFileInItIsTaken(@TempDir Path output) throws IOException {
        Files.writeString(Files.createDirectories(output.resolve("shoot/cat")).resolve("manifest.json"), "{}");
        TakenOnDisk disk = new TakenOnDisk(output);
        assertThat(disk.test("shoot/cat")).isTrue();
        assertThat(disk.test("shoot/dog")).isFalse();
        assertThat(disk.test("shoot")).as("only on the way to a drop's folder").isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tom", "tom.png", "tom.jpg", "tom-1.png"})
    void anOutputWithAPictureThereIsTaken(String file, @TempDir Path output) throws IOException {
        Files.writeString(output.resolve(file), "x");
        assertThat(new TakenOnDisk(output).test("tom")).isTrue();
        assertThat(new TakenOnDisk(output).test("to")).isFalse();
    }

    private static Naming naming(String path, String folder) {
        return new Naming(
                path, Samples.START, ZoneOffset.UTC, NameTemplate.parse(folder), NameTemplate.parse("{name}"));
    }
}
