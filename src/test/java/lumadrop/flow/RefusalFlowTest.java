package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad drop while {@code failed/} cannot be written. */
class RefusalFlowTest {
    @TempDir
    Path root;

    @Test
    void aBadDropIsRefusedAsSoonAsThatIsPossibleAndSaidOnce() throws Exception {
        Path below = root.resolve("failed/below");
        try (Mount mount = Mount.over(below, "1m");
                HomeAtWork home = HomeAtWork.in(root).started()) {
            mount.readOnly(true);
            home.drop("below/bad.json", "{\"promt\": \"x\"}");
            eventually(() -> assertThat(home.logged(Level.WARN))
                    .anyMatch(line -> line.contains("cannot be moved out of the inbox")));
            assertThat(home.logged(Level.WARN)).noneMatch(line -> line.contains("Rollback"));

            mount.readOnly(false);
            assertThat(home.problem("below/bad.json").at("/errors/0/hint").asText())
                    .contains("'prompt'");
            eventually(() -> assertThat(home.failed().resolve("below/bad.json")).exists());
            home.awaitIdle();
            assertThat(home.inbox().resolve(".lumadrop/taking/below/bad.json")).doesNotExist();
            assertThat(home.logged(Level.WARN))
                    .filteredOn(line -> line.contains("cannot be moved out of the inbox"))
                    .hasSize(1);
            assertThat(home.flow().outcomes().refusedDrops()).isEqualTo(1);
        }
    }
}
