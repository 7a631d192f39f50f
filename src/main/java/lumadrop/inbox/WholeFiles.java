package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides whether a file is whole. It is when, of two things, one holds:
 *
 * <ul>
 *   <li>at first sight it has not been modified for the stable time, by the file system's own clock: it was renamed
 *       into place, or lay there while we were off. This costs no memory and no look into the file;
 *   <li>its size and time were seen unchanged for the stable time, by the monotonic ticker.
 * </ul>
 *
 * A time that changes while the size does not makes the bytes count: equal bytes are no change, so that an indexer or a
 * scanner that touches everything keeps nothing waiting. An empty file waits ten times as long, for the writer that
 * creates first and writes later. A time in the future says nothing. A file that could not be opened is tried at every
 * look. Memory is held for waiting files alone.
 */
public final class WholeFiles {
    private static final int PATIENCE = 10;
    /** FAT and some servers keep times in steps of up to two seconds. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final Path inbox;
    private final Duration stableTime;
    private final long hashUpTo;
    private final FileSystemClock fileSystemClock;
    private final Clock clock;
    private final LongSupplier ticker;
    private final Looking looking;
    private final LongWaits longWaits;
    /** In the order of the first sight. */
    private final Map<Path, Wait> waiting = new LinkedHashMap<>();

    private long scan;

    /**
     * @param stableTime how long a file must be unchanged
     * @param hashUpTo bytes; no file above this size is read to learn whether a touch changed it (it is too large to be
     *     taken anyway): its size alone counts then, over ten times the stable time
     * @param ticker monotonic nanoseconds, as {@link System#nanoTime}
     */
    public WholeFiles(
            Path inbox,
            Duration stableTime,
            long hashUpTo,
            FileSystemClock fileSystemClock,
            Clock clock,
            LongSupplier ticker) {
        this(inbox, stableTime, hashUpTo, fileSystemClock, clock, ticker, Looking.REAL);
    }

    WholeFiles(
            Path inbox,
            Duration stableTime,
            long hashUpTo,
            FileSystemClock fileSystemClock,
            Clock clock,
            LongSupplier ticker,
            Looking looking) {
        this.inbox = inbox;
        this.stableTime = stableTime;
        this.hashUpTo = hashUpTo;
        this.fileSystemClock = fileSystemClock;
        this.clock = clock;
        this.ticker = ticker;
        this.looking = looking;
        this.longWaits = new LongWaits(inbox, ticker.getAsLong());
    }

    /** What the file system says of a file now, without following links. */
    BasicFileAttributes attributes(Path file) throws IOException {
        return looking.attributes(file);
    }

    /**
     * One look at a file.
     *
     * @param seen its {@link #attributes} just now
     */
    synchronized boolean isWhole(Path file, BasicFileAttributes seen) {
        Wait wait = waiting.get(file);
        if (wait != null && wait.modified != null && !Objects.equals(wait.fileKey, seen.fileKey())) {
            // Another file was renamed over it, the way editors save.
            waiting.remove(file);
            wait = null;
        }
        if (wait == null) {
            if (isOldEnough(seen)) {
                return true;
            }
            watch(file, seen);
            return false;
        }
        wait.scan = scan;
        if (wait.shut && !opens(file, wait)) {
            wait.admitted = false;
            return false;
        }
        wait.admitted = wait.modified == null && isOldEnough(seen)
                || isUnchanged(file, wait, seen) && ticker.getAsLong() - wait.quietSince >= needed(seen);
        return wait.admitted;
    }

    /**
     * Whether a file that was found whole and has since been claimed is still what it was.
     *
     * @param file where it lay
     * @param now where it lies
     */
    synchronized boolean isStillWhole(Path file, Path now, BasicFileAttributes seen) {
        Wait wait = waiting.get(file);
        // Without a note it was whole by its age: if its age still says so, nobody wrote to it since.
        return wait == null || wait.modified == null || !Objects.equals(wait.fileKey, seen.fileKey())
                ? isOldEnough(seen)
                : isUnchanged(now, wait, seen);
    }

    /**
     * The file is there, and could not be looked at, opened or claimed. It is tried again at each look.
     *
     * @param shut it could not be opened: it is not claimed again before it can be
     */
    synchronized void couldNot(Path file, String why, boolean shut) {
        Wait wait = waiting.computeIfAbsent(file, f -> new Wait(clock.instant(), ticker.getAsLong()));
        wait.scan = scan;
        wait.why = why;
        wait.shut |= shut;
        wait.admitted = false;
    }

    /** Whether the log may name this waiting file now; if so, not again for a minute. */
    synchronized boolean mayBeNamed(Path file) {
        Wait wait = waiting.get(file);
        return wait != null && wait.mayBeNamed(ticker.getAsLong());
    }

    /** The file is gone from the inbox: claimed, or taken away. */
    synchronized void forget(Path file) {
        waiting.remove(file);
    }

    synchronized void scanStarted() {
        scan++;
    }

    /** @param complete whether the scan came by everything that lies in the inbox */
    synchronized void scanEnded(boolean complete) {
        if (complete) {
            waiting.entrySet().removeIf(e -> e.getValue().scan != scan && isGone(e.getKey()));
        }
        longWaits.say(waiting, ticker.getAsLong());
    }

    /** The waiting files, the longest waiting first, at most so many. */
    synchronized List<Waiting> waiting(int atMost) {
        List<Waiting> list = new ArrayList<>();
        for (Map.Entry<Path, Wait> e : waiting.entrySet()) {
            if (list.size() == atMost) {
                break;
            }
            Wait wait = e.getValue();
            if (!wait.admitted) {
                list.add(new Waiting(FileNames.relative(inbox, e.getKey()), wait.since, wait.bytes, wait.why));
            }
        }
        return list;
    }

    /** How many files wait. */
    synchronized int count() {
        return (int) waiting.values().stream().filter(w -> !w.admitted).count();
    }

    private void watch(Path file, BasicFileAttributes seen) {
        Wait wait = new Wait(clock.instant(), ticker.getAsLong());
        wait.scan = scan;
        wait.saw(seen);
        if (seen.size() == 0) {
            wait.why = Wait.EMPTY;
        }
        waiting.put(file, wait);
    }

    private boolean isUnchanged(Path file, Wait wait, BasicFileAttributes seen) {
        long tick = ticker.getAsLong();
        if (wait.modified == null || wait.bytes != seen.size()) {
            wait.saw(seen);
            wait.sha256 = null;
            wait.quietSince = tick;
            wait.sizeSince = tick;
            wait.why = seen.size() == 0 ? Wait.EMPTY : Wait.BEING_WRITTEN;
            return false;
        }
        if (wait.modified.equals(seen.lastModifiedTime())) {
            return true;
        }
        wait.saw(seen);
        boolean same = seen.size() <= hashUpTo
                ? hasSameBytes(file, wait)
                : tick - wait.sizeSince >= PATIENCE * stableTime.toNanos();
        if (!same) {
            wait.quietSince = tick;
        }
        wait.why = same ? Wait.TOUCHED : Wait.BEING_WRITTEN;
        return same;
    }

    private boolean hasSameBytes(Path file, Wait wait) {
        String before = wait.sha256;
        try {
            wait.sha256 = looking.sha256(file);
        } catch (IOException e) {
            wait.sha256 = null;
            return false;
        }
        return wait.sha256.equals(before);
    }

    private boolean opens(Path file, Wait wait) {
        try {
            looking.open(file);
            wait.shut = false;
            return true;
        } catch (IOException e) {
            wait.why = FileNames.cannotBeRead(e);
            return false;
        }
    }

    private boolean isOldEnough(BasicFileAttributes seen) {
        Optional<Instant> now = fileSystemClock.now();
        if (now.isEmpty()) {
            return false;
        }
        FileTime modified = seen.lastModifiedTime();
        Duration wanted = Duration.ofNanos(needed(seen));
        if (modified.toInstant().equals(modified.toInstant().truncatedTo(ChronoUnit.SECONDS))) {
            // A round time may be one that was cut: the file can be younger than it says.
            wanted = wanted.plus(COARSE);
        }
        return Duration.between(modified.toInstant(), now.get()).compareTo(wanted) >= 0;
    }

    private long needed(BasicFileAttributes seen) {
        return seen.size() == 0 ? PATIENCE * stableTime.toNanos() : stableTime.toNanos();
    }

    private static boolean isGone(Path file) {
        return !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
