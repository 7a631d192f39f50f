package lumadrop.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RampTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final Ramp ramp = new Ramp(clock, Duration.ofMinutes(15));

    @Test
    void oneGoesFirstAndTwiceAsManyEachSecondWhileNothingIsKnown() {
        assertThat(ramp.take(50)).isEqualTo(1);
        assertThat(ramp.take(50)).isZero();
        assertThat(ramp.untilNext()).isEqualTo(SECOND);
        clock.pass(SECOND);
        assertThat(ramp.take(50)).isEqualTo(2);
        clock.pass(SECOND);
        assertThat(ramp.take(50)).isEqualTo(4);
        clock.pass(Duration.ofSeconds(3));
        assertThat(ramp.take(100)).isEqualTo(56);
        clock.pass(Duration.ofSeconds(10));
        assertThat(ramp.take(5000)).isEqualTo(5000);
    }

    @Test
    void oneThatFaresWellLetsAllGoAtOnceAndSaysSo() {
        AtomicInteger told = new AtomicInteger();
        ramp.listen(told::incrementAndGet);
        ramp.take(1);
        ramp.wentWell();
        ramp.wentWell();
        assertThat(told).hasValue(1);
        assertThat(ramp.take(50)).isEqualTo(50);
        assertThat(ramp.untilNext()).isZero();
    }

    /** An hour of nothing to do is no climb. */
    @Test
    void theClimbBeginsWithTheFirstThatReallyStarts() {
        ramp.take(1);
        ramp.putBack(1);
        clock.pass(Duration.ofHours(1));
        assertThat(ramp.take(50)).isEqualTo(1);
    }

    @Test
    void aGoodAnswerOfLongAgoIsNotBelieved() {
        ramp.take(1);
        ramp.wentWell();
        clock.pass(Duration.ofMinutes(14));
        assertThat(ramp.take(50)).isEqualTo(50);
        clock.pass(Duration.ofMinutes(2));
        assertThat(ramp.take(50)).isEqualTo(1);
    }

    @Test
    void severalPacersGiveWhatAllOfThemGiveAndKeepWhatWasNotUsed() {
        TokenBucket bucket = new TokenBucket(10, () -> 0);
        ramp.take(1);
        ramp.wentWell();
        Pacers both = new Pacers(bucket, new Ramp(clock, SECOND), ramp);
        assertThat(both.take(5)).isEqualTo(1);
        both.putBack(1);
        assertThat(both.take(5)).isEqualTo(1);
        assertThat(both.take(5)).isZero();
        assertThat(both.untilNext()).isEqualTo(SECOND);
    }
}
