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
        return Lumadrop.commandLine("").setOut(out).setErr(out).execute(all);
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

    /** The upstream says success: most likely it has been paid for, and the picture may be named by now. */
    @Test
    void aSuccessThatNamedNoPictureIsAskedAfterFirst() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("poll.interval", "100ms").started()) {
            home.drop("late.json", "{\"prompt\": \"late #sandbox:no-media-first*5\"}");
            Job failed = home.job("late", JobState.FAILED);
            home.manifest("late");
            assertThat(verb("retry", failed.id())).isZero();
            assertThat(said.toString()).contains("is asked after");
            eventually(
                    () -> assertThat(home.manifest("late").at("/jobs/0/status").asText())
                            .isEqualTo("done"));
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

    /** A ledger that was restored does not know that the job had failed since the backup. */
    @Test
    void anErrorFileOfAJobFromBeforeTheStartIsClearedWhateverTheLedgerKnows() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("poll.interval", "3s")
                .with("poll.learn", "false")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(1)))
                .started()) {
            home.drop("old.json", "{\"prompt\": \"old\"}");
            String id = home.job("old", JobState.IN_FLIGHT).id();
            home.stop();
            Path stale = home.failed().resolve("old/old.error.json");
            Files.createDirectories(stale.getParent());
            Files.writeString(stale, "{\"job\": \"" + id + "\"}");
            home.start();
            assertThat(home.only("old").path("status").asText()).isEqualTo("done");
            assertThat(stale).doesNotExist();
        }
    }

    @Test
    void onlyTheFailedJobsOfADropAreTriedAgainAndOfThemOnlyThoseOfAClass() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("on-unknown-submit", "hold").started()) {
            home.drop("mixed.json", """
                    [{"prompt": "good"}, {"prompt": "bad #sandbox:submit-400*1"}, {"prompt": "worse #sandbox:failed"},
                     {"prompt": "held #sandbox:submit-502"}]""");
            home.manifest("mixed", manifest -> true);
            int posts = home.saw("posts");
            assertThat(verb("retry", "--drop", "mixed.json", "--failed", "--class", "invalidd"))
                    .isEqualTo(2);
            assertThat(said.toString()).contains("did you mean 'invalid'?");
            assertThat(verb("retry", "--drop", "mixed.json", "--failed", "--class", "invalid"))
                    .isZero();
            home.manifest(
                    "mixed", manifest -> manifest.at("/jobs/1/status").asText().equals("done"));
            assertThat(home.saw("posts")).isEqualTo(posts + 1);
            assertThat(verb("retry", "--drop", "mixed.json", "--failed")).isZero();
            eventually(() -> assertThat(home.saw("posts")).isEqualTo(posts + 2));
            home.awaitStates("mixed", JobState.DONE, JobState.FAILED, JobState.HELD);
            assertThat(verb("cancel", home.jobs("mixed").get(2).id())).isEqualTo(3);
            assertThat(verb("retry")).isEqualTo(2);
        }
    }

    @Test
    void failedJsonlIsADropOfOnlyTheFailedJobsAndGoesWhenNothingFailedAnyMore() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("on-unknown-submit", "hold").started()) {
            home.drop("mixed.json", """
                    {"defaults": {"metadata": {"client": "Ahab"}, "aspect_ratio": "3:2"},
                     "jobs": [{"prompt": "good"}, {"prompt": "given up #sandbox:submit-502"},
                              {"prompt": "a dog #sandbox:submit-400*2", "custom_id": "one", "name": "tile", "count": 2}]}""");
            home.manifest("mixed", manifest -> true);
            assertThat(verb("cancel", home.jobs("mixed").get(1).id())).isZero();
            home.manifest("mixed");
            Path failed = home.output().resolve("mixed/failed.jsonl");
            String text = Files.readString(failed);
            assertThat(text.lines()).hasSize(1);
            JsonNode line = HomeAtWork.JSON.readTree(text);
            assertThat(line.path("prompt").asText()).isEqualTo("a dog #sandbox:submit-400*2");
            assertThat(line.path("count").asInt()).isEqualTo(2);
            assertThat(line.path("custom_id").asText()).isEqualTo("one");
            assertThat(line.path("aspect_ratio").asText()).isEqualTo("3:2");
            assertThat(line.at("/metadata/client").asText()).isEqualTo("Ahab");
            assertThat(line.path("failed").findValuesAsText("job"))
                    .containsExactly(
                            home.jobs("mixed").get(2).id(),
                            home.jobs("mixed").get(3).id());
            assertThat(line.at("/failed/0/class").asText()).isEqualTo("invalid");
            assertThat(line.at("/failed/0/reason").asText()).isNotEmpty();

            home.drop("failed.jsonl", text);
            JsonNode again = home.manifest("failed");
            assertThat(again.at("/summary/by_status/done").asInt()).isEqualTo(2);
            assertThat(again.at("/drop/same_as").isNull()).isTrue();
            assertThat(home.output().resolve("failed/drop-failed.jsonl")).hasContent(text.strip());
            assertThat(home.output().resolve("failed/failed.jsonl")).doesNotExist();

            assertThat(verb("retry", "--drop", "mixed", "--failed")).isZero();
            home.manifest(
                    "mixed", manifest -> manifest.at("/summary/by_status/done").asInt() == 3);
            eventually(() -> assertThat(failed).doesNotExist());
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
