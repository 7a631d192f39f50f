package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import lumadrop.flow.Health.Standstill;
import lumadrop.job.Counted;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.sandbox.SeenRequest;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is paid for that could not be stored; what is paid for is collected when the fault is over. */
class BackPressureFlowTest {
    private static final int JOBS = 20;

    @TempDir
    Path root;

    private static String jobs(String oddity) {
        StringBuilder jobs = new StringBuilder();
        for (int i = 0; i < JOBS; i++) {
            jobs.append(HomeAtWork.line("j" + i, "picture " + i + oddity));
        }
        return jobs.toString();
    }

    private static void assertAllDoneOnce(HomeAtWork home, String folder) throws Exception {
        JsonNode manifest = home.manifest(folder);
        assertThat(manifest.path("jobs"))
                .hasSize(JOBS)
                .allSatisfy(job -> assertThat(job.path("status").asText()).isEqualTo("done"));
        home.awaitIdle();
        assertThat(home.saw("posts")).isEqualTo(JOBS);
        assertThat(home.upstream().requests()).extracting(SeenRequest::prompt).doesNotHaveDuplicates();
        assertThat(home.told()).hasSize(JOBS);
        eventually(() -> assertThat(home.flow().connectionsInUse()).isZero());
    }

    /** How the output fails as a whole. */
    enum Failing {
        NO_PARTS {
            @Override
            void begin(Path output, Mount mount) throws Exception {
                Files.move(output.resolve(".lumadrop"), output.resolve(".aside"));
                Files.createFile(output.resolve(".lumadrop"));
            }

            @Override
            void end(Path output, Mount mount) throws Exception {
                Files.delete(output.resolve(".lumadrop"));
                Files.move(output.resolve(".aside"), output.resolve(".lumadrop"));
            }
        },
        READ_ONLY {
            @Override
            void begin(Path output, Mount mount) throws Exception {
                eventually(() -> mount.readOnly(true)); // refused while a file is open for writing
            }

            @Override
            void end(Path output, Mount mount) throws Exception {
                mount.readOnly(false);
            }
        },
        FULL {
            @Override
            void begin(Path output, Mount mount) throws Exception {
                mount.fill();
            }

            @Override
            void end(Path output, Mount mount) throws Exception {
                Files.delete(output.resolve(".filler"));
            }
        };

        abstract void begin(Path output, Mount mount) throws Exception;

        abstract void end(Path output, Mount mount) throws Exception;
    }

    /** No connection is lost, and what it costs meanwhile. */
    @ParameterizedTest
    @EnumSource(Failing.class)
    void anOutputThatFailsStopsPayingAndIsSaidOnceAMinute(Failing failing) throws Exception {
        MovableTime time = new MovableTime();
        try (Mount mount = failing == Failing.NO_PARTS ? null : Mount.over(root.resolve("output"), "24m");
                HomeAtWork home = HomeAtWork.in(root)
                        .by(time)
                        .with("output.min-free", "0")
                        .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(500)))
                        .started()) {
            home.drop("shoot.jsonl", jobs(""));
            HomeAtWork.within().until(() -> home.saw("posts") == JOBS);
            failing.begin(home.output(), mount);
            eventually(() -> assertThat(home.flow().health().now())
                    .extracting(Standstill::work)
                    .contains("submit", "collect"));
            home.awaitStates("shoot", JobState.READY, JobState.DONE);
            home.drop("more.json", "{\"prompt\": \"more\"}");
            home.job("more", JobState.ACCEPTED);
            int warned = home.logged(Level.WARN).size();
            int fetched = home.saw("media_calls");
            time.pass(Duration.ofMinutes(1));
            eventually(() -> assertThat(home.logged(Level.WARN)).hasSizeGreaterThan(warned));
            assertThat(home.logged(Level.WARN))
                    .hasSizeLessThanOrEqualTo(warned + 4)
                    .noneMatch(line -> line.contains("again at"));
            assertThat(home.saw("media_calls")).isEqualTo(fetched); // nobody fetches for a disk that takes nothing
            assertThat(home.job("more", JobState.ACCEPTED).attempts()).isZero();
            assertThat(home.logged(Level.ERROR)).isEmpty();

            failing.end(home.output(), mount);
            home.manifest("more");
            assertThat(home.manifest("shoot").path("jobs"))
                    .hasSize(JOBS)
                    .allSatisfy(job -> assertThat(job.path("status").asText()).isEqualTo("done"));
            home.awaitIdle();
            assertThat(home.saw("posts")).isEqualTo(JOBS + 1);
            assertThat(home.told()).hasSize(JOBS + 1);
            eventually(() -> assertThat(home.flow().connectionsInUse()).isZero());
            assertThat(home.flow().health().now()).isEmpty();
        }
    }

    /** Here each attempt meets a fault of its job's own folder, so nothing holds the others back. */
    @Test
    void threeHundredDownloadsThatCannotBeWrittenLoseNoConnection() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("retry.max", "40ms")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(500)))
                .started()) {
            home.drop("shoot.jsonl", jobs(""));
            HomeAtWork.within().until(() -> home.saw("posts") > 0);
            Path inTheWay = Files.createFile(home.output().resolve("shoot"));
            HomeAtWork.within().until(() -> home.saw("media_calls") >= 300);
            home.drop("other.json", "{\"prompt\": \"other\"}");
            home.manifest("other");
            assertThat(home.flow().health().now()).isEmpty();
            Files.delete(inTheWay);
            home.manifest("shoot");
            home.awaitIdle();
            assertThat(home.saw("posts")).isEqualTo(JOBS + 1);
            eventually(() -> assertThat(home.flow().connectionsInUse()).isZero());
        }
    }

    /** What the limits cut short, and what a host refuses, gives its connection back too. */
    @Test
    void downloadsThatAreCutShortLoseNoConnection() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("media.max-size", "64KiB")
                .with("media.max-pixels", "4096")
                .with("media.tries", "3")
                .with("retry.max", "40ms")
                .started()) {
            StringBuilder odd = new StringBuilder();
            for (String oddity : new String[] {"endless", "bomb", "404", "503*4", "html", "cut-short*2", "redirect"}) {
                for (int i = 0; i < 5; i++) {
                    odd.append(HomeAtWork.line(oddity + i, oddity + i + " #sandbox:media-" + oddity));
                }
            }
            home.drop("odd.jsonl", odd.toString());
            home.manifest("odd");
            eventually(() -> assertThat(home.flow().connectionsInUse()).isZero());
            home.drop("shoot.jsonl", jobs(""));
            home.manifest("shoot");
            eventually(() -> assertThat(home.flow().connectionsInUse()).isZero());
        }
    }

    @Test
    void nothingIsSubmittedWhileThereIsTooLittleRoom() throws Exception {
        try (HomeAtWork home =
                HomeAtWork.in(root).with("output.min-free", "1048576GiB").started()) {
            home.drop("shoot.jsonl", jobs(""));
            home.job("shoot", JobState.ACCEPTED);
            eventually(() -> assertThat(home.flow().health().now())
                    .singleElement()
                    .satisfies(still -> {
                        assertThat(still.work()).isEqualTo("submit");
                        assertThat(still.pause().why()).contains("lumadrop.output.min-free", "make room");
                    }));
            assertThat(home.saw("posts")).isZero();
        }
        try (HomeAtWork home = HomeAtWork.in(root).with("output.min-free", "0").started()) {
            assertAllDoneOnce(home, "shoot");
        }
    }

    @Test
    void nothingIsSubmittedWhileTooMuchIsStillToBeCollected() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("output.max-ready", "5")
                .with("output.ready-for", "0s")
                .with("retry.max", "100ms")
                .started()) {
            home.drop("shoot.jsonl", jobs(" #sandbox:media-503*8"));
            home.awaitStates("shoot", JobState.READY);
            eventually(() -> assertThat(home.flow().health().now())
                    .singleElement()
                    .satisfies(still -> {
                        assertThat(still.work()).isEqualTo("submit");
                        assertThat(still.pause().why())
                                .contains("more than 5 finished requests", "lumadrop.output.max-ready", "come first");
                    }));
            assertAllDoneOnce(home, "shoot");
            home.drop("more.json", "{\"prompt\": \"more\"}");
            home.manifest("more");
        }
    }

    @Test
    void theBacklogIsHeldOnlyWhenItLasts() {
        MovableTime time = new MovableTime();
        AtomicLong ready = new AtomicLong(10);
        Backlog backlog =
                new Backlog(() -> Map.of(JobState.READY, ready.get()), time.clock(), 9, Duration.ofMinutes(1));
        assertThat(backlog.held()).isEmpty();
        time.pass(Duration.ofSeconds(59));
        assertThat(backlog.held()).isEmpty();
        time.pass(Duration.ofSeconds(2));
        assertThat(backlog.held().orElseThrow().why()).startsWith("more than 9 finished requests");
        ready.set(9);
        time.pass(Duration.ofSeconds(1));
        assertThat(backlog.held()).isEmpty();
        ready.set(10);
        time.pass(Duration.ofSeconds(1));
        assertThat(backlog.held()).isEmpty();
    }

    @Test
    void afterATimeWithoutRoomSubmitsWaitForWhatIsReadyNow() {
        MovableTime time = new MovableTime();
        Instant now = time.clock().instant();
        AtomicReference<Optional<Pause>> disk = new AtomicReference<>(Optional.empty());
        AtomicInteger stops = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        AtomicReference<Optional<Instant>> nextReady = new AtomicReference<>(Optional.of(now));
        CollectFirst brake = new CollectFirst(
                disk::get,
                stops::get,
                () -> {
                    looks.incrementAndGet();
                    return nextReady.get();
                },
                time.clock());
        assertThat(brake.held()).as("nothing was amiss").isEmpty();
        Pause full = new Pause(PauseClass.NO_ROOM, "full");
        disk.set(Optional.of(full));
        assertThat(brake.held()).contains(full);
        assertThat(looks).hasValue(0);
        disk.set(Optional.empty());
        for (int i = 0; i < 5; i++) {
            assertThat(brake.held().orElseThrow().pauseClass()).isEqualTo(PauseClass.BACKLOG);
        }
        assertThat(looks).hasValue(1);
        nextReady.set(Optional.of(now.plus(Duration.ofHours(1)))); // a media host is down
        time.pass(Duration.ofSeconds(1));
        assertThat(brake.held()).as("it may be on its way into a hand").isPresent();
        time.pass(Duration.ofSeconds(1));
        assertThat(brake.held()).isEmpty();
        nextReady.set(Optional.of(now));
        time.pass(Duration.ofSeconds(1));
        assertThat(brake.held()).as("it is over for good").isEmpty();
        stops.incrementAndGet(); // between two claims
        assertThat(brake.held().orElseThrow().why()).contains("comes first");
        nextReady.set(Optional.empty());
        time.pass(Duration.ofSeconds(1));
        assertThat(brake.held()).as("seen once").isPresent();
        stops.incrementAndGet();
        assertThat(brake.held()).as("and once since the stop").isPresent();
        time.pass(Duration.ofSeconds(1));
        assertThat(brake.held()).as("and twice").isEmpty();
    }

    /**
     * The worker has some in hand ahead of their turn: of a few, all, and the ledger knows of none that waits.
     *
     * @param slowness of an operator's hook, in milliseconds
     */
    @ParameterizedTest
    @CsvSource({"100, 0", "16, 300"})
    void whatIsPaidForIsCollectedBeforeMoreIsPaidForWhenThereIsRoomAgain(int jobs, long slowness) throws Exception {
        MovableTime time = new MovableTime();
        try (Mount mount = Mount.over(root.resolve("output"), "24m");
                HomeAtWork home = HomeAtWork.in(root)
                        .by(time)
                        .with("output.min-free", "0")
                        .with("collect.concurrency", "1")
                        .with("max-in-flight", "200")
                        .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(60)))
                        .started()) {
            AdviceWith.adviceWith(
                    home.flow().camelContext(),
                    "after-picture",
                    hook -> hook.weaveAddFirst().delay(slowness));
            home.drop("shoot.json", "{\"prompt\": \"shoot\", \"count\": " + jobs + "}");
            HomeAtWork.within().until(() -> home.jobs("shoot").size() == jobs);
            home.awaitStates("shoot", JobState.IN_FLIGHT);
            Path filler = mount.fill();
            time.pass(Duration.ofSeconds(61));
            home.awaitStates("shoot", JobState.READY);
            eventually(() -> assertThat(home.flow().health().now())
                    .extracting(Standstill::work)
                    .contains("submit", "collect"));
            home.drop("more.json", "{\"prompt\": \"more\"}");
            home.job("more", JobState.ACCEPTED);
            Files.delete(filler);
            Instant paid = at(home, home.job("more", JobState.IN_FLIGHT), "attempt", "1");
            home.awaitStates("shoot", JobState.DONE);
            assertThat(home.jobs("shoot"))
                    .filteredOn(job -> at(home, job, "state", "done").isAfter(paid))
                    .as("one may be in hand")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static Instant at(HomeAtWork home, Job job, String kind, String word) {
        return home.ledger().events(job.id()).stream()
                .filter(event -> event.kind().equals(kind) && event.word().equals(word))
                .map(JobEvent::at)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLedgerWithoutRoomIsWaitedFor() throws Exception {
        try (Mount mount = Mount.over(root.resolve("data"), "16m");
                HomeAtWork home = HomeAtWork.in(root)
                        .with("output.min-free", "0")
                        .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(300)))
                        .started()) {
            home.drop("shoot.jsonl", jobs(""));
            HomeAtWork.within().until(() -> home.saw("posts") > 2);
            Path filler = mount.fill();
            home.drop("more.json", "{\"prompt\": \"more\"}");
            eventually(() -> assertThat(home.flow().health().now()).isNotEmpty());
            int posts = home.saw("posts");
            assertThat(home.logged(Level.ERROR)).isEmpty();
            Files.delete(filler);
            home.manifest("more");
            home.manifest("shoot");
            home.awaitIdle();
            assertThat(posts).isLessThanOrEqualTo(JOBS);
            assertThat(home.saw("posts")).isEqualTo(JOBS + 1);
            assertThat(home.upstream().requests())
                    .extracting(SeenRequest::prompt)
                    .doesNotHaveDuplicates();
            assertThat(home.told()).hasSize(JOBS + 1);
            eventually(() ->
                    assertThat(home.ledger().counters().get(Counted.PAUSED)).isNotEmpty());
        }
    }
}
