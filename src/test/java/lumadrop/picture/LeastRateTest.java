package lumadrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeastRateTest {
    private static final byte[] KIB = new byte[1024];

    private final AtomicLong nanos = new AtomicLong();

    /** A byte each time it is asked, and so much time passes with each. */
    private InputStream dripping(long millisPerByte) {
        return new InputStream() {
            @Override
            public int read() {
                nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millisPerByte));
                return 7;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (length == 0) {
                    return 0;
                }
                buffer[offset] = (byte) read();
                return 1;
            }
        };
    }

    @Test
    void aDripIsLetGoAfterTheTimeThatTheRateIsTakenOver() {
        InputStream slow = new LeastRate(dripping(100), 11, nanos::get);
        assertThatThrownBy(() -> slow.readNBytes(1_000_000))
                .isInstanceOf(IOException.class)
                .hasMessage("slower than 11 bytes a second: 200 in 20 s");
    }

    @Test
    void whatComesAtTheRateIsReadOn() throws IOException {
        InputStream steady = new LeastRate(dripping(100), 10, nanos::get);
        assertThat(steady.readNBytes(10_000)).hasSize(10_000);
    }

    @Test
    void aGoodBeginningDoesNotPayForADripAfterIt() {
        InputStream quick = new ByteArrayInputStream(KIB);
        InputStream both = new LeastRate(new java.io.SequenceInputStream(quick, dripping(1000)), 5, nanos::get);
        assertThatThrownBy(() -> both.readNBytes(1_000_000)).hasMessageStartingWith("slower than 5 bytes a second");
    }

    @Test
    void anyRateWillDoWhereNoneIsAsked() throws IOException {
        assertThat(new LeastRate(dripping(60_000), 0, nanos::get).readNBytes(100))
                .hasSize(100);
    }

    @Test
    void theEndIsNeverTooLate() throws IOException {
        InputStream all = new LeastRate(new ByteArrayInputStream(KIB), 1_000_000, nanos::get);
        assertThat(all.readNBytes(1024)).hasSize(1024);
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(all.read()).isEqualTo(-1);
    }
}
