package lumadrop.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private final Rhythm rhythm = new Rhythm(Duration.ofSeconds(2));

    @Test
    void fourTimesAsManyAreLookedAtTwiceAsOften() {
        assertThat(rhythm.interval(4, true, true)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rhythm.interval(16, true, true)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void itKeepsBounds() {
        assertThat(rhythm.interval(1e-9, true, true)).isEqualTo(Duration.ofSeconds(2));
        assertThat(rhythm.interval(0, true, true)).isEqualTo(Duration.ofSeconds(2));
        assertThat(rhythm.interval(1e9, true, true)).isEqualTo(Duration.ofMillis(200));
        assertThat(rhythm.interval(1e9, true, false)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void ofWhatNothingIsKnownItIsAskedTwiceAsOftenAsEach() {
        assertThat(rhythm.interval(0, false, true)).isEqualTo(Duration.ofSeconds(1));
        assertThat(rhythm.interval(16, false, true)).isEqualTo(Duration.ofMillis(500));
        assertThat(new Rhythm(Duration.ofMinutes(1)).interval(0, false, true)).isEqualTo(Duration.ofSeconds(2));
    }
}
