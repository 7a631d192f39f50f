package lumadrop.sweep;

import static lumadrop.sweep.TestList.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    private final List<String> said = new ArrayList<>();
    private final Standing standing = new Standing(said::add);

    private void earnTrust(double seconds) {
        for (int i = 0; i < 3; i++) {
            standing.agreed("100 items, newest first", at(seconds));
        }
        assertThat(standing.isTrusted()).isTrue();
    }

    @Test
    void trustIsEarnedByProofsAndSaidOnce() {
        standing.agreed("", at(0));
        standing.agreed("", at(1));
        assertThat(standing.isTrusted()).isFalse();
        standing.agreed("100 items, newest first", at(2));
        standing.agreed("", at(3));
        assertThat(standing.isTrusted()).isTrue();
        assertThat(said).singleElement().asString().contains("100 items, newest first");
    }

    @Test
    void itIsLeftAloneForEverLongerTimes() {
        double now = 0;
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            earnTrust(now);
            standing.givenUp("it lags", at(now));
            assertThat(standing.isTrusted()).isFalse();
            assertThat(standing.notBefore()).isEqualTo(at(now).plus(Duration.ofMinutes(minutes)));
            now += 60 * minutes;
        }
        assertThat(said).hasSize(16).last().asString().contains("60 min", "it lags");
    }

    @Test
    void longServiceIsRemembered() {
        earnTrust(0);
        standing.givenUp("it lags", at(0));
        earnTrust(60);
        standing.givenUp("it lags", at(60 + 20 * 60 + 1));
        assertThat(standing.notBefore()).isEqualTo(at(60 + 20 * 60 + 1 + 60));
    }

    @Test
    void whatWasSaidBeforeItWasGivenUpProvesNothing() {
        standing.givenUp("it lags", at(0));
        for (int i = 0; i < 5; i++) {
            standing.agreed("", at(1));
        }
        assertThat(standing.isTrusted()).isFalse();
        assertThat(said).isEmpty();
    }

    @Test
    void aFewCallsInVainAreBorneAndNothingIsSparedMeanwhile() {
        earnTrust(0);
        standing.failed("HTTP 500", null, at(1));
        assertThat(standing.isWell()).isFalse();
        assertThat(standing.notBefore()).isEqualTo(at(3));
        standing.failed("HTTP 429", Duration.ofSeconds(30), at(3));
        assertThat(standing.notBefore()).isEqualTo(at(33));
        standing.told();
        assertThat(standing.isWell()).isTrue();
        for (int i = 0; i < 3; i++) {
            assertThat(standing.isTrusted()).isTrue();
            standing.failed("HTTP 500", null, at(40 + i));
        }
        assertThat(standing.isTrusted()).isFalse();
        assertThat(said).hasSize(2);
    }
}
