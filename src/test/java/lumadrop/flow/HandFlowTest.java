package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import lumadrop.cli.Lumadrop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.pace.SteadyClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person decides with retry and cancel, while the flow runs, and what the manifests say then. */
class HandFlowTest {
    @TempDir
    Path root;

    private final StringWriter said = new StringWriter();

    private int verb(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = words[0];
        all[1] = "--home";
        all[2] = root.toString();
        System.arraycopy(words, 1, all, 3, words.length - 1);
        PrintWriter out = new PrintWriter(said, true);
        return new CommandLine(new Lumadrop()).setOut(out).setErr(out).execute(all);
    }

    @Test
    void aHeldJobIsCancelledAndItsManifestWrittenAnew() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("on-unknown-submit", "hold").started()) {
            home.drop("held.json", "{\"prompt\": \"held #sandbox:submit-502\"}");
            Job held = home.job("held", JobState.HELD);
            assertThat(home.manifest("held", manifest -> true).path("complete").asBoolean())
                    .isFalse();
            assertThat(verb("cancel", held.id())).isZero();
            JsonNode job = home.only("held");
            assertThat(job.path("status").asText()).isEqualTo("failed");
            assertThat(job.at("/reason/class").asText()).isEqualTo("cancelled");
            eventually(() -> assertThat(home.told()).hasSize(1));
            assertThat(home.problem("held/held").path("reason").asText()).isEqualTo("cancelled");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    @Test
    void aHeldJobIsSentAgainOnlyByTheOneWhoAcceptsToPayTwice() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("on-unknown-submit", "hold").started()) {
            home.drop("held.json", "{\"prompt\": \"held #sandbox:submit-502*1\"}");
            Job held = home.job("held", JobState.HELD);
            home.manifest("held", manifest -> true);
            assertThat(verb("retry", held.id())).isEqualTo(3);
            assertThat(said.toString()).contains("--pay-again");
            assertThat(home.saw("posts")).isEqualTo(1);
            assertThat(verb("retry", "--pay-again", held.id())).isZero();
            assertThat(home.only("held").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(2);
            eventually(() ->
                    assertThat(home.failed().resolve("held/held.error.json")).doesNotExist());
            assertThat(home.told()).hasSize(1);
        }
    }

    @Test
    void aFailedJobIsTriedAgainAndItsManifestWrittenAnew() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("bad.json", "{\"prompt\": \"bad #sandbox:submit-400*1\"}");
            assertThat(home.only("bad").path("status").asText()).isEqualTo("failed");
            assertThat(verb("retry", "bad.json")).isZero();
            JsonNode manifest = home.manifest(
                    "bad", written -> written.at("/jobs/0/status").asText().equals("done"));
            assertThat(manifest.path("complete").asBoolean()).isTrue();
            assertThat(home.jobs("bad").get(0).attempts()).isEqualTo(2);
            eventually(() -> assertThat(Files.exists(home.failed().resolve("bad/bad.error.json")))
                    .isFalse());
        }
    }

    /** The generation takes longer than the deadline: retry asks after what is paid for, and adopts its picture. */
    @Test
    void anOverdueJobsRetryAdoptsThePictureOfItsRequest() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = HomeAtWork.in(root)
                .by(time)
                .with("deadline", "20s")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(30)))
                .started()) {
            home.drop("late.json", "{\"prompt\": \"late\"}");
            Job inFlight = home.job("late", JobState.IN_FLIGHT);
            time.pass(Duration.ofSeconds(21));
            Job overdue = home.job("late", JobState.OVERDUE);
            assertThat(verb("retry", overdue.id())).isZero();
            assertThat(said.toString()).contains(inFlight.request().id());
            time.pass(Duration.ofSeconds(10));
            assertThat(home.only("late").path("request_id").asText())
                    .isEqualTo(inFlight.request().id());
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    /** Whoever types has another clock than the flow, which may have been set an hour ahead since the flow began. */
    @Test
    void aRetryTakesEffectAtOnceAlsoWhenTheTwoClocksDiffer() throws Exception {
        SteadyClock behind = new SteadyClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(-1)), System::nanoTime);
        try (HomeAtWork home = HomeAtWork.in(root).by(behind).started()) {
            home.drop("bad.json", "{\"prompt\": \"bad #sandbox:submit-400*1\"}");
            assertThat(home.only("bad").path("status").asText()).isEqualTo("failed");
            assertThat(verb("retry", "bad.json")).isZero();
            home.manifest(
                    "bad", written -> written.at("/jobs/0/status").asText().equals("done"));
        }
    }

    /** Giving a job up does not tell whether its submit arrived. */
    @Test
    void aJobThatWasCancelledWhileItsSubmitWasUncertainIsNotSentAgainWithoutAWord() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("on-unknown-submit", "hold").started()) {
            home.drop("held.json", "{\"prompt\": \"held #sandbox:submit-502-accepted\"}");
            Job held = home.job("held", JobState.HELD);
            assertThat(verb("cancel", held.id())).isZero();
            home.job("held", JobState.FAILED);
            assertThat(verb("retry", held.id())).isEqualTo(3);
            assertThat(said.toString()).contains("may have been paid for already", "--pay-again");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    @Test
    void aJobThatIsJustBeingLookedUpIsSentAgainOnlyByTheOneWhoAcceptsToPayTwice() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("reconcile.absent-after", "1d").started()) {
            home.drop("lost.json", "{\"prompt\": \"lost #sandbox:submit-502*1\"}");
            Job unknown = home.job("lost", JobState.UNKNOWN);
            assertThat(verb("retry", unknown.id())).isEqualTo(3);
            assertThat(said.toString()).contains("may have been paid for already", "--pay-again", "being looked up");
            assertThat(home.saw("posts")).isEqualTo(1);
            assertThat(verb("retry", "--pay-again", unknown.id())).isZero();
            assertThat(home.only("lost").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }
}
