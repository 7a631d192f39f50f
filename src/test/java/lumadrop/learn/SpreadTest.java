package lumadrop.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
            spread.ended(0, at(30 * Math.exp(0.35 * random.nextGaussian())));
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
        spread.ended(0, new Span(10, 20));
        assertThat(spread.endedBy(9.5)).isZero();
        assertThat(spread.endedBy(15)).isCloseTo(0.5, within(0.03));
        assertThat(spread.endedBy(20.5)).isEqualTo(1);
    }

    @Test
    void theNewestCountMost() {
        Spread spread = new Spread(100);
        for (int i = 0; i < 1000; i++) {
            spread.ended(0, at(10));
        }
        assertThat(spread.count()).isCloseTo(100, within(1e-6));
        for (int i = 0; i < 100; i++) {
            spread.ended(0, at(20));
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
        spread.ended(0, new Span(0, 0));
        spread.ended(0, new Span(1e9, 1e10));
        String text = spread.text();
        assertThat(text).hasSizeLessThan(4000);
        Spread read = Spread.of(text, 400);
        assertThat(read.count()).isCloseTo(spread.count(), within(0.1));
        for (double t = 0.005; t < 1e6; t *= 1.3) {
            assertThat(read.endedBy(t)).isCloseTo(spread.endedBy(t), within(1e-3));
        }
        assertThat(Spread.of(new Spread(400).text(), 400).count()).isZero();
    }

    /** As an older version wrote it: of ends alone. */
    @Test
    void whatAnOlderVersionWroteDownIsRead() {
        Spread read = Spread.of("1;300:10,20;320:70", 400);
        assertThat(read.count()).isEqualTo(100);
        assertThat(read.endedBy(Spread.edge(301))).isCloseTo(0.1, within(1e-9));
        assertThat(read.endedBy(Spread.edge(310))).isCloseTo(0.3, within(1e-9));
        assertThat(read.endedBy(Spread.edge(321))).isCloseTo(1, within(1e-9));
    }

    @Test
    void whatHasNotEndedYetCountsToo() {
        Spread spread = new Spread(400);
        for (int i = 0; i < 10; i++) {
            spread.ended(0, at(10));
            spread.outlived(0, 15);
        }
        assertThat(spread.endedBy(12)).isCloseTo(0.5, within(1e-9));
        assertThat(spread.endedBy(1e6)).isCloseTo(0.5, within(1e-9));
        for (int i = 0; i < 5; i++) {
            spread.ended(15, at(20));
            spread.outlived(15, 25);
        }
        assertThat(spread.endedBy(22)).isCloseTo(0.75, within(1e-9));
    }

    @Test
    void ofOneThatForgetsNothingItIsKnownWhatCameSince() {
        Spread all = lognormal(300);
        Spread before = all.copy();
        all.outlived(0, 25);
        all.ended(25, at(60));
        Spread since = all.since(before, 400);
        assertThat(since.count()).isCloseTo(1, within(1e-9));
        assertThat(since.endedBy(59)).isCloseTo(0, within(1e-9));
        assertThat(since.endedBy(62)).isCloseTo(1, within(1e-9));
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
                "3;1:1|1:1",
                "2;1:1|1:1",
                "2;1:1|;1:x",
                "2;1:1|;1:,1",
                "2|2",
                "1;",
                "1;x:1",
                "1;5",
                "1;5:",
                "1;5:,2",
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
