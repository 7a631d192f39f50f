package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad drop while {@code failed/} cannot be written. */
class RefusalFlowTest {
    @TempDir
    Path root;

    @Test
    void aBadDropIsRefusedAsSoonAsThatIsPossibleAndSaidOnce() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            // For root, no permission is missing: a file where the folder was is the nearest thing.
            Path away = Files.move(home.failed(), root.resolve("failed.away"));
            Files.writeString(home.failed(), "in the way");
            home.drop("bad.json", "{\"promt\": \"x\"}");
            eventually(() -> assertThat(home.logged(Level.WARN))
                    .anyMatch(line -> line.contains("cannot be moved out of the inbox")));
            assertThat(home.logged(Level.WARN)).noneMatch(line -> line.contains("Rollback"));

            Files.delete(home.failed());
            Files.move(away, home.failed());
            assertThat(home.problem("bad.json").at("/errors/0/hint").asText()).contains("'prompt'");
            eventually(() -> assertThat(home.failed().resolve("bad.json")).exists());
            home.awaitIdle();
            assertThat(home.inbox().resolve(".lumadrop/taking/bad.json")).doesNotExist();
            assertThat(home.logged(Level.WARN))
                    .filteredOn(line -> line.contains("cannot be moved out of the inbox"))
                    .hasSize(1);
            assertThat(home.flow().outcomes().refusedDrops()).isEqualTo(1);
        }
    }
}
