package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UntakenTest {
    @TempDir
    Path inbox;

    @Test
    void whatAStartWouldTakeIsCountedAndNothingElse() throws IOException {
        for (String file : List.of(
                "a.json",
                "sub/B.JSONL",
                ".lumadrop/taking/claimed.json",
                "a.json.error.json",
                "notes.txt",
                ".hidden.json",
                ".git/c.json",
                "half.part")) {
            Path path = inbox.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "{}");
        }
        Files.createSymbolicLink(inbox.resolve("link.json"), inbox.resolve("a.json"));
        assertThat(new Untaken(inbox, new Litter(List.of("*.part"))).count()).isEqualTo(3);
        assertThat(new Untaken(inbox.resolve("none"), new Litter(List.of())).count())
                .isZero();
    }
}
