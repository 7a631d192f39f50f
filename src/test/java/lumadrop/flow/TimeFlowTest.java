package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.pace.SteadyClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines, lateness, and clocks that are not what they should be. */
class TimeFlowTest {
    @TempDir
    Path root;

    private final MovableTime time = new MovableTime();

    private HomeAtWork.Plan plan() {
        return HomeAtWork.in(root)
                .by(time)
                .with("deadline", "20s")
                .with("overdue-for", "1h")
                .with("poll.overdue-interval", "10m");
    }

    @Test
    void aLateSuccessIsCollectedLikeAnyOther() throws Exception {
        try (HomeAtWork home = plan().upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(30)))
                .started()) {
            home.drop("late.json", "{\"prompt\": \"late\"}");
            Job inFlight = home.job("late", JobState.IN_FLIGHT);
            time.pass(Duration.ofSeconds(21));
            Job overdue = home.job("late", JobState.OVERDUE);
            assertThat(overdue.reason().text())
                    .contains(inFlight.request().id())
                    .contains("may still finish");
            JsonNode early = home.manifest("late", written -> true);
            assertThat(early.path("complete").asBoolean()).isFalse();
            assertThat(early.at("/jobs/0/status").asText()).isEqualTo("overdue");
            assertThat(early.at("/jobs/0/reason/class").asText()).isEqualTo("overdue");
            assertThat(home.told()).isEmpty();

            time.pass(Duration.ofSeconds(10));
            JsonNode job = home.only("late");
            assertThat(job.path("status").asText()).isEqualTo("done");
            assertThat(job.path("reason").isNull()).isTrue();
            assertThat(home.saw("posts")).isEqualTo(1);
            eventually(() -> assertThat(home.told()).hasSize(1));
        }
    }

    @Test
    void anOverdueJobIsAskedAfterEverMoreRarelyAndFailsOnlyWhenTheGraceIsOver() throws Exception {
        try (HomeAtWork home = plan().started()) {
            home.drop("never.json", "{\"prompt\": \"never #sandbox:frozen\"}");
            home.job("never", JobState.IN_FLIGHT);
            time.pass(Duration.ofSeconds(21));
            home.job("never", JobState.OVERDUE);
            time.pass(Duration.ofMinutes(30));
            // Half an hour late: the next look is minutes away, not the tenth of a second of one in time.
            eventually(() -> assertThat(home.jobs("never").get(0).dueAt())
                    .isNotNull()
                    .isBetween(
                            home.flow().now().plusSeconds(100),
                            home.flow().now().plusSeconds(600)));
            assertThat(home.jobs("never").get(0).state()).isEqualTo(JobState.OVERDUE);
            time.pass(Duration.ofHours(1));
            JsonNode job = home.only("never");
            assertThat(job.path("status").asText()).isEqualTo("failed");
            assertThat(job.at("/reason/class").asText()).isEqualTo("overdue");
            assertThat(home.problem("never/never").path("reason").asText()).isEqualTo("overdue");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    @Test
    void whoeverIsGivenUpIsToldTheLastTroubleToo() throws Exception {
        try (HomeAtWork home = plan().upstream(sandbox -> sandbox.withGenerateTime(Duration.ofHours(9)))
                .started()) {
            home.drop("broken.json", "{\"prompt\": \"broken #sandbox:status-500\"}");
            eventually(() -> assertThat(home.jobs("broken"))
                    .singleElement()
                    .satisfies(job -> assertThat(job.troubles()).isPositive()));
            time.pass(Duration.ofHours(2));
            assertThat(home.only("broken").at("/reason/text").asText())
                    .contains("no final answer", "last trouble", "500");
        }
    }

    @Test
    void aRequestThatIsUnknownForLongFailsAndSaysSo() throws Exception {
        try (HomeAtWork home = plan().with("deadline", "30m")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofHours(1)))
                .started()) {
            home.drop("gone.json", "{\"prompt\": \"gone #sandbox:status-404\"}");
            eventually(() -> assertThat(home.jobs("gone")).singleElement().satisfies(job -> {
                assertThat(job.state()).isEqualTo(JobState.IN_FLIGHT);
                assertThat(job.troubles()).isPositive();
            }));
            time.pass(Duration.ofMinutes(2));
            JsonNode job = home.only("gone");
            assertThat(job.at("/reason/text").asText()).contains("404").doesNotContain("timeout");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    /** A steady clock is what the program gives its flow; the wall clock it started from may do what it likes. */
    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void aWallClockThatJumpsWhileItRunsChangesNothing(long seconds) throws Exception {
        MovableWall wall = new MovableWall();
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("on-unknown-submit", "hold")
                .by(new SteadyClock(wall, System::nanoTime))
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(400)))
                .started()) {
            dropInEveryState(home);
            wall.ahead = Duration.ofSeconds(seconds);
            home.drop("after.json", "{\"prompt\": \"after\"}");
            assertGoesOn(home);
            assertThat(home.only("after").path("status").asText()).isEqualTo("done");
        }
    }

    /** The clock was wrong by an hour when the jobs got their next turns, and is right (or wrong) at the next start. */
    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void aClockThatJumpedBetweenTwoStartsDelaysNothing(long seconds) throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("on-unknown-submit", "hold")
                .with("deadline", "10h")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(400)))
                .started()) {
            dropInEveryState(home);
            home.stop();
            Duration jump = Duration.ofSeconds(seconds);
            home.startBy(new SteadyClock(Clock.offset(Clock.systemUTC(), jump), System::nanoTime));
            assertGoesOn(home);
        }
    }

    /** A second a minute: each poll comes a little early or late, and no more. */
    @Test
    void aClockThatDriftsChangesNothing() throws Exception {
        long start = System.nanoTime();
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("on-unknown-submit", "hold")
                .by(new SteadyClock(Clock.systemUTC(), () -> start + (System.nanoTime() - start) * 61 / 60))
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(400)))
                .started()) {
            dropInEveryState(home);
            assertGoesOn(home);
        }
    }

    /** in flight, waiting for another submit, ready but not to be had, held, failed; and one overdue from before. */
    private static void dropInEveryState(HomeAtWork home) throws Exception {
        home.drop("flying.json", "{\"prompt\": \"flying #sandbox:slow*5\"}");
        home.drop("throttled.json", "{\"prompt\": \"throttled #sandbox:submit-503-capacity*2\"}");
        home.drop("ready.json", "{\"prompt\": \"ready #sandbox:media-503*3\"}");
        home.drop("held.json", "{\"prompt\": \"held #sandbox:submit-500\"}");
        home.drop("failed.json", "{\"prompt\": \"failed #sandbox:failed\"}");
        home.job("flying", JobState.IN_FLIGHT);
        home.job("held", JobState.HELD);
        eventually(() -> assertThat(List.of("throttled", "ready", "failed"))
                .allSatisfy(name -> assertThat(home.jobs(name)).isNotEmpty()));
    }

    private static void assertGoesOn(HomeAtWork home) throws Exception {
        for (String name : List.of("flying", "throttled", "ready")) {
            JsonNode job = home.only(name);
            assertThat(job.path("status").asText()).as(name).isEqualTo("done");
            assertThat(job.path("timeline"))
                    .extracting(event -> Instant.parse(event.path("at").asText()))
                    .isSorted();
        }
        assertThat(home.only("failed").path("status").asText()).isEqualTo("failed");
        assertThat(home.jobs("held").get(0).state()).isEqualTo(JobState.HELD);
        int attempts = List.of("flying", "throttled", "ready", "failed", "held").stream()
                .mapToInt(name -> home.jobs(name).get(0).attempts())
                .sum();
        assertThat(attempts).isEqualTo(7);
    }

    private static final class MovableWall extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
