package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import lumadrop.job.JobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad drop while {@code failed/} cannot be written. */
class RefusalFlowTest {
    @TempDir
    Path root;

    @Test
    void aBadDropWaitsInTheInboxUntilItCanBeRefusedAndIsSaidOnce() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            // For root, no permission is missing: a file where the folder was is the nearest thing.
            Path away = Files.move(home.failed(), root.resolve("failed.away"));
            Files.writeString(home.failed(), "in the way");
            home.drop("bad.json", "{\"promt\": \"x\"}");
            eventually(() -> assertThat(home.logged(Level.WARN)).anyMatch(line -> line.contains("to be refused")));
            eventually(() -> assertThat(home.flow().gate().waiting())
                    .singleElement()
                    .satisfies(waiting -> {
                        assertThat(waiting.path()).isEqualTo("bad.json");
                        assertThat(waiting.why()).contains("breaks a rule", "failed/");
                    }));
            assertThat(home.inbox().resolve("bad.json")).exists();
            assertThat(home.flow().isIdle()).isFalse();
            // Others are not held up, and by the time they are done the inbox was looked at many times.
            home.drop("good.json", "{\"prompt\": \"good\"}");
            home.job("good", JobState.DONE);
            assertThat(home.logged(Level.WARN))
                    .filteredOn(line -> line.contains("to be refused"))
                    .hasSize(1);
            assertThat(home.logged(Level.WARN)).noneMatch(line -> line.contains("Rollback"));

            Files.delete(home.failed());
            Files.move(away, home.failed());
            assertThat(home.problem("bad.json").at("/errors/0/hint").asText()).contains("'prompt'");
            eventually(() -> assertThat(home.failed().resolve("bad.json")).exists());
            home.awaitIdle();
            assertThat(home.inbox().resolve("bad.json")).doesNotExist();
            assertThat(home.flow().outcomes().refusedDrops()).isEqualTo(1);
        }
    }
}
