package lumadrop.picture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A download that must come at a least rate. A host that sends a byte now and then never times out, and would hold a
 * worker for days.
 */
public final class LeastRate extends FilterInputStream {
    /** The download came more slowly than that. */
    public static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1;

        TooSlow(String message) {
            super(message);
        }
    }

    /** Over how long the rate is taken: longer than any hiccup of a network. */
    public static final Duration OVER = Duration.ofSeconds(20);

    private final long bytesPerSecond;
    private final LongSupplier nanos;
    private long since;
    private long bytes;

    /**
     * @param bytesPerSecond 0 for any rate
     * @param nanos a monotonic ticker such as {@link System#nanoTime()}
     */
    public LeastRate(InputStream in, long bytesPerSecond, LongSupplier nanos) {
        super(in);
        this.bytesPerSecond = bytesPerSecond;
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    @Override
    public int read() throws IOException {
        int b = super.read();
        came(b < 0 ? -1 : 1);
        return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        came(count);
        return count;
    }

    private void came(int count) throws IOException {
        if (count < 0) {
            return; // the end came: late is not too late
        }
        bytes += count;
        long now = nanos.getAsLong();
        double seconds = (now - since) / 1e9;
        if (seconds < OVER.toSeconds()) {
            return;
        }
        if (bytes < bytesPerSecond * seconds) {
            throw new TooSlow("slower than " + bytesPerSecond + " bytes a second: " + bytes + " in "
                    + Math.round(seconds) + " s");
        }
        since = now;
        bytes = 0;
    }
}
