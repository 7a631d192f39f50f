package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Media;
import lumadrop.ledger.Ledger;
import lumadrop.pace.SteadyClock;
import lumadrop.sandbox.Oddity;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Requests in flight by the upstream's list: what it spares, and what becomes of jobs when it is wrong. */
class SweepFlowTest {
    private static final String RELIED_ON = "the list of requests tells of many";
    private static final String LEFT_ALONE = "the list of requests is left alone";

    @TempDir
    Path root;

    private HomeAtWork.Plan plan() {
        return HomeAtWork.in(root)
                .with("poll.sweep", "auto")
                .with("poll.learn", "false")
                .with("poll.interval", "400ms")
                .with("api.read-timeout", "500ms")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(1500)));
    }

    @AfterEach
    void quiet() {
        logger().setLevel(Level.WARN);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("lumadrop");
    }

    /** At work, and its list has been seen to work. */
    private HomeAtWork trusting(HomeAtWork.Plan plan) throws Exception {
        HomeAtWork home = plan.started();
        logger().setLevel(Level.INFO);
        for (int i = 0; i < 20 && !says(home, RELIED_ON); i++) {
            home.drop("first" + i + ".json", "{\"prompt\": \"first " + i + "\", \"count\": 12}");
            home.manifest("first" + i);
        }
        assertThat(says(home, RELIED_ON)).isTrue();
        return home;
    }

    private static boolean says(HomeAtWork home, String words) {
        return home.logged(Level.INFO).stream().anyMatch(line -> line.contains(words));
    }

    private static List<SeenRequest> requests(HomeAtWork home, String prompt) {
        return home.upstream().requests().stream()
                .filter(request -> request.prompt().equals(prompt))
                .toList();
    }

    private static double polls(HomeAtWork home, String prompt) {
        return requests(home, prompt).stream()
                .mapToInt(SeenRequest::polls)
                .average()
                .orElseThrow();
    }

    @Test
    void oneCallOfTheListTakesThePlaceOfMany() throws Exception {
        try (HomeAtWork home = trusting(plan().with("max-in-flight", "40")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(4))))) {
            int lists = home.saw("list_calls");
            home.drop("second.json", "{\"prompt\": \"second\", \"count\": 40}");
            home.manifest("second");
            // Ten by id alone. Each of the list's calls has told of as many as were in flight.
            assertThat(polls(home, "second")).isLessThan(5);
            assertThat(home.saw("list_calls") - lists).isBetween(1, 200);
            assertThat(home.jobs("second"))
                    .allSatisfy(job -> assertThat(home.ledger().events(job.id()))
                            .extracting(JobEvent::kind, JobEvent::word)
                            .containsSubsequence(
                                    tuple("state", "in_flight"),
                                    tuple("status", "success"),
                                    tuple("state", "ready"),
                                    tuple("state", "done"))
                            .doesNotHaveDuplicates());
            assertThat(home.jobs("second"))
                    .allSatisfy(job -> assertThat(job.request().polls())
                            .isEqualTo(home.upstream().requests().stream()
                                    .filter(request -> request.requestId()
                                            .equals(job.request().id()))
                                    .findFirst()
                                    .orElseThrow()
                                    .polls()));
            assertThat(home.saw("posts")).isEqualTo(home.upstream().requests().size());
        }
    }

    /** Whatever the list does in the middle of it, every job gets its own pictures, and none is paid for twice. */
    @ParameterizedTest
    @EnumSource(
            value = Oddity.class,
            names = {
                "LIST_403",
                "LIST_500",
                "LIST_CUT",
                "LIST_TIMEOUT",
                "LIST_EMPTY",
                "LIST_SHORT_PAGES",
                "LIST_ASCENDING",
                "LIST_LACKS",
                "LIST_LEAN",
                "LIST_STALE",
                "LIST_THUMBNAILS"
            })
    void aListThatDisappointsCostsNothingButItsCalls(Oddity oddity) throws Exception {
        try (HomeAtWork home = trusting(plan())) {
            int posts = home.saw("posts");
            home.drop("second.json", "{\"prompt\": \"second\", \"count\": 16}");
            eventually(() -> assertThat(requests(home, "second")).hasSizeGreaterThan(4));
            home.upstream().order(oddity);
            JsonNode manifest = home.manifest("second");
            assertThat(manifest.path("jobs"))
                    .hasSize(16)
                    .allSatisfy(job -> assertThat(job.path("status").asText()).isEqualTo("done"))
                    .allSatisfy(job -> assertThat(job.path("pictures")).hasSize(1));
            assertThat(home.jobs("second"))
                    .flatExtracting(job -> job.request().media())
                    .extracting(Media::shown)
                    .hasSize(16)
                    .allMatch(url -> url.endsWith("/0.png"));
            assertThat(home.saw("posts") - posts).isEqualTo(16);
            assertThat(requests(home, "second")).hasSize(16);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Oddity.class,
            names = {"LIST_403", "LIST_EMPTY", "LIST_STALE"})
    void aListThatDisappointsIsLeftAloneAndThatIsSaid(Oddity oddity) throws Exception {
        try (HomeAtWork home = trusting(plan())) {
            home.upstream().order(oddity);
            home.drop("second.json", "{\"prompt\": \"second\", \"count\": 20}");
            home.drop("long.json", "{\"prompt\": \"long #sandbox:slow*8\", \"count\": 16}");
            eventually(() -> assertThat(says(home, LEFT_ALONE)).isTrue());
            home.manifest("second");
            home.manifest("long");
            assertThat(polls(home, "long #sandbox:slow*8")).isGreaterThan(1);
            assertThat(home.logged(Level.INFO).stream().filter(line -> line.contains(LEFT_ALONE)))
                    .hasSize(1);
        }
    }

    @Test
    void aListThatNeverWorksIsNotReliedOn() throws Exception {
        try (HomeAtWork home = plan().started()) {
            logger().setLevel(Level.INFO);
            home.upstream().order(Oddity.LIST_404);
            home.drop("job.json", "{\"prompt\": \"job\", \"count\": 20}");
            home.manifest("job");
            assertThat(home.saw("list_calls")).isBetween(1, 2);
            assertThat(says(home, RELIED_ON)).isFalse();
            assertThat(says(home, LEFT_ALONE)).isFalse();
        }
    }

    /** Why it failed decides what follows; only its own answer is known to say that. */
    @Test
    void howARequestFailedItIsAskedItself() throws Exception {
        try (HomeAtWork home = trusting(plan())) {
            home.upstream().order(Oddity.LIST_LEAN);
            home.drop(
                    "second.jsonl",
                    HomeAtWork.line("moderated", "cat #sandbox:moderated")
                            + HomeAtWork.line("too-large", "dog #sandbox:failed-image-too-large")
                            + HomeAtWork.line("cancelled", "cow #sandbox:says-cancelled")
                            + HomeAtWork.line("late", "sow #sandbox:no-media-first*2")
                            + HomeAtWork.line("several", "ewe #sandbox:several-media*3")
                            + HomeAtWork.line("one", "one")
                            + HomeAtWork.line("two", "two"));
            JsonNode manifest = home.manifest("second");
            assertThat(HomeAtWork.withId(manifest, "moderated")
                            .at("/reason/class")
                            .asText())
                    .isEqualTo("moderated");
            assertThat(HomeAtWork.withId(manifest, "too-large")
                            .at("/reason/text")
                            .asText())
                    .contains("image_too_large");
            assertThat(HomeAtWork.withId(manifest, "cancelled").path("status").asText())
                    .isEqualTo("failed");
            assertThat(HomeAtWork.withId(manifest, "late").path("pictures")).hasSize(1);
            assertThat(HomeAtWork.withId(manifest, "several").path("pictures")).hasSize(3);
            assertThat(home.seen("cat #sandbox:moderated").polls()).isPositive();
        }
    }

    @Test
    void whoeverDoesNotWantItHasNoListCalls() throws Exception {
        try (HomeAtWork home = plan().with("poll.sweep", "off").started()) {
            home.drop("job.json", "{\"prompt\": \"job\", \"count\": 20}");
            home.manifest("job");
            assertThat(home.saw("list_calls")).isZero();
            assertThat(home.flow().camelContext().getRoute("sweep")).isNull();
        }
    }

    /** They were taken in hand for what the list told of them, and the process died before it was written down. */
    @Test
    void anEndBetweenTheListsAnswerAndWhatFollowsLosesNothing() throws Exception {
        try (HomeAtWork home = plan().started()) {
            home.drop("job.json", "{\"prompt\": \"job #sandbox:slow*4\", \"count\": 8}");
            home.awaitStates("job", JobState.IN_FLIGHT);
            List<String> ids =
                    home.jobs("job").stream().map(job -> job.request().id()).toList();
            home.stop();
            Ledger dead = home.openLedger(SteadyClock.system());
            dead.enter();
            assertThat(dead.claimRequests(ids)).hasSize(8);
            dead.close();
            home.start();
            assertThat(home.manifest("job").path("jobs"))
                    .allSatisfy(job -> assertThat(job.path("status").asText()).isEqualTo("done"));
            assertThat(home.saw("posts")).isEqualTo(8);
        }
    }

    /** Of two processes that share the ledger one has them in hand: the other's list call changes nothing of them. */
    @Test
    void whatAnotherProcessHasInHandIsItsOwn() throws Exception {
        try (HomeAtWork home = trusting(plan())) {
            home.drop("job.json", "{\"prompt\": \"job #sandbox:slow*4\", \"count\": 12}");
            home.awaitStates("job", JobState.IN_FLIGHT);
            Ledger other = home.openLedger(SteadyClock.system());
            List<Job> taken = other.claimRequests(
                    home.jobs("job").stream().map(job -> job.request().id()).toList());
            eventually(() -> assertThat(requests(home, "job #sandbox:slow*4"))
                    .allSatisfy(request -> assertThat(request.status()).isEqualTo("success")));
            int[] versions = taken.stream().mapToInt(Job::version).toArray();
            String[] ids = taken.stream().map(Job::id).toArray(String[]::new);
            assertThat(IntStream.range(0, ids.length)
                            .allMatch(
                                    i -> home.ledger().job(ids[i]).orElseThrow().version() == versions[i]))
                    .isTrue();
            other.release(other.owner().id());
            other.close();
            assertThat(home.manifest("job").path("jobs"))
                    .allSatisfy(job -> assertThat(job.path("status").asText()).isEqualTo("done"));
        }
    }
}
