package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Step;
import lumadrop.sandbox.AnswerMode;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the aggregator's recovery takes up: what has ended and was not confirmed, and nothing that is still open. */
class RecoveryFlowTest {
    private static final int INTERVAL = 50;

    @TempDir
    Path root;

    @Test
    void recoveryTouchesOnlyWhatHasEndedAndIsUnconfirmed() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("poll.interval", "1h") // so that whatever asks after the five was not their turn
                .with("poll.learn", "false") // which asks sooner at first
                .with("poll.overdue-interval", "1h")
                .with("deadline", "10h")
                .started()) {
            AtomicInteger broken = new AtomicInteger();
            quickRecovery(home.flow().camelContext(), broken);
            home.drop("open.json", "{\"prompt\": \"open #sandbox:frozen\", \"count\": 5}");
            eventually(() -> assertThat(home.jobs("open"))
                    .hasSize(5)
                    .allMatch(job -> job.state() == JobState.IN_FLIGHT && job.dueAt() != null));
            Map<String, Integer> before = versions(home);

            // Ends in its submit's own answer; the step after the end, which confirms it, breaks three times.
            home.drop("ends.json", "{\"prompt\": \"ends #sandbox:at-once\"}");
            assertThat(home.only("ends").path("status").asText()).isEqualTo("done");
            assertThat(broken).hasValue(4);
            assertThat(home.only("ends").path("timeline"))
                    .extracting(event -> event.path("status").asText())
                    .containsOnlyOnce("ready");
            assertThat(versions(home)).isEqualTo(before);
            assertThat(home.upstream().requests()).hasSize(6).allMatch(request -> request.posts() <= 5);
            assertThat(home.saw("posts")).isEqualTo(6);
            assertThat(home.saw("status_calls")).isZero();
        }
    }

    /** Ended and not yet in its next state, for its route is just about to write that: not the recovery's. */
    @Test
    void recoveryLeavesAloneWhatItsOwnRouteIsAboutToConfirm() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            CamelContext context = home.flow().camelContext();
            LedgerRepository repository =
                    context.getRegistry().lookupByNameAndType("ledgerRepository", LedgerRepository.class);
            repository.setRecoveryInterval(INTERVAL);
            List<Set<String>> scanned = new CopyOnWriteArrayList<>();
            AtomicBoolean broken = new AtomicBoolean();
            AdviceWith.adviceWith(
                    context,
                    "timeline",
                    route -> route.interceptSendToEndpoint("ledger:ready").process(exchange -> {
                        if (broken.getAndSet(true)) {
                            assertThat(home.ledger().unconfirmed()).hasSize(1);
                            scanned.add(repository.scan(context));
                        } else {
                            throw new IllegalStateException("the step after the end breaks");
                        }
                    }));
            home.drop("cat.json", "{\"prompt\": \"cat\"}");
            assertThat(home.only("cat").path("status").asText()).isEqualTo("done");
            assertThat(scanned).containsExactly(Set.of());
        }
    }

    private static Map<String, Integer> versions(HomeAtWork home) {
        return home.jobs("open").stream().collect(Collectors.toMap(Job::id, Job::version));
    }

    /** A recovery each fifty milliseconds, and a step after the end that breaks three times. */
    private static void quickRecovery(CamelContext context, AtomicInteger tries) throws Exception {
        context.getRegistry()
                .lookupByNameAndType("ledgerRepository", LedgerRepository.class)
                .setRecoveryInterval(INTERVAL);
        AdviceWith.adviceWith(
                context,
                "timeline",
                route -> route.interceptSendToEndpoint("ledger:ready").process(exchange -> {
                    if (tries.incrementAndGet() <= 3) {
                        throw new IllegalStateException("the step after the end breaks");
                    }
                }));
    }

    /** As a process leaves it that dies between the fold of the last answer and the step that follows from it. */
    @Test
    void whatHadEndedWhenTheProcessDiedIsCompletedOnceAtTheNextStart() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("poll.interval", "1h")
                .with("poll.overdue-interval", "1h")
                .with("deadline", "10h")
                .started()) {
            home.drop("open.json", "{\"prompt\": \"open #sandbox:frozen\"}");
            home.drop("ended.json", "{\"prompt\": \"ended\"}");
            assertThat(home.only("ended").path("status").asText()).isEqualTo("done");
            Job open = home.job("open", JobState.IN_FLIGHT);
            home.stop();
            try (Ledger dead = home.openLedger(Clock.systemUTC())) {
                dead.enter();
                Job job = dead.job(open.id()).orElseThrow();
                Request ended = job.request().ended(Phase.FAILED);
                Job next = job.withRequest(ended)
                        .withReason(new Reason(ReasonClass.UPSTREAM_FAILED, "it broke"))
                        .with(job.state(), null);
                assertThat(dead.write(Step.keeping(job, next, List.of())).join())
                        .isPresent();
            } // and never leaves: it was killed
            home.start();
            assertThat(home.only("open").at("/reason/text").asText()).isEqualTo("it broke");
            assertThat(home.saw("posts")).isEqualTo(2);
            eventually(() -> assertThat(home.told()).hasSize(2));
        }
    }

    /** The ledger's mark may lie before lines that were told of: what settles once more has a line of its own all the same. */
    @Test
    void theLineOfAnEarlierEndIsNotTakenForThatOfALaterOne() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("twice.json", "{\"prompt\": \"twice #sandbox:moderated\"}");
            assertThat(home.only("twice").path("status").asText()).isEqualTo("failed");
            eventually(() -> assertThat(home.told()).hasSize(1));
            Job failed = home.job("twice", JobState.FAILED);
            home.stop();
            try (Ledger between = home.openLedger(Clock.systemUTC())) {
                Job known = between.job(failed.id()).orElseThrow();
                Job done = known.withReason(null)
                        .with(JobState.DONE, Clock.systemUTC().instant());
                assertThat(between.byHand(Step.to(known, done, List.of()))).isPresent();
                between.mark(Settles.REACH, 0);
            } // stopped before it told of that
            home.start();
            eventually(() -> assertThat(home.told())
                    .extracting(line -> line.path("status").asText())
                    .containsExactly("failed", "done"));
        }
    }

    /** What was being sent when the process died may have been taken: the upstream's list shows it. */
    @Test
    void whatWasBeingSubmittedWhenTheProcessDiedIsNeverSentAgain() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("api.submit-timeout", "1h")
                .with("shutdown.grace", "1s")
                .started()) {
            home.drop("sent.json", "{\"prompt\": \"sent #sandbox:submit-timeout-accepted\"}");
            home.job("sent", JobState.SUBMITTING);
            eventually(() -> assertThat(home.saw("posts")).isEqualTo(1));
            home.stop();
            home.start();
            assertThat(home.only("sent").path("status").asText()).isEqualTo("done");
            assertThat(home.jobs("sent").get(0).attempts()).isEqualTo(1);
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    /** As after a long garbage collection: another process took this one for dead, and it was only slow. */
    @Test
    void anAnswerThatComesAfterItsOwnerWasTakenForDeadStillSettlesItsJob() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                        .upstream(sandbox ->
                                sandbox.withAnswers(AnswerMode.BLOCKING).withGenerateTime(Duration.ofSeconds(2)))
                        .started();
                Ledger other = home.openLedger(Clock.systemUTC())) {
            home.drop("slow.json", "{\"prompt\": \"slow\"}");
            home.job("slow", JobState.SUBMITTING);
            eventually(() -> assertThat(home.saw("posts")).isEqualTo(1));
            other.release(home.ledger().owner().id());
            assertThat(home.jobs("slow").get(0).state()).isNotIn(JobState.SUBMITTING, JobState.ACCEPTED);
            assertThat(home.only("slow").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(1);
            assertThat(home.jobs("slow").get(0).attempts()).isEqualTo(1);
        }
    }

    @Test
    void aStopGivesBackWhatIsInHandAndTheNextStartGoesOn() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(1)))
                .started()) {
            home.drop("many.json", "{\"prompt\": \"many\", \"count\": 30}");
            eventually(() -> assertThat(home.saw("posts")).isPositive());
            home.stop();
            home.start();
            assertThat(home.manifest("many").at("/summary/pictures").asInt()).isEqualTo(30);
            assertThat(home.saw("posts")).isEqualTo(30);
            eventually(() -> assertThat(home.told()).hasSize(30));
        }
    }
}
