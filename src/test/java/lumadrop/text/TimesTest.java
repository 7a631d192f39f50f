package lumadrop.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void nothingFinerThanAMillisecondIsShown() {
        assertThat(Times.shown(Instant.parse("2026-11-25T10:00:00.123456789Z"))).isEqualTo("2026-11-25T10:00:00.123Z");
        assertThat(Times.shown(Instant.parse("2026-11-25T10:00:00Z"))).isEqualTo("2026-11-25T10:00:00Z");
    }
}
