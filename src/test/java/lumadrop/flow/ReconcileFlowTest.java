package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static lumadrop.flow.HomeAtWork.withId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.ReasonClass;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.Oddity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the upstream took a submit is not known: its list tells, in whatever form it comes, or a person does. */
class ReconcileFlowTest {
    private static final String ARRIVED = "{\"prompt\": \"%s #sandbox:submit-reset-accepted\"}";
    private static final String LOST = "{\"prompt\": \"%s #sandbox:submit-reset*1\"}";

    @TempDir
    Path root;

    private final MovableTime time = new MovableTime();

    private HomeAtWork.Plan plan() {
        return HomeAtWork.in(root).by(time).with("deadline", "30d");
    }

    // --- the list's forms

    @ParameterizedTest
    @EnumSource(
            value = Oddity.class,
            names = {
                "LIST_ASCENDING",
                "LIST_UNSORTED",
                "LIST_BARE_ARRAY",
                "LIST_IN_DATA",
                "LIST_IN_ITEMS",
                "LIST_NO_TOTAL",
                "LIST_ECHO_EMPTY"
            })
    void aRequestThatArrivedIsFoundInAnyFormOfTheList(Oddity form) throws Exception {
        try (HomeAtWork home = plan().started()) {
            home.drop("before.json", "[{\"prompt\": \"one\"}, {\"prompt\": \"two\"}]");
            home.manifest("before");
            home.upstream().order(form);
            home.drop("job.json", ARRIVED.formatted("job"));
            JsonNode job = home.only("job");
            assertThat(job.path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo-empty", "echo-absent"})
    void aRequestWhoseOwnEchoSaysNothingIsACandidate(String echo) throws Exception {
        try (HomeAtWork home = plan().started()) {
            home.drop(
                    "job.json",
                    "{\"prompt\": \"job #sandbox:submit-reset-accepted #sandbox:" + echo
                            + "\", \"image\": \"https://example.com/a.png\"}");
            assertThat(home.only("job").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    /** Two jobs, two requests that do not say what they are of: a guess could mix up the pictures. */
    @Test
    void emptyEchoesThatMayBeOfEitherOfTwoJobsAreGivenToNeither() throws Exception {
        try (HomeAtWork home = plan().started()) {
            home.drop("before.json", "{\"prompt\": \"before\"}"); // so that both are sent at once, and not one to try
            home.manifest("before");
            home.upstream().order(Oddity.LIST_ECHO_EMPTY);
            home.drop(
                    "two.jsonl",
                    HomeAtWork.line("cat", "a cat #sandbox:submit-reset-accepted")
                            + HomeAtWork.line("dog", "a dog #sandbox:submit-reset-accepted"));
            home.awaitStates("two", JobState.HELD);
            assertThat(home.jobs("two"))
                    .allSatisfy(job -> assertThat(job.reason().text())
                            .contains(
                                    "may be this job's or another's",
                                    "retry --pay-again " + job.id(),
                                    "cancel " + job.id()));
            assertThat(home.saw("posts")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Oddity.class,
            names = {"LIST_403", "LIST_404"})
    void withoutAListThatIsOpenToUsTheJobIsHeld(Oddity oddity) throws Exception {
        assertHeld(oddity, "HTTP 40");
    }

    @ParameterizedTest
    @EnumSource(
            value = Oddity.class,
            names = {"LIST_429", "LIST_500", "LIST_HTML", "LIST_RESET"})
    void aListThatAlwaysFailsIsWaitedForAndThenTheJobIsHeld(Oddity oddity) throws Exception {
        assertHeld(oddity, "the list cannot be had");
    }

    @Test
    void aListThatDoesNotReachBackProvesNothing() throws Exception {
        assertHeld(Oddity.LIST_SHORT_PAGES, "may be cut short");
    }

    /** 'requests' is null, and of whole lists none would be. */
    @Test
    void aListThatLacksWhatTheUpstreamIsKnownToHaveProvesNothing() throws Exception {
        assertHeld(Oddity.LIST_EMPTY, "which it should hold");
    }

    @Test
    void aListThatIsNullWhereItSaysThereAreManyProvesNothing() throws Exception {
        assertHeld(Oddity.LIST_NULL, "whether the upstream took the request is not known");
    }

    /** Four known requests are there, made a while before; the job's own never arrived. */
    private void assertHeld(Oddity oddity, String why) throws Exception {
        try (HomeAtWork home = plan().started()) {
            home.drop("before.json", "{\"prompt\": \"before\", \"count\": 4}");
            home.manifest("before");
            time.pass(Duration.ofMinutes(1));
            if (oddity == Oddity.LIST_SHORT_PAGES) {
                home.upstream().order(Oddity.LIST_ASCENDING);
            }
            home.upstream().order(oddity);
            home.drop("job.json", LOST.formatted("job"));
            eventually(() -> {
                time.pass(Duration.ofSeconds(2));
                assertThat(home.jobs("job"))
                        .singleElement()
                        .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.HELD));
            });
            Job held = home.jobs("job").get(0);
            assertThat(held.reason().reasonClass()).isEqualTo(ReasonClass.UNKNOWN_SUBMIT);
            assertThat(held.reason().text()).contains(why, "retry --pay-again", "cancel");
            assertThat(home.saw("posts")).isEqualTo(5);
        }
    }

    @Test
    void aListThatComesBackIsBelieved() throws Exception {
        try (HomeAtWork home = plan().started()) {
            home.upstream().order(Oddity.LIST_500, 3);
            home.drop("job.json", ARRIVED.formatted("job"));
            assertThat(home.only("job").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -40, 40, 3600})
    void aClockThatDiffersFromTheUpstreamsMattersNot(long seconds) throws Exception {
        try (HomeAtWork home = plan().upstream(sandbox -> sandbox.withClockSkew(Duration.ofSeconds(seconds)))
                .started()) {
            home.drop("arrived.json", ARRIVED.formatted("arrived"));
            home.drop("lost.json", LOST.formatted("lost"));
            assertThat(home.only("arrived").path("status").asText()).isEqualTo("done");
            assertThat(home.only("lost").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(3);
        }
    }

    // --- many at once

    @Test
    void jobsThatAskForTheSameGetARequestEach() throws Exception {
        try (HomeAtWork home = plan().started()) {
            home.drop("same.json", "{\"prompt\": \"same #sandbox:submit-reset-accepted\", \"count\": 5}");
            JsonNode jobs = home.manifest("same").path("jobs");
            assertThat(jobs)
                    .hasSize(5)
                    .allMatch(job -> job.path("status").asText().equals("done"));
            assertThat(jobs)
                    .extracting(job -> job.path("request_id").asText())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(home.upstream().requests().stream()
                            .map(request -> request.requestId())
                            .toList());
            assertThat(home.saw("posts")).isEqualTo(5);
        }
    }

    /** The first is cut off while the second, which asks for the same, blocks until its picture is there. */
    @Test
    void aRequestIsNotTakenFromTheJobThatIsJustBeingSubmitted() throws Exception {
        try (HomeAtWork home = plan().with("submit.concurrency", "4")
                .upstream(sandbox ->
                        sandbox.withGenerateTime(Duration.ofSeconds(2)).withAnswers(AnswerMode.BLOCKING))
                .started()) {
            home.drop("same.json", "{\"prompt\": \"same #sandbox:submit-reset*1\", \"count\": 3}");
            JsonNode jobs = home.manifest("same").path("jobs");
            assertThat(jobs)
                    .hasSize(3)
                    .allMatch(job -> job.path("status").asText().equals("done"));
            assertThat(jobs).extracting(job -> job.path("request_id").asText()).doesNotHaveDuplicates();
            assertThat(home.upstream().requests()).hasSize(3);
            assertThat(home.saw("posts")).isEqualTo(4);
        }
    }

    @Test
    void oneQuestionServesAllJobsOfAMoment() throws Exception {
        try (HomeAtWork home = plan().with("reconcile.absent-after", "5m")
                .upstream(sandbox -> sandbox.withPageSize(500))
                .started()) {
            // Good ones in between, or it would look as if the upstream were down.
            String lines = IntStream.range(0, 100)
                    .mapToObj(i -> HomeAtWork.line("c" + i, "p" + i + " #sandbox:submit-reset-accepted")
                            + HomeAtWork.line("g" + i, "good " + i))
                    .collect(Collectors.joining());
            home.drop("many.jsonl", lines);
            JsonNode manifest = home.manifest("many");
            assertThat(manifest.at("/summary/pictures").asInt()).isEqualTo(200);
            for (int i = 0; i < 100; i++) {
                String prompt = "p" + i + " #sandbox:submit-reset-accepted";
                assertThat(withId(manifest, "c" + i).path("request_id").asText())
                        .isEqualTo(home.seen(prompt).requestId());
            }
            assertThat(home.saw("list_calls")).isLessThan(30);
            assertThat(home.saw("posts")).isEqualTo(200);
        }
    }

    /** Where a page does not reach back to the attempt, a longer one is asked for before a person is. */
    @Test
    void aBusyAccountNeedsALongerPageAndNoPerson() throws Exception {
        try (HomeAtWork home =
                plan().upstream(sandbox -> sandbox.withPageSize(1000)).started()) {
            home.drop(
                    "busy.jsonl",
                    IntStream.range(0, 3)
                            .mapToObj(i -> "{\"prompt\": \"busy " + i + " #sandbox:at-once\", \"count\": 80}\n")
                            .collect(Collectors.joining()));
            home.manifest("busy");
            home.drop("job.json", "{\"prompt\": \"lost #sandbox:submit-reset*1\"}");
            assertThat(home.only("job").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(240 + 2);
        }
    }

    /** A throttled request is over, but it was ours: it must not pass for the one that followed it. */
    @Test
    void aRequestThatWasLetGoIsNotTakenForTheNextOne() throws Exception {
        try (HomeAtWork home = plan().started()) {
            home.drop("job.json", "{\"prompt\": \"job #sandbox:throttled*1\"}");
            assertThat(home.only("job").path("status").asText()).isEqualTo("done");
            assertThat(home.upstream().requests())
                    .hasSize(2)
                    .allSatisfy(request ->
                            assertThat(home.ledger().knows(request.requestId())).isTrue());
        }
    }

    // --- what is wanted

    @ParameterizedTest
    @CsvSource({"submit-reset-accepted", "submit-500*1", "submit-timeout"})
    void holdHoldsAndNeverSendsAgain(String oddity) throws Exception {
        try (HomeAtWork home = plan().with("on-unknown-submit", "hold")
                .with("api.submit-timeout", "500ms")
                .started()) {
            home.drop("job.json", "{\"prompt\": \"job #sandbox:" + oddity + "\"}");
            Job held = home.job("job", JobState.HELD);
            assertThat(held.reason().reasonClass()).isEqualTo(ReasonClass.UNKNOWN_SUBMIT);
            assertThat(held.attempts()).isEqualTo(1);
            JsonNode manifest = home.manifest("job", written -> true);
            assertThat(manifest.path("complete").asBoolean()).isFalse();
            assertThat(manifest.at("/jobs/0/status").asText()).isEqualTo("held");
            assertThat(home.problem("job/job").path("reason").asText()).isEqualTo("unknown-submit");
            assertThat(home.saw("posts")).isEqualTo(1);
            assertThat(home.saw("list_calls")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"submit-500*2,done,3", "submit-500,held,4"})
    void resubmitSendsAgainAFewTimesUnderTheSameId(String oddity, String state, int posts) throws Exception {
        try (HomeAtWork home = plan().with("on-unknown-submit", "resubmit").started()) {
            home.drop("job.json", "{\"prompt\": \"job #sandbox:" + oddity + "\"}");
            Job job = home.job("job", JobState.of(state));
            assertThat(home.saw("posts")).isEqualTo(posts).isEqualTo(job.attempts());
            assertThat(job.attemptId()).isEqualTo(job.id() + "-a1");
            assertThat(home.saw("list_calls")).isZero();
        }
    }

    @Test
    void whatNeverArrivesIsHeldAfterManyTries() throws Exception {
        try (HomeAtWork home = plan().with("reconcile.absent-after", "100ms").started()) {
            home.drop("job.json", "{\"prompt\": \"job #sandbox:submit-500\"}");
            eventually(() -> {
                time.pass(Duration.ofSeconds(1));
                assertThat(home.jobs("job"))
                        .singleElement()
                        .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.HELD));
            });
            Job held = home.jobs("job").get(0);
            assertThat(held.reason().text()).contains("never arrived");
            assertThat(home.saw("posts")).isEqualTo(held.attempts()).isEqualTo(11);
        }
    }

    // --- time, and ends of processes

    /** Five looks over the time, and not one before. */
    @Test
    void anAbsenceIsProvenByLooksThatAreSpreadOverTheTime() throws Exception {
        try (HomeAtWork home = plan().with("reconcile.absent-after", "5m").started()) {
            home.drop("job.json", LOST.formatted("job"));
            for (Duration wait : List.of(
                    Duration.ofSeconds(30), Duration.ofSeconds(45), Duration.ofSeconds(75), Duration.ofSeconds(150))) {
                int calls = home.saw("list_calls");
                eventually(() -> assertThat(home.jobs("job")).singleElement().satisfies(job -> {
                    assertThat(job.state()).isEqualTo(JobState.UNKNOWN);
                    assertThat(job.dueAt()).isNotNull();
                    assertThat(Duration.between(home.flow().now(), job.dueAt())).isBetween(wait.minusSeconds(15), wait);
                }));
                assertThat(home.saw("posts")).isEqualTo(1);
                time.pass(wait);
                eventually(() -> assertThat(home.saw("list_calls")).isGreaterThan(calls));
            }
            assertThat(home.only("job").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("list_calls")).isEqualTo(5);
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }

    /** It is claimed, the list is asked, and the process ends: the next one looks again, and nothing is sent meanwhile. */
    @Test
    void anEndInTheMiddleOfALookCostsALook() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("shutdown.grace", "1s")
                .with("api.read-timeout", "1h")
                .started()) {
            home.upstream().order(Oddity.LIST_TIMEOUT, 1);
            home.drop("job.json", ARRIVED.formatted("job"));
            eventually(() -> assertThat(home.saw("list_calls")).isEqualTo(1));
            home.stop();
            home.start();
            assertThat(home.only("job").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    /** The clock was an hour ahead when it was sent: what arrived then was not made before it was sent. */
    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void aClockThatJumpedSinceTheAttemptMattersNot(long seconds) throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("api.submit-timeout", "1h")
                .with("shutdown.grace", "1s")
                .with("deadline", "10h")
                .prepared()) {
            Duration jump = Duration.ofSeconds(seconds);
            home.startBy(Clock.offset(Clock.systemUTC(), jump));
            home.drop("sent.json", "{\"prompt\": \"sent #sandbox:submit-timeout-accepted\"}");
            home.job("sent", JobState.SUBMITTING);
            eventually(() -> assertThat(home.saw("posts")).isEqualTo(1));
            home.stop();
            home.start();
            assertThat(home.only("sent").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }
}
