package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static lumadrop.flow.HomeAtWork.line;
import static lumadrop.flow.HomeAtWork.withId;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lumadrop.flow.Health.Standstill;
import lumadrop.job.Counted;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.ReasonClass;
import lumadrop.sandbox.Oddity;
import lumadrop.sandbox.PictureFormat;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SandboxSettings;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What no job can help stops all of them, costs none of them, and goes on by itself. */
class StandstillFlowTest {
    @TempDir
    Path root;

    private final MovableTime time = new MovableTime();

    private HomeAtWork.Plan plan() {
        return HomeAtWork.in(root).by(time).with("pause.first", "30s");
    }

    private static void awaitStandstill(HomeAtWork home, String work, String words) {
        eventually(() -> assertThat(home.flow().health().now()).anySatisfy(one -> {
            assertThat(one.work()).isEqualTo(work);
            assertThat(one.pause().why()).contains(words);
        }));
    }

    /**
     * A probe that was just on its way when the trouble ended tells of it as it was, and the next one comes later. Between the
     * minutes there is time to notice: who waits looks once a second of the real time, and minutes passed meanwhile would be in
     * flight, not standing still.
     */
    private void passUntilItGoesOn(HomeAtWork home) {
        time.pass(Duration.ofMinutes(15));
        for (int minute = 0; !goesOnInAMoment(home); minute++) {
            assertThat(minute).as("minutes until it goes on").isLessThan(20);
            time.pass(Duration.ofMinutes(1));
        }
    }

    private static boolean goesOnInAMoment(HomeAtWork home) {
        try {
            HomeAtWork.within()
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> home.flow().health().now().isEmpty());
            return true;
        } catch (ConditionTimeoutException stillStands) {
            return false;
        }
    }

    private static long count(HomeAtWork home, String drop, JobState state) {
        return home.jobs(drop).stream().filter(job -> job.state() == state).count();
    }

    private static List<JobEvent> eventsOf(HomeAtWork home, String drop) {
        return home.jobs(drop).stream()
                .flatMap(job -> home.ledger().events(job.id()).stream())
                .toList();
    }

    @Test
    void aRefusedKeyCostsThreeSubmitsAtMostAndNoJob() throws Exception {
        try (HomeAtWork home = plan().prepared()) {
            home.upstream().order(Oddity.API_401);
            home.start();
            home.drop("many.json", "{\"prompt\": \"many\", \"count\": 60}");
            awaitStandstill(home, "submit", "the key is refused (HTTP 401");
            int posts = home.saw("posts");
            assertThat(posts).isBetween(1, 3);
            home.awaitStates("many", JobState.ACCEPTED);
            assertThat(home.jobs("many")).extracting(Job::troubles).containsOnly(0);
            assertThat(home.jobs("many"))
                    .filteredOn(job -> job.reason() != null)
                    .isNotEmpty()
                    .allMatch(job -> job.reason().reasonClass() == ReasonClass.ACCOUNT);

            eventually(() -> {
                time.pass(Duration.ofSeconds(10));
                assertThat(home.saw("list_calls")).isGreaterThanOrEqualTo(3);
            });
            assertThat(home.saw("posts")).as("probes cost nothing").isEqualTo(posts);

            home.upstream().order(Oddity.API_401, 0);
            passUntilItGoesOn(home);
            assertThat(home.manifest("many").at("/summary/pictures").asInt()).isEqualTo(60);
            assertThat(home.saw("posts")).isEqualTo(60 + posts);
            eventually(() -> assertThat(home.flow().health().now()).isEmpty());
            assertThat(beginsSaid(home)).hasSize(1);
        }
    }

    /** No free call tells whether there is credit again: one submit does, after ever longer waits. */
    @Test
    void spentCreditIsTriedByOneSubmitAtATimeEverMoreRarely() throws Exception {
        try (HomeAtWork home = plan().prepared()) {
            home.upstream().order(Oddity.SUBMIT_402);
            home.start();
            home.drop("many.json", "{\"prompt\": \"many\", \"count\": 20}");
            awaitStandstill(home, "submit", "the credit is spent");
            int posts = home.saw("posts");
            assertThat(posts).isBetween(1, 3);
            int tried = 0;
            for (int seconds : new int[] {31, 61, 121}) {
                time.pass(Duration.ofSeconds(seconds - 5));
                assertThat(home.saw("posts")).isEqualTo(posts + tried);
                time.pass(Duration.ofSeconds(5));
                int expected = posts + ++tried;
                eventually(() -> assertThat(home.saw("posts")).isEqualTo(expected));
                eventually(
                        () -> assertThat(count(home, "many", JobState.ACCEPTED)).isEqualTo(20));
            }
            assertThat(beginsSaid(home))
                    .as("one pause, whatever was tried in it")
                    .hasSize(1);
            assertThat(home.ledger().counters().get(Counted.PAUSED)).isEqualTo(Map.of("account", 1L));
            home.upstream().order(Oddity.SUBMIT_402, 0);
            passUntilItGoesOn(home);
            assertThat(home.manifest("many").at("/summary/pictures").asInt()).isEqualTo(20);
            assertThat(home.saw("posts")).isEqualTo(posts + 3 + 20);
        }
    }

    @Test
    void aModelThatIsNotThereIsWaitedForByFreeCallsAlone() throws Exception {
        try (HomeAtWork home = plan().with("api.model", "luma-uni-9").started()) {
            home.drop("many.json", "{\"prompt\": \"many\", \"count\": 20}");
            awaitStandstill(home, "submit", "lumadrop.api.model");
            int posts = home.saw("posts");
            assertThat(posts).isBetween(1, 3);
            eventually(() -> {
                time.pass(Duration.ofSeconds(10));
                assertThat(home.saw("model_calls")).isGreaterThanOrEqualTo(3);
            });
            assertThat(home.saw("posts")).isEqualTo(posts);
            home.awaitStates("many", JobState.ACCEPTED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Oddity.class,
            names = {"LIST_403", "LIST_404"})
    void aKeyThatMayNotListRequestsIsProbedByTheModels(Oddity list) throws Exception {
        try (HomeAtWork home = plan().prepared()) {
            home.upstream().order(list);
            home.upstream().order(Oddity.SUBMIT_401, 1);
            home.start();
            home.drop("one.json", "{\"prompt\": \"one\"}");
            awaitStandstill(home, "submit", "the key is refused");
            time.pass(Duration.ofSeconds(31));
            assertThat(home.only("one").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("model_calls")).isEqualTo(1);
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }

    @Test
    void whatCannotBeConnectedToCostsNoAttemptAndIsSentWhenItCanBe() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (HomeAtWork home =
                plan().with("api.base-url", "http://127.0.0.1:" + port).started()) {
            home.drop("many.json", "{\"prompt\": \"many\", \"count\": 20}");
            awaitStandstill(home, "submit", "could not reach the upstream");
            home.awaitStates("many", JobState.ACCEPTED);
            assertThat(home.jobs("many")).extracting(Job::attempts).containsOnly(0);
            SandboxSettings settings = SandboxSettings.defaults()
                    .withPort(port)
                    .withGenerateTime(Duration.ZERO)
                    .withPictures(32, PictureFormat.PNG);
            try (SandboxServer back = SandboxServer.start(settings, Path.of("routes", "sandbox"))) {
                passUntilItGoesOn(home);
                assertThat(home.manifest("many").at("/summary/pictures").asInt())
                        .isEqualTo(20);
                assertThat(back.stats().path("posts").asInt()).isEqualTo(20);
            }
        }
    }

    /** Asked on, whatever the code: a 401 stops, a 404 for long is a failure, and nobody reads "timeout". */
    @Test
    void aKeyRevokedWithTwentyInFlightPausesAndWhatIsGoneFailsForThatReason() throws Exception {
        try (HomeAtWork home = plan().with("deadline", "30m")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMinutes(10)))
                .started()) {
            StringBuilder jobs = new StringBuilder();
            jobs.append(line("gone-1", "one #sandbox:status-404")).append(line("gone-2", "two #sandbox:status-404"));
            jobs.append(line("gone-3", "three #sandbox:status-410"));
            for (int i = 4; i <= 20; i++) {
                jobs.append(line("fine-" + i, "picture " + i));
            }
            home.drop("twenty.jsonl", jobs.toString());
            eventually(() -> {
                assertThat(count(home, "twenty", JobState.FAILED))
                        .as("410 is final")
                        .isEqualTo(1);
                assertThat(count(home, "twenty", JobState.IN_FLIGHT))
                        .as("404 so soon is a lag")
                        .isEqualTo(19);
                assertThat(home.jobs("twenty").get(0).troubles()).isPositive();
            });

            home.upstream().order(Oddity.API_401);
            awaitStandstill(home, "track", "the key is refused (HTTP 401");
            awaitStandstill(home, "submit", "the key is refused (HTTP 401");
            int polls = home.saw("status_calls");
            time.pass(Duration.ofMinutes(40));
            eventually(() -> assertThat(home.saw("list_calls")).isGreaterThanOrEqualTo(2));
            assertThat(home.saw("status_calls")).as("nobody asks on").isEqualTo(polls);
            assertThat(count(home, "twenty", JobState.IN_FLIGHT)).isEqualTo(19);
            assertThat(beginsSaid(home)).hasSize(1);

            home.upstream().order(Oddity.API_401, 0);
            passUntilItGoesOn(home);
            eventually(() -> {
                time.pass(Duration.ofSeconds(1));
                assertThat(count(home, "twenty", JobState.DONE)).isEqualTo(17);
                assertThat(count(home, "twenty", JobState.FAILED)).isEqualTo(3);
            });
            JsonNode manifest = home.manifest("twenty");
            for (String id : List.of("gone-1", "gone-2")) {
                assertThat(withId(manifest, id).at("/reason/text").asText()).contains("404", "not found");
            }
            assertThat(withId(manifest, "gone-3").at("/reason/text").asText()).contains("410", "gone");
            assertThat(home.logged(Level.INFO)).noneMatch(said -> said.matches("(?i).*time(d )?-?out.*"));
            assertThat(eventsOf(home, "twenty"))
                    .as("forty minutes in which nobody could ask count against no deadline of thirty")
                    .noneMatch(event -> event.word().equals("overdue"));
            assertThat(home.saw("posts")).isEqualTo(20);
        }
    }

    /** It is not the key that is refused, but one request to the key. */
    @Test
    void aRequestThatTheKeyMayNotSeeStopsNoOther() throws Exception {
        try (HomeAtWork home = plan().upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(300)))
                .started()) {
            home.drop("both.jsonl", line("hidden", "hidden #sandbox:status-403") + line("fine", "fine"));
            eventually(() -> assertThat(count(home, "both", JobState.DONE)).isEqualTo(1));
            time.pass(Duration.ofSeconds(61));
            eventually(() -> assertThat(home.saw("list_calls")).isPositive());
            home.drop("next.json", "{\"prompt\": \"next\"}");
            assertThat(home.only("next").path("status").asText()).isEqualTo("done");
            assertThat(home.flow().health().now()).extracting(Standstill::work).isEmpty();
        }
    }

    @Test
    void hoursOfAnUpstreamThatIsDownFailNoJobAndStopEveryDeadlineAlsoOverARestart() throws Exception {
        try (HomeAtWork home = plan().with("deadline", "30m")
                .with("overdue-for", "1h")
                .with("submit.concurrency", "1")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMinutes(5)))
                .started()) {
            home.drop("early.json", "{\"prompt\": \"early\", \"count\": 6}");
            home.awaitStates("early", JobState.IN_FLIGHT);
            home.upstream().order(Oddity.API_503);
            awaitStandstill(home, "track", "the upstream is down");
            home.drop("late.json", "{\"prompt\": \"late\", \"count\": 20}");
            awaitStandstill(home, "submit", "the upstream is down");
            assertThat(home.saw("posts"))
                    .as("each may have been taken, so few are risked")
                    .isLessThanOrEqualTo(6 + 5);
            assertThat(count(home, "late", JobState.ACCEPTED)).isGreaterThanOrEqualTo(15);

            passHours(home, 2);
            home.stop();
            home.start();
            awaitStandstill(home, "track", "the upstream is down");
            passHours(home, 2);
            assertThat(count(home, "early", JobState.IN_FLIGHT)).isEqualTo(6);

            home.upstream().order(Oddity.API_503, 0);
            passUntilItGoesOn(home);
            assertThat(home.manifest("early").at("/summary/pictures").asInt()).isEqualTo(6);
            assertThat(eventsOf(home, "early")).noneMatch(event -> event.word().equals("overdue"));
            eventually(() -> {
                time.pass(Duration.ofSeconds(1));
                // Five before the restart may have been taken, and five after it.
                assertThat(count(home, "late", JobState.DONE)).isGreaterThanOrEqualTo(10);
            });
            assertThat(count(home, "late", JobState.FAILED)).isZero();
            eventually(() -> assertThat(home.flow().health().now()).isEmpty());
        }
    }

    /** One reason is said once, by whichever kind of work meets it first. */
    private static List<String> beginsSaid(HomeAtWork home) {
        return home.logged(Level.WARN).stream()
                .filter(said -> said.matches("\\w+ stands still: .*"))
                .toList();
    }

    private void passHours(HomeAtWork home, int hours) {
        for (int i = 0; i < hours; i++) {
            int calls = home.saw("list_calls");
            time.pass(Duration.ofHours(1));
            eventually(() -> {
                time.pass(Duration.ofSeconds(10)); // the one before may not have been told of yet
                assertThat(home.saw("list_calls")).isGreaterThan(calls);
            });
        }
    }

    /** Its status cannot be had, but others' can: the upstream is not down, and its deadline runs. */
    @Test
    void oneRequestWhoseStatusAlwaysFailsIsNoUpstreamThatIsDown() throws Exception {
        try (HomeAtWork home = plan().with("deadline", "30m")
                .with("retry.max", "1s")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(300)))
                .started()) {
            home.drop("odd.json", "{\"prompt\": \"odd #sandbox:status-503\"}");
            eventually(() -> assertThat(home.saw("status_calls")).isGreaterThan(8));
            assertThat(home.saw("list_calls")).isPositive();
            assertThat(home.flow().health().now()).isEmpty();
            time.pass(Duration.ofMinutes(31));
            home.job("odd", JobState.OVERDUE);
        }
    }

    @Test
    void aRequestLeftInTheQueueIsSaidToBeStalledOnceAndNeverSubmittedAgain() throws Exception {
        try (HomeAtWork home = plan().with("deadline", "24h").started()) {
            home.drop("ice.json", "{\"prompt\": \"ice #sandbox:frozen\"}");
            home.job("ice", JobState.IN_FLIGHT);
            time.pass(Duration.ofMinutes(9));
            int polls = home.saw("status_calls");
            eventually(() -> assertThat(home.saw("status_calls")).isGreaterThan(polls + 1));
            assertThat(eventsOf(home, "ice")).noneMatch(event -> event.kind().equals("stalled"));
            time.pass(Duration.ofMinutes(2));
            eventually(() -> assertThat(eventsOf(home, "ice"))
                    .anyMatch(event -> event.kind().equals("stalled")));
            home.stop();
            home.start();
            int later = home.saw("status_calls");
            eventually(() -> assertThat(home.saw("status_calls")).isGreaterThan(later + 2));
            assertThat(eventsOf(home, "ice"))
                    .filteredOn(event -> event.kind().equals("stalled"))
                    .hasSize(1);
            assertThat(home.logged(Level.WARN))
                    .filteredOn(said -> said.startsWith("stalled: request"))
                    .hasSize(1);
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }
}
