package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lumadrop.job.Drop;
import lumadrop.text.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DropCopyTest {
    @TempDir
    Path home;

    private DropCopy copies;
    private Path source;

    @BeforeEach
    void make() throws IOException {
        copies = new DropCopy(WholeFiles.make(home.resolve("output"), false));
        source = Files.writeString(home.resolve("source"), "{\"prompt\": \"a cat\"}");
    }

    @Test
    void theDropStandsBesideItsPicturesUnderItsOwnName() throws IOException {
        assertThat(put("shoot/Cat 1.JSON")).isEqualTo("d/Cat 1.JSON").satisfies(this::holdsTheDrop);
        assertThat(put("🐈".repeat(62) + ".jsonl")).isEqualTo("d/" + "🐈".repeat(50) + ".jsonl");
        assertThat(put("con.json")).isEqualTo("d/_con.json");
        assertThat(put("a\u202eb:c.json")).isEqualTo("d/ab_c.json");
    }

    @Test
    void aDropCalledManifestMakesRoomForTheManifest() throws IOException {
        assertThat(put("manifest.json")).isEqualTo("d/drop-manifest.json");
        assertThat(put("Manifest.JSON")).isEqualTo("d/drop-manifest.json");
        assertThat(put("manifest.jsonl")).isEqualTo("d/manifest.jsonl");
    }

    @Test
    void repeatingItAfterACrashChangesNothing() throws IOException {
        assertThat(put("cat.json")).isEqualTo(put("cat.json"));
        assertThat(home.resolve("output/d")).isDirectoryContaining("glob:**/cat.json");
        assertThat(home.resolve("output/d").toFile().list()).hasSize(1);
    }

    @Test
    void somethingElseOfThatNameIsNeverReplaced() throws IOException {
        Path other = Files.createDirectories(home.resolve("output/d")).resolve("cat.json");
        Files.writeString(other, "else");
        Files.createDirectory(other.resolveSibling("2-cat.json"));
        assertThat(put("cat.json")).isEqualTo("d/3-cat.json").satisfies(this::holdsTheDrop);
        assertThat(other).hasContent("else");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLinkInTheDropsPlaceIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link"), source);
        assertThatThrownBy(() -> copies.put(Samples.drop("cat.json", "d", 1), link))
                .isInstanceOf(IOException.class);
        assertThat(home.resolve("output/d")).doesNotExist();
    }

    @Test
    void aDropThatHasGrownIsCopiedAsItIsAndSaidOnce() throws IOException {
        byte[] taken = read();
        Drop drop = new Drop("0abc", "cat.json", "d", "cat.json", Sha256.of(taken), taken.length, Samples.START, 1);
        assertThat(copies.put(drop, source).changed()).isFalse();
        Files.delete(home.resolve("output/d/cat.json"));
        Files.writeString(source, "\n{\"prompt\": \"a dog\"}", StandardOpenOption.APPEND);
        DropCopy.Put copy = copies.put(drop, source);
        assertThat(copy.changed()).isTrue();
        assertThat(copy.place()).hasSameBinaryContentAs(source);
        assertThat(copies.put(drop, source)).isEqualTo(new DropCopy.Put(copy.place(), false));
    }

    private String put(String path) throws IOException {
        Path place = copies.put(Samples.drop(path, "d", 1), source).place();
        return home.resolve("output").toAbsolutePath().relativize(place).toString();
    }

    private void holdsTheDrop(String relative) {
        assertThat(home.resolve("output").resolve(relative)).hasContent(new String(read(), StandardCharsets.UTF_8));
    }

    private byte[] read() {
        try {
            return Files.readAllBytes(source);
        } catch (IOException bad) {
            throw new AssertionError(bad);
        }
    }
}
