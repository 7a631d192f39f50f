package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A path is understood as it was printed, and as a shell has completed it. */
class HomeTest {
    @TempDir
    Path folder;

    private Path root;
    private Home home;

    @BeforeEach
    void make() throws IOException {
        root = folder.resolve("home");
        home = new Home(root, root.resolve("data"));
        file("output/winter/a.png");
        file("failed/winter/b.error.json");
        file("accepted/winter.json");
        file("data/lumadrop.db");
    }

    private void file(String name) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"output/winter", "output/winter/a.png", "failed/winter/b.error.json", "accepted/winter.json"})
    void aPathIsPrintedAlikeHoweverItIsGiven(String printed) throws IOException {
        Path there = root.resolve(printed);
        Path here = Path.of("").toAbsolutePath();
        assertThat(home.printed(there.toString())).isEqualTo(printed);
        assertThat(home.printed(there + "/")).isEqualTo(printed);
        assertThat(home.printed(here.relativize(there.toAbsolutePath()).toString()))
                .isEqualTo(printed);
        assertThat(home.printed(root.resolve("output/../" + printed).toString()))
                .isEqualTo(printed);
        assertThat(home.printed(printed)).isEqualTo(printed);
        Path link = Files.createSymbolicLink(folder.resolve("link"), root);
        assertThat(home.printed(link.resolve(printed).toString())).isEqualTo(printed);
        assertThat(new Home(link, link.resolve("data")).printed(there.toString()))
                .isEqualTo(printed);
    }

    @Test
    void whatLiesElsewhereOrNowhereIsLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve("other.png"), "");
        Files.createSymbolicLink(root.resolve("output/out.png"), folder.resolve("other.png"));
        for (String name :
                new String[] {"output/gone.png", "output", "output/out.png", "data/lumadrop.db", "../other.png"}) {
            String word = root.resolve(name).toString();
            assertThat(home.printed(word)).isEqualTo(word);
        }
        for (String word : new String[] {"", " ", ".", "1m88afkk6dng-2", "winter.json", "a\0b"}) {
            assertThat(home.printed(word)).isEqualTo(word);
        }
    }
}
