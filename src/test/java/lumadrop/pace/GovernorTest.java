package lumadrop.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();
    private final Governor governor = new Governor(clock, 0, 0, Duration.ofMinutes(5), List.of());

    @Test
    void nothingIsLimitedUntilSomethingIsKnown() {
        for (int i = 0; i < 1000; i++) {
            assertThat(governor.take(64)).isEqualTo(64);
            governor.wentWell();
        }
        assertThat(governor.untilNext()).isZero();
    }

    @Test
    void theLimitsOfTheSettingsHoldOverAnyMinuteAndAnyHour() {
        Governor set = new Governor(clock, 3, 5, Duration.ofMinutes(5), List.of());
        assertThat(set.take(2)).isEqualTo(2);
        clock.pass(Duration.ofSeconds(40));
        assertThat(set.take(10)).isEqualTo(1);
        assertThat(set.take(10)).isZero();
        assertThat(set.untilNext()).isEqualTo(Duration.ofSeconds(20));
        clock.pass(set.untilNext());
        assertThat(set.take(10)).isEqualTo(2);
        clock.pass(MINUTE);
        assertThat(set.take(10)).isZero();
        assertThat(set.untilNext()).isEqualTo(Duration.ofMinutes(58)); // until the hour of the first two is over
        clock.pass(set.untilNext());
        assertThat(set.take(10)).isEqualTo(2);
    }

    @Test
    void saysWhatItKeepsTo() {
        assertThat(governor.limits()).isEmpty();
        Governor set = new Governor(clock, 3, 0, Duration.ofMinutes(5), List.of());
        assertThat(set.limits()).isEmpty();
        set.take(3);
        assertThat(set.limits()).contains("at most 3 in 1m, as set");
        set.throttled(clock.instant(), Duration.ofSeconds(20), 2, MINUTE);
        assertThat(set.limits())
                .contains("none before " + clock.instant().plusSeconds(20)
                        + ", as the upstream asks; at most 3 in 1m, as set; at most 2 in 1m, as the upstream states");
        governor.throttled(clock.instant(), null, 0, null);
        assertThat(governor.limits()).contains("about 30.0 in 1m, learned from throttles");
    }

    @Test
    void aRestartDoesNotBeginTheHourAnew() {
        Instant before = clock.instant().minus(Duration.ofMinutes(50));
        Governor again = new Governor(clock, 0, 3, Duration.ofMinutes(5), List.of(before, before));
        assertThat(again.take(10)).isEqualTo(1);
        assertThat(again.untilNext()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void whatWasNotUsedDoesNotCount() {
        Governor set = new Governor(clock, 3, 0, Duration.ofMinutes(5), List.of());
        assertThat(set.take(3)).isEqualTo(3);
        set.putBack(2);
        assertThat(set.take(3)).isEqualTo(2);
    }

    @Test
    void aStatedWaitStopsAllUntilItIsOver() {
        Instant sentAt = clock.instant();
        governor.take(1);
        governor.throttled(sentAt, Duration.ofSeconds(30), 100, MINUTE);
        clock.pass(Duration.ofSeconds(29));
        assertThat(governor.take(1)).isZero();
        assertThat(governor.untilNext()).isEqualTo(SECOND);
        clock.pass(SECOND);
        assertThat(governor.take(50)).isEqualTo(50);
    }

    @Test
    void aStatedWaitIsCutToTheLongestOne() {
        governor.throttled(clock.instant(), Duration.ofHours(1), 100, MINUTE);
        assertThat(governor.untilNext()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aStatedLimitIsKeptTo() {
        Instant sentAt = clock.instant();
        assertThat(governor.take(50)).isEqualTo(50);
        governor.wentWell();
        governor.wentWell();
        for (int i = 0; i < 48; i++) {
            governor.throttled(sentAt, MINUTE, 2, MINUTE);
        }
        for (int minute = 0; minute < 30; minute++) {
            clock.pass(MINUTE);
            assertThat(governor.take(50)).isEqualTo(2);
            governor.wentWell();
            governor.wentWell();
            assertThat(governor.take(50)).isZero();
        }
    }

    /** Somebody else submits with the same account: we keep to the limit and are throttled all the same. */
    @Test
    void aWaitIsHonouredWithinAKnownLimitToo() {
        governor.throttled(clock.instant(), SECOND, 2, MINUTE);
        clock.pass(MINUTE);
        Instant sentAt = clock.instant();
        assertThat(governor.take(1)).isEqualTo(1);
        governor.throttled(sentAt, Duration.ofSeconds(90), 2, MINUTE);
        clock.pass(Duration.ofSeconds(89));
        assertThat(governor.take(1)).isZero();
        clock.pass(SECOND);
        assertThat(governor.take(50)).isEqualTo(2);
    }

    @Test
    void aLimitThatWeHaveJustBeenFarOverIsNotTheOneThatWasMet() {
        governor.take(50);
        for (int i = 0; i < 50; i++) {
            governor.wentWell();
        }
        Instant sentAt = clock.pass(SECOND);
        governor.take(1);
        governor.throttled(sentAt, SECOND, 2, MINUTE);
        int within = 0;
        for (int i = 0; i < 60; i++) {
            clock.pass(SECOND);
            int taken = governor.take(50);
            within += taken;
            for (int j = 0; j < taken; j++) {
                governor.wentWell();
            }
        }
        assertThat(within).isGreaterThan(100);
    }

    @Test
    void withoutAStatedLimitAVolleyOfThrottlesHalvesTheRateOnce() {
        for (int i = 0; i < 10; i++) {
            governor.take(10);
            clock.pass(SECOND);
        }
        Instant sentAt = clock.instant();
        governor.take(10);
        clock.pass(Duration.ofMillis(100));
        for (int i = 0; i < 10; i++) {
            governor.throttled(sentAt, null, 0, null);
        }
        assertThat(taken(10)).isBetween(45, 60); // 11 a second before
    }

    @Test
    void theRateGrowsStepByStepWithWhatIsTakenAndIsHalvedAgain() {
        Instant sentAt = clock.instant();
        governor.take(1);
        governor.throttled(sentAt, null, 0, null);
        List<Integer> tens = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tens.add(takenWell(10));
        }
        assertThat(tens).isSorted();
        assertThat(tens.get(3)).isGreaterThan(tens.get(0));
        int before = takenWell(10);
        governor.throttled(clock.instant(), null, 0, null);
        assertThat(taken(10)).isLessThan(before * 7 / 10);
    }

    @Test
    void wellPastTheRateOfBeforeNothingIsLimitedAnyMore() {
        governor.take(1);
        governor.throttled(clock.instant(), null, 0, null);
        takenWell(200);
        assertThat(governor.take(1000)).isEqualTo(1000);
    }

    @Test
    void evenAnUpstreamThatThrottlesAllIsAskedNowAndThen() {
        for (int i = 0; i < 40; i++) {
            clock.pass(governor.untilNext());
            Instant sentAt = clock.instant();
            assertThat(governor.take(50)).isPositive();
            governor.throttled(sentAt, null, 0, null);
        }
        assertThat(governor.untilNext()).isEqualTo(MINUTE);
    }

    private int taken(int seconds) {
        int taken = 0;
        for (int i = 0; i < seconds * 10; i++) {
            clock.pass(Duration.ofMillis(100));
            taken += governor.take(50);
        }
        return taken;
    }

    private int takenWell(int seconds) {
        int all = 0;
        for (int i = 0; i < seconds * 10; i++) {
            clock.pass(Duration.ofMillis(100));
            int taken = governor.take(50);
            all += taken;
            for (int j = 0; j < taken; j++) {
                governor.wentWell();
            }
        }
        return all;
    }
}
