package lumadrop.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lumadrop.job.Ask;
import lumadrop.job.Counted;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Lesson;
import lumadrop.job.Mode;
import lumadrop.job.Picture;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock(START);
    private String url;
    private Ledger ledger;

    @BeforeEach
    void open() {
        url = "jdbc:sqlite:" + folder.resolve("ledger.db");
        ledger = open("me");
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Ledger open(String owner) {
        Ledger opened = Ledger.open(url, clock, new Owner(owner, "host", 1));
        opened.enter();
        return opened;
    }

    @Test
    void aDropAndItsJobsAreRecordedTogetherOrNotAtAll() {
        accept("d1", 2);
        List<Job> withADouble = List.of(job("d2", 1), job("d2", 1));
        CompletableFuture<Verdict> broken = accept(drop("d2", 2), withADouble);

        assertThat(broken).failsWithin(Duration.ofSeconds(10));
        assertThat(ledger.drop("d2")).isEmpty();
        assertThat(ledger.jobs("d2", 0, 10)).isEmpty();
        assertThat(ledger.tallies()).containsExactly(Map.entry(JobState.ACCEPTED, 2L));
    }

    /** So that what is said of a job stands in the order of its changes. */
    @Test
    void whoeverWroteAJobHearsOfItBeforeAnybodyCanTakeIt() throws Exception {
        accept("d1", 1);
        Job claimed = ledger.claim(List.of(JobState.ACCEPTED), JobState.SUBMITTING, 1, Integer.MAX_VALUE)
                .get(0);
        List<String> heard = new CopyOnWriteArrayList<>();
        ledger.onJob(JobState.READY, at -> heard.add("due"));
        ledger.write(
                        Step.to(claimed, claimed.with(JobState.READY, START), List.of()),
                        job -> heard.add(job.state() + " written"))
                .join();
        assertThat(heard).containsExactly("READY written", "due");
    }

    @Test
    void whatPeopleMadeOfJobsIsFoundWithItsStates() {
        accept("d1", 2);
        Job one = ledger.jobs("d1", 0, 1).get(0);
        clock.advance(Duration.ofMinutes(1));
        Instant now = clock.instant();
        JobEvent hand = new JobEvent(now, "hand", "cancel", "by me");
        ledger.byHand(Step.to(one, one.with(JobState.FAILED, now), List.of(hand)));
        assertThat(ledger.handEvents(now)).map(ledger::made).singleElement().satisfies(found -> {
            HandMade made = found.orElseThrow();
            assertThat(made.job().id()).isEqualTo(one.id());
            assertThat(made.event()).isEqualTo(hand);
            assertThat(made.from()).isEqualTo(JobState.ACCEPTED);
            assertThat(made.to()).isEqualTo(JobState.FAILED);
        });
        assertThat(ledger.handEvents(now.plusMillis(1))).isEmpty();
    }

    @Test
    void aJobComesBackAsItWasWritten() {
        Ask ask = new Ask(
                Mode.EDIT,
                "luma-uni-1.1",
                "Nacht 🌙\n\"quoted\"",
                "16:9",
                "https://images.example/a.png?x=1",
                Map.of("seed", 7),
                "mine-1",
                Map.of("campaign", "winter"));
        Job job = new Job(
                "d1-1", "d1", 1, "night", "d1/night", ask, JobState.ACCEPTED, 0, START, null, 0, 0, null, START, START);
        accept(drop("d1", 1), List.of(job)).join();

        assertThat(ledger.job("d1-1")).contains(job);
    }

    @Test
    void aClaimTakesWhatIsDueOnceAndIsDurableBeforeItReturns() throws Exception {
        accept("d1", 3);
        List<Job> claimed = ledger.claim(List.of(JobState.ACCEPTED), JobState.SUBMITTING, 2, Integer.MAX_VALUE);

        assertThat(claimed).extracting(Job::id).containsExactly("d1-1", "d1-2");
        assertThat(claimed).allSatisfy(job -> {
            assertThat(job.state()).isEqualTo(JobState.SUBMITTING);
            assertThat(job.attempts()).isEqualTo(1);
            assertThat(job.dueAt()).isNull();
        });
        try (var other = DriverManager.getConnection(url);
                var statement = other.createStatement();
                var row = statement.executeQuery("SELECT COUNT(*) FROM jobs WHERE state = 'submitting'")) {
            assertThat(row.getInt(1)).isEqualTo(2);
        }
        assertThat(ledger.claim(List.of(JobState.ACCEPTED), JobState.SUBMITTING, 10, Integer.MAX_VALUE))
                .extracting(Job::id)
                .containsExactly("d1-3");
        assertThat(ledger.claim(List.of(JobState.ACCEPTED), JobState.SUBMITTING, 10, Integer.MAX_VALUE))
                .isEmpty();
    }

    @Test
    void aJobWhoseTurnIsLaterWaits() {
        accept("d1", 1);
        Job job = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Instant later = START.plusSeconds(60);
        write(job, job.with(JobState.ACCEPTED, later));

        assertThat(ledger.claim(List.of(JobState.ACCEPTED), null, 10, Integer.MAX_VALUE))
                .isEmpty();
        assertThat(ledger.nextDue(List.of(JobState.ACCEPTED))).contains(later);
        clock.advance(Duration.ofSeconds(60));
        assertThat(ledger.claim(List.of(JobState.ACCEPTED), null, 10, Integer.MAX_VALUE))
                .hasSize(1);
    }

    @Test
    void neverMoreAreInFlightThanAllowed() {
        accept("d1", 10);
        assertThat(ledger.claim(List.of(JobState.ACCEPTED), JobState.SUBMITTING, 64, 4))
                .hasSize(4);
        assertThat(ledger.claim(List.of(JobState.ACCEPTED), JobState.SUBMITTING, 64, 4))
                .isEmpty();
    }

    @Test
    void aStepFromAnOlderFormIsRefused() {
        accept("d1", 1);
        Job claimed = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Job before = ledger.job("d1-1").orElseThrow();
        assertThat(ledger.byHand(Step.to(before, before.with(JobState.FAILED, START), List.of())))
                .isPresent();

        Optional<Job> refused = write(claimed, claimed.with(JobState.IN_FLIGHT, START));

        assertThat(refused).isEmpty();
        assertThat(ledger.job("d1-1").orElseThrow().state()).isEqualTo(JobState.FAILED);
        assertThat(ledger.tallies()).containsExactly(Map.entry(JobState.FAILED, 1L));
    }

    @Test
    void whatADeadOwnerHadInHandComesBackAndASubmitBecomesUnknown() {
        accept("d1", 3);
        claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Job sent = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        write(sent, sent.withRequest(Request.taken("r2", START)).with(JobState.IN_FLIGHT, START));
        claimOne(JobState.IN_FLIGHT, null);
        ledger.close();

        ledger = open("next");
        assertThat(ledger.beats()).containsKeys("me", "next");
        assertThat(ledger.release("me")).hasSize(2);

        assertThat(ledger.job("d1-1").orElseThrow().state()).isEqualTo(JobState.UNKNOWN);
        assertThat(claimOne(JobState.IN_FLIGHT, null).id()).isEqualTo("d1-2");
        assertThat(claimOne(JobState.ACCEPTED, null).id()).isEqualTo("d1-3");
        assertThat(ledger.beats()).containsOnlyKeys("next");
    }

    @Test
    void whatHasEndedUpstreamWaitsForRecoveryAndNothingOpenDoes() {
        accept("d1", 2);
        for (String id : List.of("r1", "r2")) {
            Job job = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
            write(job, job.withRequest(Request.taken(id, START)).with(JobState.IN_FLIGHT, START));
        }
        Job ended = claimOne(JobState.IN_FLIGHT, null);
        Request request = ended.request().ended(lumadrop.job.Phase.SUCCEEDED);
        ledger.write(Step.keeping(ended, ended.withRequest(request).with(JobState.IN_FLIGHT, null), List.of()))
                .join();
        ledger.release("me");

        assertThat(ledger.unconfirmed()).extracting(Job::id).containsExactly(ended.id());
        assertThat(ledger.claim(List.of(JobState.IN_FLIGHT), null, 10, Integer.MAX_VALUE))
                .extracting(Job::id)
                .doesNotContain(ended.id())
                .hasSize(1);
    }

    /** By an item of the list: whatever its turn, but never out of another's hand. */
    @Test
    void theJobOfARequestInFlightIsTakenOnceWheneverItIsDue() {
        accept("d1", 3);
        Instant later = START.plusSeconds(3600);
        for (int n = 1; n <= 3; n++) {
            Job submitting = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
            write(
                    submitting,
                    submitting
                            .withRequest(Request.taken("r" + n, START))
                            .with(n == 1 ? JobState.OVERDUE : JobState.IN_FLIGHT, later));
        }
        Job ready = ledger.byRequest("r3").orElseThrow();
        write(ready, ready.with(JobState.READY, START));
        try (Ledger other = open("other")) {
            List<Job> taken = ledger.claimRequests(List.of("r1", "r2", "r3", "stranger"));
            assertThat(taken).extracting(job -> job.request().id()).containsExactly("r1", "r2");
            assertThat(taken).allSatisfy(job -> {
                assertThat(job.dueAt()).isNull();
                assertThat(other.job(job.id())).contains(job);
            });
            assertThat(taken).extracting(Job::state).containsExactly(JobState.OVERDUE, JobState.IN_FLIGHT);
            assertThat(other.claimRequests(List.of("r1", "r2"))).isEmpty();
            ledger.write(Step.to(taken.get(1), taken.get(1).with(JobState.IN_FLIGHT, later), List.of()))
                    .join();
            assertThat(other.claimRequests(List.of("r1", "r2")))
                    .extracting(job -> job.request().id())
                    .containsExactly("r2");
        }
    }

    @Test
    void oneRequestIsNeverTwoJobs() {
        accept("d1", 2);
        Job first = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Job second = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        write(first, first.withRequest(Request.taken("same", START)).with(JobState.IN_FLIGHT, START));

        Step step = Step.to(
                second, second.withRequest(Request.taken("same", START)).with(JobState.IN_FLIGHT, START), List.of());
        assertThat(ledger.write(step)).failsWithin(Duration.ofSeconds(10));
        assertThat(ledger.job(second.id()).orElseThrow().state()).isEqualTo(JobState.SUBMITTING);
    }

    @Test
    void aWriteThatFailsTakesNoOtherOfItsGroupWithIt() {
        List<CompletableFuture<Verdict>> good = new ArrayList<>();
        List<CompletableFuture<Verdict>> bad = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String id = "d" + i;
            good.add(accept(drop(id, 1), List.of(job(id, 1))));
            bad.add(accept(drop(id, 1), List.of(job(id, 1))));
        }
        assertThat(good).allSatisfy(write -> assertThat(write).succeedsWithin(Duration.ofSeconds(10)));
        assertThat(bad).allSatisfy(write -> assertThat(write).failsWithin(Duration.ofSeconds(10)));
        assertThat(ledger.tallies()).containsExactly(Map.entry(JobState.ACCEPTED, 50L));
    }

    @Test
    void aDropsManifestIsDueWhenNoneOfItsJobsIsWaitedFor() {
        accept("d1", 2);
        Job first = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Job second = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        write(first, first.with(JobState.FAILED, START));
        write(second, second.with(JobState.OVERDUE, START.plusSeconds(60)));
        assertThat(ledger.claimDrops(10)).as("a failed job is not told of yet").isEmpty();

        Job failed = claimOne(JobState.FAILED, null);
        ledger.write(new Step(
                        failed,
                        failed.with(JobState.FAILED, null),
                        List.of(),
                        false,
                        true,
                        List.of(),
                        List.of(),
                        "reach",
                        42))
                .join();

        List<DueDrop> due = ledger.claimDrops(10);
        assertThat(due).extracting(drop -> drop.drop().id()).containsExactly("d1");
        assertThat(ledger.mark("reach")).isEqualTo(42);
        assertThat(ledger.isBusy()).as("its manifest is being written").isTrue();
        ledger.manifestWritten(due.get(0), false).join();
        assertThat(ledger.isBusy()).isFalse();
        assertThat(ledger.claimDrops(10)).isEmpty();
    }

    @Test
    void aHistoryNeverRunsBackwardsThoughTheClockDoes() {
        accept("d1", 1);
        Job job = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        clock.advance(Duration.ofHours(-1));
        write(job, job.withRequest(Request.taken("r1", START)).with(JobState.IN_FLIGHT, START));

        List<Instant> times = ledger.events("d1-1").stream().map(JobEvent::at).toList();
        assertThat(times).hasSize(4).isSorted(); // accepted, submitting and its attempt, in_flight
    }

    @Test
    void aClockThatWasSetBackBetweenTwoRunsKeepsNothingWaiting() {
        accept("d1", 1);
        Job job = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Request request = Request.taken("r1", clock.instant());
        write(
                job,
                job.withRequest(request)
                        .with(JobState.IN_FLIGHT, clock.instant().plusSeconds(2)));
        ledger.beat();

        clock.advance(Duration.ofHours(-1));
        assertThat(ledger.followClock()).isEqualTo(Duration.ofHours(1));

        clock.advance(Duration.ofSeconds(2));
        Job due = claimOne(JobState.IN_FLIGHT, null);
        assertThat(due.request().submittedAt()).isEqualTo(START.minus(Duration.ofHours(1)));
    }

    @Test
    void whatWasLearnedIsKeptAndWrittenOverByWhatIsLearnedLater() {
        Lesson edits = new Lesson("m", Mode.EDIT, "total", "1;5:1", START);
        ledger.keep(List.of(new Lesson("m", Mode.TEXT_TO_IMAGE, "total", "1;7:1", START), edits));
        Lesson later = new Lesson("m", Mode.TEXT_TO_IMAGE, "total", "1;7:2", START.plusSeconds(5));
        ledger.keep(List.of(later));
        ledger.beat(); // written after it
        assertThat(ledger.lessons()).containsExactlyInAnyOrder(edits, later);
    }

    @Test
    void anOwnerThatWasTakenForDeadEntersAnew() {
        ledger.release("me");
        assertThat(ledger.beats()).isEmpty();
        ledger.beat();
        assertThat(ledger.beats()).containsOnlyKeys("me");
    }

    @Test
    void picturesAreWrittenWithTheStepThatEndsTheJob() {
        accept("d1", 1);
        Job job = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Picture picture = new Picture(1, "d1/a.png", 10, "ab", "image/png", 2, 3, "https://media.example/a");
        ledger.write(new Step(
                        job,
                        job.with(JobState.DONE, START),
                        List.of(),
                        false,
                        false,
                        List.of(),
                        List.of(picture),
                        null,
                        0))
                .join();
        assertThat(ledger.pictures("d1-1")).containsExactly(picture);
        History history = new History(ledger.events("d1-1"), List.of(picture));
        assertThat(ledger.history("d1-1")).isEqualTo(history);
        assertThat(ledger.histories("d1", 1, 1)).isEqualTo(Map.of("d1-1", history));
    }

    @Test
    void aJobThatIsOpenedAgainHasNoPicturesUntilItIsDoneAgain() {
        accept("d1", 1);
        Job job = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        doneWith(job, picture(1), picture(2));
        Job done = claimOne(JobState.DONE, null);
        assertThat(ledger.pictures("d1-1")).hasSize(2);
        write(done, done.with(JobState.DONE, START));
        assertThat(ledger.pictures("d1-1")).as("it is told of").hasSize(2);
        done = claimOne(JobState.DONE, null);
        write(done, done.with(JobState.READY, START));
        assertThat(ledger.pictures("d1-1")).isEmpty();
        doneWith(claimOne(JobState.READY, null), picture(1));
        assertThat(ledger.pictures("d1-1")).containsExactly(picture(1));
    }

    private void doneWith(Job job, Picture... pictures) {
        ledger.write(new Step(
                        job,
                        job.with(JobState.DONE, START),
                        List.of(),
                        false,
                        true,
                        List.of(),
                        List.of(pictures),
                        null,
                        0))
                .join();
    }

    private static Picture picture(int n) {
        return new Picture(n, "d1/a-" + n + ".png", 10, "ab", "image/png", 2, 3, "https://media.example/" + n);
    }

    @Test
    void whatIsClosedForLongIsForgottenAndTheRestStays() {
        accept("d1", 1);
        accept("d2", 1);
        Job job = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        write(job, job.with(JobState.DONE, START));
        Job done = claimOne(JobState.DONE, null);
        ledger.write(new Step(
                        done, done.with(JobState.DONE, null), List.of(), false, true, List.of(), List.of(), null, 0))
                .join();
        ledger.manifestWritten(ledger.claimDrops(1).get(0), true).join();

        clock.advance(Duration.ofDays(91));
        assertThat(ledger.forgetClosed(clock.instant().minus(Duration.ofDays(90))))
                .isEqualTo(1);
        assertThat(ledger.drop("d1")).isEmpty();
        assertThat(ledger.events("d1-1")).isEmpty();
        assertThat(ledger.drop("d2")).isPresent();
        assertThat(ledger.tallies()).containsExactly(Map.entry(JobState.ACCEPTED, 1L));
    }

    /** As when somebody asks for the status while the first run begins. */
    @Test
    void severalMayBeginANewLedgerAtOneTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 5; round++) {
                String fresh = "jdbc:sqlite:" + folder.resolve("fresh-" + round + ".db");
                CyclicBarrier together = new CyclicBarrier(4);
                Callable<Void> begin = () -> {
                    together.await();
                    Ledger.open(fresh, clock, new Owner("one", "host", 1)).close();
                    return null;
                };
                for (Future<Void> begun : threads.invokeAll(List.of(begin, begin, begin, begin))) {
                    begun.get();
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void aDamagedLedgerStopsTheStartAndIsLeftAsItIs() throws Exception {
        Path damaged = folder.resolve("damaged.db");
        Files.writeString(damaged, "this is no database, and it is long enough to be taken for one".repeat(20));
        byte[] before = Files.readAllBytes(damaged);

        assertThatThrownBy(() -> Ledger.open("jdbc:sqlite:" + damaged, clock, new Owner("x", "host", 1)))
                .isInstanceOf(LedgerFault.class);
        assertThat(Files.readAllBytes(damaged)).isEqualTo(before);
    }

    @Test
    void noStatementOfTheFlowScansTheJobs() throws Exception {
        List<String> plans = new ArrayList<>();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (String sql : List.of(
                    "UPDATE jobs SET owner = 'x', due_at = NULL WHERE id IN (SELECT id FROM jobs WHERE state = 'accepted'"
                            + " AND due_at <= 1 ORDER BY due_at LIMIT 64)",
                    "SELECT MIN(due_at) FROM jobs WHERE state = 'accepted' AND due_at IS NOT NULL",
                    "SELECT * FROM jobs WHERE owner = 'x'",
                    "SELECT 1 FROM jobs WHERE pending = 1 LIMIT 1",
                    "SELECT 1 FROM jobs WHERE drop_id = 'd' AND pending = 1",
                    "SELECT * FROM jobs WHERE ended IS NOT NULL AND state IN ('in_flight', 'overdue')"
                            + " AND (owner IS NULL OR owner = 'x') AND due_at IS NULL",
                    "SELECT * FROM jobs WHERE state IN ('unknown', 'overdue', 'held') ORDER BY state, id LIMIT 20",
                    "SELECT * FROM jobs WHERE request_id = 'r'",
                    "UPDATE jobs SET owner = 'x', due_at = NULL WHERE request_id = 'r' AND state IN ('in_flight',"
                            + " 'overdue') AND due_at IS NOT NULL",
                    "SELECT * FROM drops WHERE content = 'c' AND closed_at IS NULL AND EXISTS (SELECT 1 FROM jobs"
                            + " WHERE drop_id = drops.id AND state NOT IN ('done', 'failed')) ORDER BY id LIMIT 1",
                    "SELECT * FROM drops WHERE content = 'c' ORDER BY closed_at DESC LIMIT 1",
                    "SELECT * FROM idempotency_keys WHERE idempotency_key = 'k'",
                    "SELECT 1 FROM events WHERE kind = 'request' AND word = 'r'",
                    "SELECT * FROM jobs WHERE open_since IS NOT NULL",
                    "SELECT * FROM events WHERE job_id IN (SELECT id FROM jobs WHERE drop_id = 'd' AND n >= 1 AND n <= 9)",
                    "SELECT * FROM pictures WHERE job_id IN (SELECT id FROM jobs WHERE drop_id = 'd' AND n >= 1)",
                    "SELECT * FROM jobs WHERE owner IS NOT NULL AND state = 'submitting'",
                    "SELECT MIN(due_at) FROM drops WHERE due_at IS NOT NULL",
                    "SELECT 1 FROM drops WHERE owner IS NOT NULL LIMIT 1")) {
                try (var row = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
                    while (row.next()) {
                        plans.add(row.getString("detail"));
                    }
                }
            }
        }
        assertThat(plans)
                .isNotEmpty()
                .allSatisfy(plan -> assertThat(plan.toUpperCase(Locale.ROOT))
                        .satisfiesAnyOf(
                                line -> assertThat(line).contains("INDEX"),
                                line -> assertThat(line).startsWith("LIST SUBQUERY"),
                                line -> assertThat(line).startsWith("CORRELATED SCALAR SUBQUERY"),
                                line -> assertThat(line).startsWith("MULTI-INDEX OR")));
    }

    /** At a start after a crash: however many jobs are settled, few are looked at. */
    @Test
    void whatSettledSinceIsFoundByIndexes() throws Exception {
        List<String> plans = new ArrayList<>();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + JobTable.SETTLED_SINCE);
                var row = statement.executeQuery()) {
            while (row.next()) {
                plans.add(row.getString("detail"));
            }
        }
        assertThat(plans)
                .filteredOn(plan -> plan.startsWith("SCAN") || plan.startsWith("SEARCH"))
                .hasSizeGreaterThan(5)
                .allMatch(plan -> plan.contains("INDEX"));
    }

    @Test
    void whatSettledSinceIsFoundWhateverHasBecomeOfItsDrop() {
        accept("closed", 1);
        accept("open", 2);
        accept("held", 2);
        settle("closed", 1, JobState.DONE);
        settle("open", 1, JobState.DONE);
        settle("held", 1, JobState.DONE);
        settle("held", 2, JobState.HELD);
        for (DueDrop due : ledger.claimDrops(10)) {
            ledger.manifestWritten(due, due.drop().id().equals("closed")).join();
        }
        assertThat(ledger.settledSince(START)).extracting(Job::id).contains("closed-1", "open-1", "held-1", "held-2");
        assertThat(ledger.settledSince(START.plusSeconds(3600))).isEmpty();
    }

    /** What an uncertain submit left is adopted, and let go again, in one step: it stays known as ours. */
    @Test
    void aRequestThatAJobHasHadBetweenTwoWritesStaysKnown() {
        accept("d1", 1);
        Job job = ledger.job("d1-1").orElseThrow();
        Job adopted = job.withRequest(Request.taken("r-1", START)).with(JobState.IN_FLIGHT, null);
        Job again = adopted.withRequest(null).with(JobState.ACCEPTED, START);
        ledger.write(new Step(job, again, List.of(adopted), false, false, List.of(), List.of(), null, 0))
                .join();
        assertThat(ledger.job("d1-1").orElseThrow().request()).isNull();
        assertThat(ledger.knows("r-1")).isTrue();
    }

    /** What a commit took in hand stays in hand where its confirmation was lost, and it is done once more. */
    @Test
    void aStepThatKeepsTheJobMayBeWrittenTwice() {
        accept("d1", 1);
        Job claimed = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Job taken = claimed.withRequest(Request.taken("r-1", START)).with(JobState.IN_FLIGHT, null);
        Step step = Step.keeping(claimed, taken, List.of());
        Job once = ledger.write(step).join().orElseThrow();
        clock.advance(Duration.ofSeconds(1));

        assertThat(ledger.write(step).join()).contains(once);
        assertThat(ledger.events("d1-1"))
                .extracting(JobEvent::word)
                .filteredOn("in_flight"::equals)
                .hasSize(1);
        assertThat(ledger.tallies()).containsExactly(Map.entry(JobState.IN_FLIGHT, 1L));

        write(once, once.with(JobState.READY, START));
        assertThat(ledger.write(step).join()).isEmpty();
    }

    @Test
    void whoeverWaitsForRoomHearsOfAJobThatIsNotInFlightAnyMoreThoughItIsKeptInHand() {
        accept("d1", 1);
        List<Instant> heard = new CopyOnWriteArrayList<>();
        ledger.onRoom(heard::add);
        Job claimed = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Job inFlight = ledger.write(Step.keeping(
                        claimed,
                        claimed.withRequest(Request.taken("r-1", START)).with(JobState.IN_FLIGHT, null),
                        List.of()))
                .join()
                .orElseThrow();
        assertThat(heard).isEmpty();

        ledger.write(Step.keeping(inFlight, inFlight.with(JobState.READY, null), List.of()))
                .join();
        assertThat(heard).hasSize(1);
    }

    @Test
    void everyTroubleCountsAlsoOneThatWasOverBeforeTheNextWrite() {
        accept("d1", 1);
        Job job = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Reason reason = new Reason(ReasonClass.UPSTREAM_FAILED, "no media");
        Job troubled = job.withRequest(Request.taken("r-1", START))
                .with(JobState.IN_FLIGHT, null)
                .withCounts(1, 1)
                .withReason(reason);
        Job well = troubled.withCounts(1, 0).withReason(null).with(JobState.READY, START);
        ledger.write(new Step(job, well, List.of(troubled), false, false, List.of(), List.of(), null, 0))
                .join();
        assertThat(ledger.counters().get(Counted.RETRIED))
                .containsExactly(Map.entry(reason.reasonClass().word(), 1L));
    }

    @Test
    void aHistoryNeverRunsBackwardsWithinAStep() {
        accept("d1", 1);
        Job job = claimOne(JobState.ACCEPTED, JobState.SUBMITTING);
        Instant later = START.plusSeconds(2);
        List<JobEvent> events = List.of(
                new JobEvent(later, "state", "in_flight", null),
                new JobEvent(START.plusSeconds(1), "status", "processing", null));
        ledger.write(Step.to(job, job.withRequest(Request.taken("r-1", START)).with(JobState.IN_FLIGHT, later), events))
                .join();
        assertThat(ledger.events("d1-1")).extracting(JobEvent::at).isSorted();
    }

    /** Two at work on one manifest could leave the older one. */
    @Test
    void aDropWhoseManifestIsBeingWrittenIsTakenByNobodyElse() {
        accept("d1", 2);
        settle("d1", 1, JobState.DONE);
        settle("d1", 2, JobState.HELD);
        DueDrop writing = ledger.claimDrops(10).get(0);
        settle("d1", 2, JobState.DONE);
        assertThat(ledger.claimDrops(10)).isEmpty();
        assertThat(ledger.nextDropDue()).isEmpty();
        assertThat(ledger.isBusy()).isTrue();

        ledger.manifestWritten(writing, false).join();
        DueDrop again = ledger.claimDrops(10).get(0);
        settle("d1", 1, JobState.DONE);
        ledger.giveBack(again, START.plusSeconds(10)).join();
        assertThat(ledger.claimDrops(10)).extracting(due -> due.drop().id()).containsExactly("d1");
    }

    private void settle(String drop, int n, JobState state) {
        Job job = ledger.job(drop + "-" + n).orElseThrow();
        Reason reason = state == JobState.HELD ? new Reason(ReasonClass.SAME_DROP, "as before") : null;
        Job settled = ledger.write(Step.to(job, job.withReason(reason).with(state, START), List.of()))
                .join()
                .orElseThrow();
        ledger.write(new Step(
                        settled, settled.with(state, null), List.of(), false, true, List.of(), List.of(), null, 0))
                .join();
    }

    private void accept(String id, int n) {
        List<Job> jobs = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            jobs.add(job(id, i));
        }
        accept(drop(id, n), jobs).join();
    }

    private CompletableFuture<Verdict> accept(Drop drop, List<Job> jobs) {
        return ledger.accept(
                new Offer(drop, jobs, null, List.of(), OnSame.ACCEPT), path -> path.toLowerCase(Locale.ROOT), false);
    }

    private Job claimOne(JobState from, JobState to) {
        return ledger.claim(List.of(from), to, 1, Integer.MAX_VALUE).get(0);
    }

    private Optional<Job> write(Job from, Job to) {
        return ledger.write(Step.to(from, to, List.of())).join();
    }

    private Drop drop(String id, int jobs) {
        return new Drop(id, id + ".json", id, id + ".json", "00", 10, START, jobs);
    }

    private Job job(String drop, int n) {
        Ask ask = new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", "a cat", null, null, Map.of(), null, Map.of());
        return new Job(
                drop + "-" + n,
                drop,
                n,
                "cat",
                drop + "/cat-" + n,
                ask,
                JobState.ACCEPTED,
                0,
                START.plusMillis(n - 10),
                null,
                0,
                0,
                null,
                START,
                START);
    }

    /** A clock that moves when it is told to. */
    private static final class MovingClock extends Clock {
        private volatile Instant now;

        MovingClock(Instant now) {
            this.now = now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
