package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import lumadrop.cli.Lumadrop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.sandbox.Oddity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases from the field about paid queues, acted out. */
class PaidQueueCasesTest {
    @TempDir
    Path root;

    private final MovableTime time = new MovableTime();
    private final StringWriter said = new StringWriter();

    private int verb(String name, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = name;
        all[1] = "--home";
        all[2] = root.toString();
        System.arraycopy(words, 0, all, 3, words.length);
        PrintWriter out = new PrintWriter(said, true);
        return Lumadrop.commandLine("").setOut(out).setErr(out).execute(all);
    }

    /** What leaves the socket is counted where it arrives, not where it is called. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "submit-reset*1",
                "submit-reset-accepted",
                "submit-hang-up*1",
                "submit-503*1",
                "submit-503-capacity*1",
                "submit-503-retry-after*1",
                "submit-not-json*1",
                "submit-not-json-accepted",
                "submit-no-id-accepted",
                "submit-redirect*1",
                "submit-429-seconds*1"
            })
    void g07TheServerCountsAsManyPostsAsTheLedgerCountsAttempts(String oddity) throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).by(time).with("deadline", "30d").started()) {
            home.drop("job.json", "{\"prompt\": \"job #sandbox:" + oddity + "\"}");
            eventually(() -> {
                time.pass(Duration.ofMillis(500)); // a redirect is waited for as a trouble of the account's
                assertThat(home.jobs("job"))
                        .singleElement()
                        .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.DONE));
            });
            int attempts = home.jobs("job").get(0).attempts();
            assertThat(home.saw("posts")).isEqualTo(attempts).isEqualTo(oddity.endsWith("accepted") ? 1 : 2);
        }
    }

    /** A pooled connection that the server has closed meanwhile. */
    @Test
    void g07AServerThatClosesIdleConnectionsGetsEachPostOnce() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.upstream().order(Oddity.CLOSES_IDLE);
            for (int i = 1; i <= 5; i++) {
                home.drop("job" + i + ".json", "{\"prompt\": \"job " + i + "\"}");
                assertThat(home.only("job" + i).path("status").asText()).isEqualTo("done");
                assertThat(home.jobs("job" + i).get(0).attempts()).isEqualTo(1);
            }
            assertThat(home.saw("posts")).isEqualTo(5);
        }
    }

    /** The deadline is set to 20 s, the generation takes 30 s. */
    @Test
    void g08WhatIsPaidIsAskedForFirstAndOnlyWhatHasEndedIsSubmittedAgain() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .by(time)
                .with("deadline", "20s")
                .with("poll.overdue-interval", "1h")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(30)))
                .started()) {
            home.drop("late.json", "{\"prompt\": \"late\"}");
            String request = home.job("late", JobState.IN_FLIGHT).request().id();
            time.pass(Duration.ofSeconds(21));
            Job overdue = home.job("late", JobState.OVERDUE);
            assertThat(overdue.reason().text()).contains("past its deadline", request, "may still finish");

            assertThat(verb("retry", overdue.id())).isZero();
            assertThat(said.toString()).contains("request " + request + " is asked after");
            time.pass(Duration.ofSeconds(10));
            JsonNode job = home.only("late");
            assertThat(job.path("status").asText()).isEqualTo("done");
            assertThat(job.path("request_id").asText()).isEqualTo(request);
            assertThat(home.saw("posts")).isEqualTo(1);

            home.drop("ended.json", "{\"prompt\": \"ended #sandbox:failed\"}");
            home.job("ended", JobState.IN_FLIGHT);
            time.pass(Duration.ofSeconds(31));
            assertThat(home.only("ended").path("status").asText()).isEqualTo("failed");
            assertThat(verb("retry", "ended.json")).isZero();
            eventually(() -> assertThat(home.saw("posts")).isEqualTo(3));
        }
    }
}
