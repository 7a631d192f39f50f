package lumadrop.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumadrop.job.Ask;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger knows of work that was stopped as a whole. */
class StoppedWorkTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Reason REFUSED = new Reason(ReasonClass.INVALID, "the first 5 were refused");

    @TempDir
    Path folder;

    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = open(NOW);
    }

    private Ledger open(Instant now) {
        return Ledger.open(
                "jdbc:sqlite:" + folder.resolve("ledger.db"),
                Clock.fixed(now, ZoneOffset.UTC),
                new Owner("me", "h", 1));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private void accept(String drop, int jobs) {
        Ask ask = new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", "a cat", null, null, Map.of(), null, Map.of());
        List<Job> all = new ArrayList<>();
        for (int i = 1; i <= jobs; i++) {
            Instant due = NOW.plusSeconds(i - 1);
            all.add(new Job(
                    drop + "-" + i,
                    drop,
                    i,
                    "cat",
                    drop + "/" + i,
                    ask,
                    JobState.ACCEPTED,
                    0,
                    due,
                    null,
                    0,
                    0,
                    null,
                    NOW,
                    NOW));
        }
        Drop taken = new Drop(drop, drop + ".json", drop, drop + ".json", "00", 10, NOW, jobs);
        ledger.accept(new Offer(taken, all, null, List.of(), OnSame.ACCEPT), path -> path, false)
                .join();
    }

    /** Also those whose turn is later; not what somebody has in hand, and no other drop. */
    @Test
    void whatWaitsOfADropIsHeldInOneWrite() {
        accept("d1", 4);
        accept("d2", 1);
        Job inHand = ledger.claim(List.of(JobState.ACCEPTED), JobState.SUBMITTING, 1, Integer.MAX_VALUE)
                .get(0);
        List<Instant> woken = new ArrayList<>();
        ledger.onJob(JobState.HELD, woken::add);

        assertThat(ledger.holdAccepted("d1", REFUSED)).isEqualTo(3);
        assertThat(ledger.holdAccepted("d1", REFUSED)).isZero();

        assertThat(ledger.statesOf("d1"))
                .containsOnly(Map.entry(JobState.SUBMITTING, 1L), Map.entry(JobState.HELD, 3L));
        assertThat(ledger.tallies())
                .containsOnly(
                        Map.entry(JobState.ACCEPTED, 1L),
                        Map.entry(JobState.SUBMITTING, 1L),
                        Map.entry(JobState.HELD, 3L));
        assertThat(woken).containsExactly(NOW);
        Job held = ledger.job("d1-4").orElseThrow();
        assertThat(held.reason()).isEqualTo(REFUSED);
        assertThat(held.dueAt()).as("to be told of").isEqualTo(NOW);
        assertThat(ledger.events("d1-4")).extracting(JobEvent::word).containsExactly("accepted", "held");
        assertThat(ledger.claim(List.of(JobState.HELD), null, 10, Integer.MAX_VALUE))
                .hasSize(3);
        assertThat(ledger.write(Step.to(inHand, inHand.with(JobState.FAILED, NOW), List.of()))
                        .join())
                .isPresent();
    }

    @Test
    void anOutageIsRememberedUntilItsLastKnownMomentAndOneOfLongAgoIsForgotten() {
        ledger.outage(NOW.minusSeconds(100), NOW.minusSeconds(90));
        ledger.outage(NOW.minusSeconds(100), NOW.minusSeconds(50));
        ledger.outage(NOW.minusSeconds(900), NOW.minusSeconds(800));
        ledger.close();
        ledger = open(NOW);
        assertThat(ledger.outagesSince(NOW.minusSeconds(500)))
                .containsExactly(new Outage(NOW.minusSeconds(100), NOW.minusSeconds(50)));
        assertThat(ledger.outagesSince(NOW.minusSeconds(5000))).hasSize(1);
    }

    @Test
    void whenTheClockWentBackAnOutageGoesBackWithTheDeadlinesThatItStops() {
        ledger.outage(NOW.minusSeconds(100), NOW.minusSeconds(50));
        ledger.beat();
        ledger.close();
        ledger = open(NOW.minusSeconds(3600));
        assertThat(ledger.followClock()).isEqualTo(Duration.ofHours(1));
        assertThat(ledger.outagesSince(NOW.minusSeconds(9000)))
                .containsExactly(new Outage(NOW.minusSeconds(3700), NOW.minusSeconds(3650)));
    }

    @Test
    void submitsOfTheLastHourAreFoundInTheirOrder() {
        accept("d1", 3);
        for (int i = 1; i <= 3; i++) {
            Job job = ledger.job("d1-" + i).orElseThrow();
            Request request = Request.taken("r" + i, NOW.minus(Duration.ofMinutes(20L * i)));
            ledger.write(Step.to(job, job.withRequest(request).with(JobState.IN_FLIGHT, NOW), List.of()))
                    .join();
        }
        assertThat(ledger.submitsSince(NOW.minus(Duration.ofMinutes(50))))
                .containsExactly(NOW.minus(Duration.ofMinutes(40)), NOW.minus(Duration.ofMinutes(20)));
    }
}
