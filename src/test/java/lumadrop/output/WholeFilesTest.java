package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFilesTest {
    @TempDir
    Path home;

    private WholeFiles files;

    @BeforeEach
    void make() throws IOException {
        files = WholeFiles.make(home.resolve("output"), true);
    }

    @Test
    void aFileAppearsOnlyWhenItIsWhole() throws IOException {
        Path place = files.place("a/b/x.json");
        files.write("a/b/x.json", file -> {
            file.write(ByteBuffer.wrap(new byte[] {'1'}));
            assertThat(place).doesNotExist();
        });
        assertThat(place).hasContent("1");
        assertThat(files.root().resolve(WholeFiles.PARTS)).isEmptyDirectory();
    }

    @Test
    void whatCannotBeWrittenLeavesTheOldFileAndNoTrace() throws IOException {
        files.write("x.json", file -> file.write(ByteBuffer.wrap(new byte[] {'1'})));
        assertThatThrownBy(() -> files.write("x.json", file -> {
                    file.write(ByteBuffer.wrap(new byte[] {'2'}));
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(files.place("x.json")).hasContent("1");
        assertThat(files.root().resolve(WholeFiles.PARTS)).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/etc/x", "", ".", "a/..", "a\0b"})
    void aPathThatLeadsOutIsRefused(String path) {
        assertThatThrownBy(() -> files.place(path)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsWrittenIntoTheEmptyMountPointOfAShareThatWentAway() throws IOException {
        Path there = home.resolve("away");
        Files.move(files.root(), there);
        Files.createDirectory(files.root());
        assertThatThrownBy(() -> files.write("a/x.json", file -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mounted");
        assertThat(files.root()).isEmptyDirectory();

        Files.delete(files.root());
        Files.move(there, files.root());
        files.write("a/x.json", file -> {});
        assertThat(files.place("a/x.json")).exists();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void othersCannotReadAFile() throws IOException {
        Path file = files.write("x.json", channel -> {});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }
}
