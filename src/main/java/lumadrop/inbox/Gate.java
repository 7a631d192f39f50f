package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says of each thing that a scan of the inbox comes by whether it is for us, and whether now. The lister calls {@link
 * #scanStarted}, then {@link #enters} for each folder and {@link #admits} for each file, then {@link #scanEnded}.
 *
 * <p>What is not for us is counted afresh in every scan, on the way and without a list of our own; only a complete scan
 * makes the count lower. A JSON file costs one read of its attributes, another file none.
 *
 * <p>Symbolic links are not followed, neither to folders nor to files: a drop must not pull in what lies elsewhere, and
 * only what can be moved can be taken. They are counted, and named in the log once.
 */
public final class Gate {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final int NAMED = 20;
    private static final int REMEMBERED_LINKS = 1000;
    private static final int REPORTED = 100;
    private static final char NOT_A_CHARACTER = '\uFFFD';

    private final Path inbox;
    private final Litter litter;
    private final WholeFiles whole;
    private final WaitingReport report;
    private final Set<Path> namedLinks = new HashSet<>();
    private final List<Ignored.One> first = new ArrayList<>();
    private int count;
    private int admitted;
    private volatile boolean quiet;
    private volatile Ignored ignored = Ignored.NOTHING;

    /** @param inbox absolute; whatever the scan comes by lies below it */
    public Gate(Path inbox, Litter litter, WholeFiles whole, WaitingReport report) {
        this.inbox = inbox;
        this.litter = litter;
        this.whole = whole;
        this.report = report;
    }

    public synchronized void scanStarted() {
        first.clear();
        count = 0;
        admitted = 0;
        whole.scanStarted();
    }

    /** Whether the scan may look into this folder. */
    public synchronized boolean enters(Path folder) {
        if (litter.matches(name(folder))) {
            return false;
        }
        if (Files.isSymbolicLink(folder)) {
            ignoreLink(folder);
            return false;
        }
        return true;
    }

    /** Whether this file is to be taken now. */
    public synchronized boolean admits(Path file) {
        String name = name(file);
        if (litter.matches(name)) {
            return false;
        }
        if (!endsAsDrop(name)) {
            ignore(file, "not a .json or .jsonl file");
            return false;
        }
        if (isReport(name)) {
            // Came back with the corrected file beside it.
            ignore(file, "a report on a refused file");
            return false;
        }
        if (!isWhole(file)) {
            return false;
        }
        admitted++;
        return true;
    }

    /** Whether a file of this name is a drop, if it is a file and not left out. */
    static boolean isDrop(String name) {
        return endsAsDrop(name) && !isReport(name);
    }

    private static boolean endsAsDrop(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".json") || lower.endsWith(".jsonl");
    }

    private static boolean isReport(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".json" + Shelves.PROBLEM) || lower.endsWith(".jsonl" + Shelves.PROBLEM);
    }

    /**
     * @param complete whether the scan came by everything in the inbox; false when it stopped because it had found
     *     enough for once, or failed
     */
    public synchronized void scanEnded(boolean complete) {
        whole.scanEnded(complete);
        if (complete || count > ignored.count()) {
            ignored = count == 0 ? Ignored.NOTHING : new Ignored(count, first);
        }
        int waiting = whole.count();
        quiet = complete && admitted == 0 && waiting == 0;
        report.write(waiting, whole.waiting(REPORTED), ignored);
    }

    /** Something listed that this Java cannot even name as a path. */
    public synchronized void ignoreUnnameable(String shown) {
        ignore(shown, "its name cannot be written in this process's locale");
    }

    /** What the last scan left alone. */
    public Ignored ignored() {
        return ignored;
    }

    /** All files that wait, the longest waiting first. */
    public List<Waiting> waiting() {
        return whole.waiting(Integer.MAX_VALUE);
    }

    /**
     * Whether the last scan was complete, found nothing to take, and nothing waits: what was dropped so far is taken.
     */
    public boolean isQuiet() {
        return quiet;
    }

    private boolean isWhole(Path file) {
        BasicFileAttributes seen;
        try {
            seen = whole.attributes(file);
        } catch (NoSuchFileException e) {
            whole.forget(file);
            if (name(file).indexOf(NOT_A_CHARACTER) >= 0) {
                // Listed, and yet not there: its bytes are no text in our encoding, so it cannot be asked for.
                ignore(file, "its name is not valid UTF-8");
            }
            return false;
        } catch (IOException e) {
            whole.couldNot(file, FileNames.cannotBeRead(e), false);
            return false;
        }
        if (seen.isSymbolicLink()) {
            ignoreLink(file);
            return false;
        }
        if (!seen.isRegularFile()) {
            // A pipe would block whoever opens it.
            ignore(file, "not a regular file");
            return false;
        }
        return whole.isWhole(file, seen);
    }

    private void ignoreLink(Path link) {
        ignore(link, "a symbolic link");
        if (namedLinks.size() < REMEMBERED_LINKS && namedLinks.add(link)) {
            LOG.info(
                    "{} in the inbox is a symbolic link and is not followed: move or copy the file itself there",
                    FileNames.shown(FileNames.relative(inbox, link)));
        }
    }

    private void ignore(Path path, String why) {
        count++;
        if (first.size() < NAMED) {
            first.add(new Ignored.One(FileNames.relative(inbox, path), why));
        }
    }

    private void ignore(String path, String why) {
        count++;
        if (first.size() < NAMED) {
            first.add(new Ignored.One(path, why));
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
