package lumadrop.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereTheFileSystemCanSaySo() {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
    }

    @Test
    void whatIsMadeIsItsOwnersToRead() throws IOException {
        Access.OWNER.makeFolders(folder.resolve("a/b"));
        Access.OWNER.makeFolder(folder.resolve("c"));
        Access.OWNER.create(folder.resolve("d")).close();
        Access.OWNER.write(folder.resolve("e"), new byte[] {1, 2});
        assertThat(modes("a")).isEqualTo(modes("a/b")).isEqualTo(modes("c")).isEqualTo("rwx------");
        assertThat(modes("d")).isEqualTo(modes("e")).isEqualTo("rw-------");
    }

    @Test
    void orAsAnyProgramMakesIt() throws IOException {
        String file =
                modes(Files.createFile(folder.resolve("plain")).getFileName().toString());
        String below = modes(
                Files.createDirectory(folder.resolve("folder")).getFileName().toString());
        Access.UMASK.makeFolders(folder.resolve("a/b"));
        Access.UMASK.create(folder.resolve("d")).close();
        assertThat(modes("a")).isEqualTo(modes("a/b")).isEqualTo(below);
        assertThat(modes("d")).isEqualTo(file);
    }

    @Test
    void whatIsThereKeepsItsRightsAndIsWrittenAnew() throws IOException {
        Path there = Files.writeString(folder.resolve("there"), "a longer text");
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-r-----"));
        Access.OWNER.write(there, new byte[] {'x'});
        assertThat(there).hasContent("x");
        assertThat(modes("there")).isEqualTo("rw-r-----");
        assertThatThrownBy(() -> Access.OWNER.create(there)).isInstanceOf(FileAlreadyExistsException.class);
    }

    private String modes(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }
}
