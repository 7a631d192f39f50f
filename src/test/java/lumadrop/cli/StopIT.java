package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: what is in hand is finished within the grace time or given back, and the next start goes on. */
class StopIT {
    @TempDir
    Path home;

    @Test
    void anIdleRunStopsAtOnceAndLeavesNoTrace() {
        try (SandboxServer upstream = Upstream.start(Duration.ZERO, AnswerMode.QUEUED)) {
            Place place = new Place(home, upstream);
            try (Program run = place.program().start("run")) {
                Place.await().until(() -> run.err().contains("watches"));
                long asked = System.nanoTime();
                Ended ended = run.terminate().ended();

                assertThat(ended.exit()).isEqualTo(143);
                // Some 100 ms where nothing else runs; what would be wrong is a wait for a timer or the grace time.
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
                assertThat(ended.err()).contains("stopping").doesNotContain("ERROR", "WARN");
            }
            assertThat(place.files("data")).doesNotContain("lock.holder", "inbox.json");
            assertThat(place.files("inbox")).isEmpty();
            assertThat(place.inbox().resolve(".lumadrop")).doesNotExist();
        }
    }

    @Test
    void whatIsInFlightGoesOnAtTheNextStartAndIsPaidOnce() {
        try (SandboxServer upstream = Upstream.start(Duration.ofSeconds(3), AnswerMode.QUEUED)) {
            Place place = new Place(home, upstream);
            place.drop("many.json", "{\"prompt\":\"a flock\",\"count\":20}");
            try (Program run = place.program().start("run")) {
                Place.await().until(() -> place.seen("status_calls") > 5);
                assertThat(run.terminate().ended().exit()).isEqualTo(143);
                assertThat(run.err()).doesNotContain("ERROR");
            }
            JsonNode stopped = place.status();
            assertThat(stopped.path("running").asBoolean()).isFalse();
            assertThat(stopped.path("jobs").path("in_flight").asInt()).isEqualTo(20);

            Ended drained = place.run("drain");
            assertThat(drained.exit()).as(drained.err()).isZero();
            assertThat(place.told()).hasSize(20);
            assertThat(place.seen("posts")).isEqualTo(20);
        }
    }

    @Test
    void aSubmitThatAnswersWithinTheGraceTimeIsFinished() {
        try (SandboxServer upstream = Upstream.start(Duration.ofSeconds(2), AnswerMode.BLOCKING)) {
            Place place = new Place(home, upstream);
            place.drop("slow.json", "{\"prompt\":\"a snail\",\"count\":3}");
            try (Program run = place.program().start("run")) {
                Place.await().until(() -> place.seen("posts") == 3);
                Ended ended = run.terminate().ended();
                assertThat(ended.exit()).isEqualTo(143);
                assertThat(ended.err()).doesNotContain("ERROR");
            }
            Ended drained = place.run("drain");
            assertThat(drained.exit()).as(drained.err()).isZero();
            assertThat(place.told()).hasSize(3);
            assertThat(place.seen("posts")).isEqualTo(3);
        }
    }

    /** While it stops it is still at work: one that shares the ledger must not take its jobs and pay for them again. */
    @Test
    void itIsAliveForOthersUntilItHasStopped() {
        try (SandboxServer upstream = Upstream.start(Duration.ofSeconds(60), AnswerMode.BLOCKING)) {
            Place place = new Place(home, upstream);
            place.drop("slow.json", "{\"prompt\":\"a snail\"}");
            try (Program run =
                    place.program().with("lumadrop.shutdown.grace", "30s").start("run")) {
                Place.await().until(() -> place.seen("posts") == 1);
                long before = place.number("SELECT beat FROM owners");
                run.terminate();
                Place.await().until(() -> run.err().contains("stopping"));
                Place.await().until(() -> place.number("SELECT beat FROM owners") >= before + 2);
                assertThat(run.isAlive()).isTrue();
                assertThat(place.number("SELECT COUNT(*) FROM jobs WHERE state = 'submitting'"))
                        .isEqualTo(1);
                run.kill();
            }
        }
    }

    @Test
    void aSubmitThatOutlastsTheGraceTimeIsGivenBackAsUnknownAndNotSentAgain() {
        try (SandboxServer upstream = Upstream.start(Duration.ofSeconds(40), AnswerMode.BLOCKING)) {
            Place place = new Place(home, upstream);
            place.drop("slow.json", "{\"prompt\":\"a snail\",\"count\":3}");
            try (Program run =
                    place.program().with("lumadrop.shutdown.grace", "1s").start("run")) {
                Place.await().until(() -> place.seen("posts") == 3);
                long asked = System.nanoTime();
                Ended ended = run.terminate().ended();
                assertThat(ended.exit()).isEqualTo(143);
                assertThat(Duration.ofNanos(System.nanoTime() - asked))
                        .as("it waits for the grace time, and not for the submits")
                        .isLessThan(Duration.ofSeconds(35));
                assertThat(ended.err()
                                .lines()
                                .filter(line -> line.contains(" WARN ") && !line.contains("submitting -> unknown")))
                        .singleElement()
                        .asString()
                        .contains("grace time of 1s is over", "3 jobs were given back", "3 of them in the middle");
            }
            assertThat(place.status().path("jobs").path("unknown").asInt()).isEqualTo(3);
            Ended drained = place.run("drain");
            assertThat(drained.exit()).as(drained.err()).isZero();
            assertThat(place.told()).hasSize(3);
            assertThat(place.seen("posts")).isEqualTo(3);
        }
    }
}
