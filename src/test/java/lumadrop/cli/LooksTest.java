package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LooksTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void theWaitEndsWithTheLookThatSaysSo() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Looks.until(() -> looks.incrementAndGet() == 3, AT_ONCE);
        assertThat(looks).hasValue(3);
    }

    @Test
    void aLookThatFailsEndsTheWaitWithItsReason() {
        assertThatThrownBy(() -> Looks.until(
                        () -> {
                            throw new IllegalArgumentException("the disk is gone");
                        },
                        AT_ONCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the disk is gone");
    }
}
