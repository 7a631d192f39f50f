package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Lesson;
import lumadrop.job.Mode;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Polls that are planned by what was learned, through the whole flow. */
class LearnFlowTest {
    @TempDir
    Path root;

    private HomeAtWork.Plan taking(Duration time) {
        return HomeAtWork.in(root)
                .upstream(sandbox -> sandbox.withGenerateTime(time).withSpread(0));
    }

    private static double polls(List<SeenRequest> requests) {
        return requests.stream().mapToInt(SeenRequest::polls).average().orElseThrow();
    }

    /** Those after the first so many that the upstream took. */
    private static List<SeenRequest> after(HomeAtWork home, int first) {
        return home.upstream().requests().stream()
                .sorted(Comparator.comparing(SeenRequest::acceptedAt))
                .skip(first)
                .toList();
    }

    @Test
    void whatWasLearnedSavesPollsAndOutlivesARestart() throws Exception {
        // Polled at the interval of a tenth of a second, thirty times; some times fewer on a busy machine.
        try (HomeAtWork home = taking(Duration.ofSeconds(3)).started()) {
            home.drop("first.json", "{\"prompt\": \"first\", \"count\": 40}");
            home.manifest("first");
            double unknowing = polls(after(home, 0));
            home.stop();
            home.start();
            assertThat(home.ledger().lessons())
                    .extracting(Lesson::model, Lesson::mode, Lesson::stage)
                    .contains(tuple("luma-uni-1.1", Mode.TEXT_TO_IMAGE, "total"));
            home.drop("second.json", "{\"prompt\": \"second\", \"count\": 10}");
            home.manifest("second");
            assertThat(polls(after(home, 40))).isLessThan(unknowing * 0.7);
        }
    }

    /** Before anything is known, too: the first one is asked after at once, and not only when an interval has passed. */
    @Test
    void theVeryFirstIsNotWaitedForLongerThanItTakes() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = HomeAtWork.in(root)
                .by(time)
                .with("poll.interval", "10m")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(3)))
                .started()) {
            home.drop("first.json", "{\"prompt\": \"first\"}");
            home.job("first", JobState.IN_FLIGHT);
            time.pass(Duration.ofSeconds(4));
            assertThat(home.only("first").path("status").asText()).isEqualTo("done");
        }
    }

    @Test
    void whoeverDoesNotWantItIsPolledAtTheInterval() throws Exception {
        try (HomeAtWork home =
                taking(Duration.ofSeconds(1)).with("poll.learn", "false").started()) {
            home.drop("first.json", "{\"prompt\": \"first\", \"count\": 40}");
            home.manifest("first");
            home.drop("second.json", "{\"prompt\": \"second\", \"count\": 2}");
            home.manifest("second");
            assertThat(polls(after(home, 40))).isBetween(6.0, 14.0);
            home.stop();
            home.start();
            assertThat(home.ledger().lessons()).isEmpty();
        }
    }

    /** What outlasts all that is known is still asked after until its deadline, then overdue, and collected late. */
    @Test
    void anOverdueRequestIsSoWhateverWasLearnedOfOthers() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = HomeAtWork.in(root)
                .by(time)
                .with("deadline", "20s")
                .with("overdue-for", "1h")
                .started()) {
            home.drop("quick.json", "{\"prompt\": \"quick\", \"count\": 40}");
            home.manifest("quick");
            home.drop("never.json", "{\"prompt\": \"never #sandbox:frozen\"}");
            home.job("never", JobState.IN_FLIGHT);
            eventually(() -> assertThat(home.jobs("never").get(0)).satisfies(LearnFlowTest::isDueSoon));
            time.pass(Duration.ofSeconds(21));
            home.job("never", JobState.OVERDUE);
            time.pass(Duration.ofHours(2));
            JsonNode job = home.only("never");
            assertThat(job.at("/reason/class").asText()).isEqualTo("overdue");
            assertThat(home.saw("posts")).isEqualTo(41);
        }
    }

    private static void isDueSoon(Job job) {
        assertThat(job.request().polls()).isPositive();
        Instant submitted = job.request().submittedAt();
        assertThat(job.dueAt()).isNotNull().isBetween(submitted, submitted.plusSeconds(20));
    }
}
