package lumadrop.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import org.junit.jupiter.api.Test;

class CircuitTest {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final HandClock clock = new HandClock();
    private final Ramp ramp = new Ramp(clock, Duration.ofMinutes(15));
    private final Circuit circuit = new Circuit(clock, PauseClass.UPSTREAM_DOWN, 5, FIRST, Duration.ofMinutes(1), ramp);

    @Test
    void failuresInARowOfSeveralOpenItAndASuccessBetweenThemDoesNot() {
        for (int i = 0; i < 4; i++) {
            circuit.failed("down", "job " + i, clock.pass(MILLI));
        }
        circuit.went(clock.pass(MILLI));
        for (int i = 0; i < 4; i++) {
            circuit.failed("down", "job " + i, clock.pass(MILLI));
        }
        assertThat(circuit.held()).isEmpty();
        circuit.failed("down", "job 9", clock.pass(MILLI));
        assertThat(circuit.held()).map(Pause::why).contains("down");
    }

    @Test
    void itIsInVainSinceTheFirstOfThem() {
        Instant since = clock.pass(MILLI);
        fail(5);
        assertThat(circuit.inVainSince()).contains(since);
    }

    /** Whether it is the upstream or this one request alone, a probe finds out; calls go on meanwhile. */
    @Test
    void failuresOfOneAloneAreAReasonToProbe() {
        for (int i = 0; i < 5; i++) {
            circuit.failed("HTTP 500", "the same", clock.pass(MILLI));
        }
        assertThat(circuit.held()).isEmpty();
        assertThat(circuit.takeProbe()).isTrue();
        circuit.probeWent();
        assertThat(circuit.held()).isEmpty();
        assertThat(circuit.inVainSince()).isEmpty();
        for (int i = 0; i < 5; i++) {
            circuit.failed("HTTP 500", "the same", clock.pass(MILLI));
        }
        assertThat(circuit.takeProbe()).as("at once again").isFalse();
        clock.pass(FIRST);
        assertThat(circuit.takeProbe()).isTrue();
        circuit.probeFailed("HTTP 500");
        assertThat(circuit.held()).isPresent();
    }

    @Test
    void theWaitForAProbeDoublesUntilTheLongest() {
        fail(5);
        for (int seconds : new int[] {10, 20, 40, 60, 60}) {
            assertThat(circuit.takeProbe()).isFalse();
            clock.pass(Duration.ofSeconds(seconds).minus(MILLI));
            assertThat(circuit.takeProbe()).isFalse();
            clock.pass(MILLI);
            assertThat(circuit.takeProbe()).isTrue();
            assertThat(circuit.takeProbe()).as("the same again").isFalse();
            circuit.probeFailed("still");
        }
    }

    @Test
    void afterAGoodProbeFewAreTriedAndTheFirstOfThemDecides() {
        ramp.wentWell();
        fail(5);
        clock.pass(FIRST);
        circuit.probeWent();
        assertThat(circuit.held()).isEmpty();
        assertThat(ramp.take(50)).isEqualTo(1);
        circuit.failed("down", "job 1", clock.pass(MILLI));
        assertThat(circuit.held()).isPresent();
        clock.pass(FIRST);
        assertThat(circuit.takeProbe()).as("the wait is longer now").isFalse();
        clock.pass(FIRST);
        assertThat(circuit.takeProbe()).isTrue();
        circuit.probeWent();
        circuit.went(clock.pass(MILLI));
        assertThat(circuit.inVainSince()).isEmpty();
        fail(5);
        clock.pass(FIRST);
        assertThat(circuit.takeProbe()).as("the wait is the first again").isTrue();
    }

    @Test
    void isOnTrialUntilACallHasShownIt() {
        fail(5);
        assertThat(circuit.isOnTrial()).isFalse();
        clock.pass(FIRST);
        circuit.probeWent();
        assertThat(circuit.held()).isEmpty();
        assertThat(circuit.isOnTrial()).isTrue();
        circuit.went(clock.pass(MILLI));
        assertThat(circuit.isOnTrial()).isFalse();
    }

    @Test
    void isNotOnTrialForLongWhereNothingIsTried() {
        fail(5);
        clock.pass(FIRST);
        circuit.probeWent();
        clock.pass(Duration.ofMinutes(1));
        assertThat(circuit.isOnTrial()).isFalse();
    }

    @Test
    void whatLeftBeforeDecidesNothing() {
        Instant before = clock.instant();
        fail(5);
        circuit.went(before);
        assertThat(circuit.held()).isPresent();
        clock.pass(FIRST);
        circuit.probeWent();
        circuit.failed("timed out", "job 7", before);
        assertThat(circuit.held()).isEmpty();
        circuit.went(before);
        circuit.failed("down", "job 8", clock.pass(MILLI));
        assertThat(circuit.held()).isPresent();
    }

    @Test
    void aTroubleOfAllOpensItAtOnce() {
        circuit.trip("the key is refused", clock.instant());
        assertThat(circuit.held()).map(Pause::why).contains("the key is refused");
    }

    @Test
    void aSuspicionStopsNothingUntilAProbeConfirmsIt() {
        circuit.suspect("HTTP 401");
        assertThat(circuit.held()).isEmpty();
        assertThat(circuit.takeProbe()).isTrue();
        circuit.probeFailed("HTTP 401");
        assertThat(circuit.held()).map(Pause::why).contains("HTTP 401");
    }

    @Test
    void aProbeThatNeverTellsIsDueAgain() {
        fail(5);
        clock.pass(FIRST);
        assertThat(circuit.takeProbe()).isTrue();
        clock.pass(FIRST);
        assertThat(circuit.takeProbe()).isTrue();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuit.failed("down", "job " + i, clock.instant());
        }
    }
}
