package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import lumadrop.job.JobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast submits leave once there is a limit, told or set. */
class GovernorFlowTest {
    @TempDir
    Path root;

    private final MovableTime time = new MovableTime();

    private static void awaitPosts(HomeAtWork home, int posts) {
        eventually(() -> {
            assertThat(home.saw("posts")).isEqualTo(posts);
            assertThat(home.ledger().tallies()).doesNotContainKey(JobState.SUBMITTING);
        });
    }

    @Test
    void neverMoreLeaveInAMinuteThanSetAlsoOverARestart() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).by(time).with("submit.per-minute", "3").started()) {
            home.drop("seven.json", "{\"prompt\": \"seven\", \"count\": 7}");
            awaitPosts(home, 3);
            home.stop();
            home.start();
            time.pass(Duration.ofSeconds(50));
            awaitPosts(home, 3);
            time.pass(Duration.ofSeconds(11));
            awaitPosts(home, 6);
            time.pass(Duration.ofSeconds(61));
            assertThat(home.manifest("seven").at("/summary/pictures").asInt()).isEqualTo(7);
        }
    }

    @Test
    void aLimitThatARefusalStatesIsKeptToFromThenOn() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .by(time)
                .upstream(sandbox -> sandbox.withRateLimit(2, Duration.ofMinutes(1)))
                .started()) {
            home.drop("ten.json", "{\"prompt\": \"ten\", \"count\": 10}");
            eventually(() -> assertThat(home.ledger().tallies()).containsEntry(JobState.ACCEPTED, 8L));
            int refused = home.saw("posts") - 2;
            assertThat(refused).isPositive();
            for (int sent = 4; sent <= 10; sent += 2) {
                time.pass(Duration.ofSeconds(62));
                awaitPosts(home, sent + refused);
            }
            assertThat(home.manifest("ten").at("/summary/pictures").asInt()).isEqualTo(10);
            assertThat(home.upstream().stats().at("/refused_by_status/429").asInt())
                    .isEqualTo(refused);
        }
    }

    /** A throttle that says so is no try of those that are bounded: only one in disguise is. */
    @Test
    void plainThrottlesDoNotUseUpTheTriesOfThoseInDisguise() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).by(time).started()) {
            home.drop("both.json", "{\"prompt\": \"both #sandbox:submit-429-bare*4 #sandbox:throttled*3\"}");
            eventually(() -> {
                time.pass(Duration.ofMinutes(1));
                assertThat(home.jobs("both"))
                        .singleElement()
                        .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.DONE));
            });
            assertThat(home.saw("posts"))
                    .isEqualTo(8)
                    .isEqualTo(home.jobs("both").get(0).attempts());
        }
    }

    @Test
    void theTriesAfterAThrottleInDisguiseAreASetting() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).by(time).with("submit.throttle-tries", "1").started()) {
            home.drop("never.json", "{\"prompt\": \"never #sandbox:throttled\"}");
            eventually(() -> {
                time.pass(Duration.ofMinutes(1));
                assertThat(home.jobs("never"))
                        .singleElement()
                        .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.FAILED));
            });
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }

    @Test
    void aStatedWaitIsCutToTheLongestBetweenTwoTries() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).by(time).with("retry.max", "5m").started()) {
            home.drop("huge.json", "{\"prompt\": \"huge #sandbox:submit-429-huge*1\"}");
            eventually(() -> assertThat(home.jobs("huge"))
                    .singleElement()
                    .satisfies(job -> assertThat(job.troubles()).isEqualTo(1)));
            time.pass(Duration.ofMinutes(4));
            awaitPosts(home, 1);
            time.pass(Duration.ofMinutes(2));
            assertThat(home.only("huge").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }
}
