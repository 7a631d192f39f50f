package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.Oddity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much at once, how often, and that nothing starves for it. */
class PaceFlowTest {
    @TempDir
    Path root;

    @Test
    void neverMoreAreInFlightThanAllowed() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("max-in-flight", "5")
                .with("submit.concurrency", "5")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(150)))
                .started()) {
            home.drop("many.json", "{\"prompt\": \"many\", \"count\": 40}");
            home.manifest("many");
            assertThat(mostInFlight(home, home.jobs("many"))).isEqualTo(5);
        }
    }

    @Test
    void neverMoreBlockThanAllowed() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("max-in-flight", "5")
                .with("submit.concurrency", "5")
                .upstream(sandbox -> sandbox.withAnswers(AnswerMode.BLOCKING).withGenerateTime(Duration.ofMillis(500)))
                .started()) {
            home.drop("many.json", "{\"prompt\": \"many\", \"count\": 20}");
            home.manifest("many");
            assertThat(home.saw("most_waiting")).isEqualTo(5);
        }
    }

    /** By the ledger's own history: in flight from the moment that it may have been sent. */
    private static int mostInFlight(HomeAtWork home, List<Job> jobs) {
        List<Map.Entry<Instant, Integer>> changes = new ArrayList<>();
        for (Job job : jobs) {
            boolean counted = false;
            for (JobEvent event : home.ledger().events(job.id())) {
                if (event.kind().equals("state")) {
                    boolean counts = JobState.of(event.word()).isInFlight();
                    if (counts != counted) {
                        changes.add(Map.entry(event.at(), counts ? 1 : -1));
                        counted = counts;
                    }
                }
            }
        }
        // Of one millisecond, those that leave come first.
        changes.sort(Map.Entry.<Instant, Integer>comparingByKey().thenComparing(Map.Entry.comparingByValue()));
        int now = 0;
        int most = 0;
        for (Map.Entry<Instant, Integer> change : changes) {
            now += change.getValue();
            most = Math.max(most, now);
        }
        return most;
    }

    @Test
    void statusCallsKeepToTheirRate() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("poll.per-second", "20")
                .with("poll.interval", "100ms")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMinutes(5)))
                .started()) {
            home.drop("many.json", "{\"prompt\": \"many\", \"count\": 40}");
            eventually(() -> assertThat(home.saw("status_calls")).isPositive());
            int before = home.saw("status_calls");
            long start = System.nanoTime();
            eventually(() -> assertThat(home.saw("status_calls")).isGreaterThanOrEqualTo(before + 50));
            int calls = home.saw("status_calls") - before;
            double seconds = (System.nanoTime() - start) / 1e9;
            // One second's worth may come at once, after a while in which there was less to ask.
            assertThat((double) calls).isBetween(0.6 * 20 * seconds, 20 * seconds + 20 + 8);
        }
    }

    /** Two requests, a poll each second: not as fast as the worker comes round. */
    @Test
    void aRequestIsAskedAfterAtItsInterval() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("poll.interval", "500ms")
                .with("poll.learn", "false")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(2)))
                .started()) {
            home.drop("two.json", "{\"prompt\": \"two\", \"count\": 2}");
            home.manifest("two");
            assertThat(home.upstream().requests())
                    .allSatisfy(request -> assertThat(request.polls()).isBetween(2, 6));
        }
    }

    @Test
    void blockingSubmitsStarveNeitherPollingNorCollecting() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("max-in-flight", "30")
                .with("submit.concurrency", "30")
                .upstream(sandbox -> sandbox.withAnswers(AnswerMode.QUEUED).withGenerateTime(Duration.ofMillis(600)))
                .started()) {
            home.drop("quick.json", "{\"prompt\": \"quick\", \"count\": 5}");
            home.awaitStates("quick", JobState.IN_FLIGHT);
            home.upstream().order(Oddity.SUBMIT_TIMEOUT);
            home.drop("stuck.json", "{\"prompt\": \"stuck\", \"count\": 25}");
            home.awaitStates("stuck", JobState.SUBMITTING);
            assertThat(home.manifest("quick").at("/summary/pictures").asInt()).isEqualTo(5);
            home.awaitStates("stuck", JobState.SUBMITTING); // they block still
        }
    }

    /** Each bad answer costs one poll of one job; the loop goes on for all. */
    @Test
    void aHundredInFlightOutliveBadAnswers() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("max-in-flight", "100")
                .with("poll.per-second", "1000")
                .with("api.read-timeout", "500ms")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(1200)))
                .started()) {
            home.drop("hundred.json", "{\"prompt\": \"hundred\", \"count\": 100}");
            home.awaitStates("hundred", JobState.IN_FLIGHT);
            for (Oddity bad : List.of(
                    Oddity.STATUS_NULL_ANSWER,
                    Oddity.STATUS_HUGE,
                    Oddity.STATUS_CUT,
                    Oddity.STATUS_RESET,
                    Oddity.STATUS_TIMEOUT,
                    Oddity.STATUS_HTML,
                    Oddity.STATUS_EMPTY,
                    Oddity.STATUS_503,
                    Oddity.STATUS_REDIRECT)) {
                home.upstream().order(bad, 2);
            }
            assertThat(home.manifest("hundred").at("/summary/pictures").asInt()).isEqualTo(100);
            assertThat(home.saw("posts")).isEqualTo(100);
            assertThat(home.upstream().stats().path("oddities")).hasSize(9);
        }
    }
}
