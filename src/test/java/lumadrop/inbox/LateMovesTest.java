package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LateMovesTest {
    private static final Claim CLAIM = new Claim("a/b.json", Path.of("inbox/.lumadrop/taking/a/b.json"), null, 7);

    private final AtomicLong nanos = new AtomicLong();
    private final LateMoves late = new LateMoves(nanos::get);
    private final AtomicInteger tries = new AtomicInteger();
    private boolean readOnly = true;

    private void move() throws IOException {
        tries.incrementAndGet();
        if (readOnly) {
            throw new IOException("read-only");
        }
    }

    @Test
    void whatCannotBeMovedIsTriedAgainOnceASecondUntilItIsAndNoMore() {
        late.now(CLAIM, this::move);
        assertThat(late.count()).isEqualTo(1);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        late.tryAgain();
        late.tryAgain();
        assertThat(tries).hasValue(2);
        readOnly = false;
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        late.tryAgain();
        assertThat(tries).hasValue(3);
        assertThat(late.count()).isZero();
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        late.tryAgain();
        assertThat(tries).hasValue(3);
    }

    @Test
    void whatCanBeMovedIsAtOnce() {
        readOnly = false;
        late.now(CLAIM, this::move);
        assertThat(tries).hasValue(1);
        assertThat(late.count()).isZero();
    }
}
