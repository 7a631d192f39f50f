package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.ReasonClass;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Step;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup that was put back: what was submitted and paid for since is not submitted again by itself. */
class OlderLedgerFlowTest {
    private enum Since {
        STOPPED,
        /** The copy was made while lumadrop ran: to the next start it looks like a process that was killed. */
        RUNNING,
        LOG_MOVED_AWAY
    }

    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource
    void whatTheLogShowsDoneIsHeldUntilAPersonPaysAgain(Since since) throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("max-in-flight", "1")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(500)))
                .started()) {
            home.drop("two.json", "{\"prompt\": \"two\", \"count\": 2}");
            eventually(() -> assertThat(home.jobs("two"))
                    .extracting(Job::state)
                    .containsExactly(JobState.IN_FLIGHT, JobState.ACCEPTED));
            Path backup = root.resolve("backup");
            if (since == Since.RUNNING) {
                home.ledger().backup(backup);
            } else {
                home.stop();
                Files.copy(root.resolve("data/lumadrop.db"), backup);
                home.start();
            }
            home.manifest("two");
            eventually(() -> assertThat(home.told()).hasSize(2));
            home.stop();
            restore(backup);
            if (since == Since.LOG_MOVED_AWAY) {
                Files.move(
                        home.output().resolve("manifest.jsonl"), home.output().resolve("manifest.jsonl.1"));
            }

            home.start();
            home.awaitStates("two", JobState.DONE, JobState.HELD);
            home.awaitIdle();
            Job held = home.jobs("two").get(1);
            assertThat(held.state()).isEqualTo(JobState.HELD);
            assertThat(held.reason().reasonClass()).isEqualTo(ReasonClass.UNKNOWN_SUBMIT);
            assertThat(held.reason().text())
                    .contains("manifest.jsonl shows it done", "older", "retry --pay-again " + held.id(), "cancel ");
            assertThat(home.logged(Level.WARN))
                    .anyMatch(
                            line -> line.contains("the ledger is older than manifest.jsonl") && line.contains("1 job"));
            assertThat(home.saw("posts")).isEqualTo(2);

            home.stop();
            payAgain(home, held.id());
            home.start();
            home.awaitStates("two", JobState.DONE);
            assertThat(home.saw("posts")).isEqualTo(3);
        }
    }

    private void restore(Path backup) throws IOException {
        Path ledger = root.resolve("data/lumadrop.db");
        Files.copy(backup, ledger, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(Path.of(ledger + "-wal"));
        Files.deleteIfExists(Path.of(ledger + "-shm"));
    }

    /** As {@code retry --pay-again} does, while lumadrop does not run. */
    private static void payAgain(HomeAtWork home, String id) {
        try (Ledger ledger = home.openLedger(Clock.systemUTC())) {
            Job job = ledger.job(id).orElseThrow();
            Job next = job.withReason(null).with(JobState.ACCEPTED, job.changedAt());
            assertThat(ledger.byHand(Step.to(job, next, List.of()))).isPresent();
        }
    }
}
