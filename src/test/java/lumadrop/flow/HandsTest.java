package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lumadrop.job.Ask;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Offer;
import lumadrop.ledger.OnSame;
import lumadrop.ledger.Owner;
import lumadrop.ledger.Step;
import lumadrop.pace.Backoff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandsTest {
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    @TempDir
    Path folder;

    private final Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    private final MovableTime time = new MovableTime();
    private Ledger ledger;
    private Hands hands;

    @BeforeEach
    void open() {
        ledger = Ledger.open("jdbc:sqlite:" + folder.resolve("ledger.db"), clock, new Owner("me", "host", 1));
        ledger.enter();
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1));
        hands = new Hands(ledger, clock, backoff, new Outcomes());
        Drop drop = new Drop("d1", "d1.json", "d1", "d1.json", "00", 10, START, 2);
        ledger.accept(new Offer(drop, List.of(job(1), job(2)), null, List.of(), OnSame.ACCEPT), path -> path, false)
                .join();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Job job(int n) {
        Ask ask = new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", "a cat", null, null, Map.of(), null, Map.of());
        String id = "d1-" + n;
        return new Job(
                id, "d1", n, "cat", "d1/cat-" + n, ask, JobState.ACCEPTED, 0, START, null, 0, 0, null, START, START);
    }

    private Job submitting() {
        return ledger.claim(List.of(JobState.ACCEPTED), JobState.SUBMITTING, 1, Integer.MAX_VALUE)
                .get(0);
    }

    /** Where the upstream's lists disagree, two jobs may be given one request: the ledger lets one have it. */
    @Test
    void aJobWhoseNextFormTheLedgerRefusesIsGivenBackAsItWas() {
        Job first = submitting();
        ledger.write(Step.to(
                        first,
                        first.withRequest(Request.taken("r-1", START)).with(JobState.IN_FLIGHT, START),
                        List.of()))
                .join();
        Hand hand = hands.take(submitting());
        hand.next(hand.job().withRequest(Request.taken("r-1", START)));
        assertThat(hands.pass(hand, JobState.IN_FLIGHT)).isTrue();

        hands.giveBack(hand, null);

        Job back = ledger.job(hand.getId()).orElseThrow();
        assertThat(back.state()).isEqualTo(JobState.UNKNOWN);
        assertThat(back.reason().reasonClass()).isEqualTo(ReasonClass.UNKNOWN_SUBMIT);
        assertThat(back.request()).isNull();
        assertThat(back.dueAt()).isAfter(START);
        assertThat(hands.hasInHand(back.id())).isFalse();
    }

    @Test
    void whatWasChangedWhileItWaitedInHandForAWorkerIsNotBegun() {
        Hands waiting = new Hands(
                ledger,
                time.clock(),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(1)),
                new Outcomes());
        Hand hand = waiting.take(submitting());
        assertThat(waiting.anyWaits(JobState.SUBMITTING)).isTrue();
        time.pass(Duration.ofSeconds(2));
        assertThat(waiting.hasMoved(hand)).isFalse();
        ledger.write(Step.to(hand.held(), hand.held().with(JobState.FAILED, null), List.of()))
                .join();
        assertThat(waiting.hasMoved(hand)).isTrue();
        assertThat(waiting.hasInHand(hand.getId())).isFalse();
    }

    @Test
    void whatAWorkerHasBegunDoesNotWait() {
        Hand hand = hands.take(submitting());
        hand.begin();
        assertThat(hands.anyWaits(JobState.SUBMITTING)).isFalse();
    }

    /** A job that waits for its worker may be put back as it is; one that is about to be submitted never. */
    @Test
    void nothingWaitsAheadOfItsTurnInAStateThatNobodyTakes() {
        assertThatThrownBy(() -> new LedgerOptions(JobState.SUBMITTING, 1, 1, 1, null, null, false, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("submitting");
    }
}
