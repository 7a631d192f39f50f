package lumadrop.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {
    private static Span at(double seconds) {
        return new Span(seconds, seconds);
    }

    private static Spread lognormal(int count) {
        Random random = new Random(3);
        Spread spread = new Spread(400);
        for (int i = 0; i < count; i++) {
            spread.add(at(30 * Math.exp(0.35 * random.nextGaussian())));
        }
        return spread;
    }

    @Test
    void itKnowsWhatShareHasEnded() {
        Spread spread = lognormal(400);
        assertThat(spread.endedBy(0)).isZero();
        assertThat(spread.endedBy(30)).isCloseTo(0.5, within(0.06));
        assertThat(spread.endedBy(30 * Math.exp(0.35))).isCloseTo(0.841, within(0.05));
        assertThat(spread.endedBy(1e6)).isEqualTo(1);
    }

    @Test
    void whatIsOnlyKnownToLieBetweenTwoTimesIsSpreadOverThem() {
        Spread spread = new Spread(400);
        spread.add(new Span(10, 20));
        assertThat(spread.endedBy(9.5)).isZero();
        assertThat(spread.endedBy(15)).isCloseTo(0.5, within(0.03));
        assertThat(spread.endedBy(20.5)).isEqualTo(1);
    }

    @Test
    void theNewestCountMost() {
        Spread spread = new Spread(100);
        for (int i = 0; i < 1000; i++) {
            spread.add(at(10));
        }
        assertThat(spread.count()).isCloseTo(100, within(1e-6));
        for (int i = 0; i < 100; i++) {
            spread.add(at(20));
        }
        assertThat(spread.count()).isCloseTo(100, within(1e-6));
        assertThat(spread.endedBy(15)).isCloseTo(Math.exp(-1), within(0.01));
    }

    @Test
    void whatFadesIsWorthLessButNotNothing() {
        Spread spread = lognormal(400);
        spread.fade(0.5, 20);
        assertThat(spread.count()).isCloseTo(200, within(1e-6));
        spread.fade(1e-9, 20);
        assertThat(spread.count()).isCloseTo(20, within(1e-6));
        spread.fade(0.5, 20);
        assertThat(spread.count()).isCloseTo(20, within(1e-6));
        assertThat(spread.endedBy(30)).isCloseTo(0.5, within(0.06));
    }

    @Test
    void itIsTheSameAfterItWasWrittenDown() {
        Spread spread = lognormal(400);
        spread.add(new Span(0, 0));
        spread.add(new Span(1e9, 1e10));
        String text = spread.text();
        assertThat(text).hasSizeLessThan(4000);
        Spread read = Spread.of(text, 400);
        assertThat(read.count()).isCloseTo(spread.count(), within(0.1));
        for (double t = 0.005; t < 1e6; t *= 1.3) {
            assertThat(read.endedBy(t)).isCloseTo(spread.endedBy(t), within(1e-3));
        }
        assertThat(Spread.of(new Spread(400).text(), 400).count()).isZero();
    }

    /** Of a drop of many at once: the last to end are the slowest, and would weigh the most. */
    @Test
    void whatBeganTogetherWeighsTheSame() {
        Spread spread = lognormal(400);
        double era = spread.era();
        for (int i = 1; i <= 1000; i++) {
            spread.add(at(i), spread.worth(era));
        }
        assertThat(spread.count()).isCloseTo(400, within(1e-6));
        double ofDrop = spread.endedBy(1000.5) - spread.endedBy(120); // what was known before has ended by then
        assertThat(spread.endedBy(560) - spread.endedBy(120)).isCloseTo(ofDrop / 2, within(0.01));
    }

    @Test
    void whatHasNotEndedIsKnownNotToHaveEndedSooner() {
        Spread spread = new Spread(400);
        spread.add(at(10));
        double[] known = spread.known(List.of(new Alive(20, spread.era()), new Alive(5, spread.era())));
        int ofTen = 1 + (int) (Math.log(10 / Spread.SHORTEST) / Spread.LOG_STEP);
        assertThat(known[0]).isEqualTo(3);
        assertThat(known[ofTen]).isEqualTo(2);
        assertThat(known[ofTen + 1]).isEqualTo(1);
        assertThat(known[Spread.BINS - 1]).isZero();
    }

    @Test
    void whatWasWrittenDownIsWorthNoMoreThanItRemembers() {
        assertThat(Spread.of("1;300:1000,3000", 400).count()).isCloseTo(400, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2;1:1",
                "1;",
                "1;x:1",
                "1;5",
                "1;5:",
                "1;5:1,,2",
                "1;5:-1",
                "1;5:NaN",
                "1;5:1e99",
                "1;-1:1",
                "1;809:1,1",
                "{}"
            })
    void whatIsNoTextOfItsOwnIsRefused(String text) {
        assertThatThrownBy(() -> Spread.of(text, 400)).isInstanceOf(IllegalArgumentException.class);
    }
}
