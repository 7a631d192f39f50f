package lumadrop.inbox;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** What was seen of one waiting file so far. Guarded by the {@link WholeFiles} that holds it. */
final class Wait {
    static final String JUST_SEEN = "still being written, or only just finished";
    static final String BEING_WRITTEN = "still being written";
    static final String TOUCHED = "its time keeps changing";
    static final String EMPTY = "empty so far";

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** The time of the first look. */
    final Instant since;

    final long sinceTick;

    /** Null until a look succeeded. */
    Object fileKey;

    /** -1 until a look succeeded. */
    long bytes = -1;

    FileTime modified;

    /** Of the bytes as they were when {@link #modified} was seen; null while nobody needed it. */
    String sha256;

    /** Since when nothing has changed. */
    long quietSince;

    /** Since when the size has not changed. */
    long sizeSince;

    /** The last scan that came by. */
    long scan;

    String why = JUST_SEEN;

    /** It was there and could not be opened: it is not taken before it can be. */
    boolean shut;

    /** The last look found it whole; it waits for nothing but its claim. */
    boolean admitted;

    private boolean named;
    private long namedTick;

    Wait(Instant since, long tick) {
        this.since = since;
        this.sinceTick = tick;
        this.quietSince = tick;
        this.sizeSince = tick;
    }

    /** Whether the log may name this file now; if so, not again for a minute. */
    boolean mayBeNamed(long tick) {
        if (named && tick - namedTick < MINUTE) {
            return false;
        }
        named = true;
        namedTick = tick;
        return true;
    }

    void saw(BasicFileAttributes seen) {
        fileKey = seen.fileKey();
        bytes = seen.size();
        modified = seen.lastModifiedTime();
    }
}
