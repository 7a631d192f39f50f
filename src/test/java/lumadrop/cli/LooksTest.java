package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class LooksTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    void theWaitEndsWithTheLookThatSaysSo() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Looks.until(() -> looks.incrementAndGet() == 3, AT_ONCE, hint -> {});
        assertThat(looks).hasValue(3);
    }

    @Test
    void aHintIsFollowedByALookAtOnce() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Looks.until(() -> looks.incrementAndGet() == 2, Duration.ofHours(1), hint -> new Thread(hint).start());
        assertThat(looks).hasValue(2);
    }

    @Test
    void aHintThatComesLateIsNobodysAnyMore() throws Exception {
        AtomicReference<Runnable> late = new AtomicReference<>();
        Looks.until(() -> true, AT_ONCE, late::set);
        assertThatCode(late.get()::run).doesNotThrowAnyException();
    }

    @Test
    void aLookThatFailsEndsTheWaitWithItsReason() {
        assertThatThrownBy(() -> Looks.until(
                        () -> {
                            throw new IllegalArgumentException("the disk is gone");
                        },
                        AT_ONCE,
                        hint -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the disk is gone");
    }
}
