package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims files: a claim is one rename within the inbox's file system, from the file's place to the same path below
 * {@code .lumadrop/taking/}. From then on no scan, no second poll and no other name can meet the file, and a process
 * that dies leaves it where {@link Recovery} finds it.
 */
public final class Taking {
    private static final Logger LOG = LoggerFactory.getLogger(Taking.class);
    private static final int ATTEMPTS = 3;

    private final TakingArea area;
    private final WholeFiles whole;
    private final Mover mover;
    private final PutBack putBack;
    /** Files that could not be given back yet, by their path. */
    private final Map<String, Path> stuck = new HashMap<>();

    private boolean used;

    public Taking(TakingArea area, WholeFiles whole, Mover mover) {
        this.area = area;
        this.whole = whole;
        this.mover = mover;
        this.putBack = new PutBack(area.inbox());
    }

    /**
     * @param file as the scan found it, below the inbox
     * @throws NotTaken when it could not be claimed; the file lies in the inbox and is looked at again, unless it is
     *     gone
     */
    public synchronized Claim claim(Path file) throws NotTaken {
        String path = FileNames.relative(area.inbox(), file);
        Path taken = area.taking().resolve(path);
        if (isInHand(path)) {
            throw notTaken(file, new NotTaken(path, NotTaken.Why.IN_HAND));
        }
        used = true;
        rename(file, path, taken);
        try {
            BasicFileAttributes now = Files.readAttributes(taken, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (now.isRegularFile() && whole.isStillWhole(file, taken, now)) {
                whole.forget(file);
                return new Claim(path, taken, now.fileKey(), now.size());
            }
            NotTaken.Why why = now.isRegularFile() ? NotTaken.Why.CHANGED : NotTaken.Why.NOT_A_FILE;
            throw notTaken(giveBack(path, taken), new NotTaken(path, why));
        } catch (IOException e) {
            throw notTaken(giveBack(path, taken), new NotTaken(path, NotTaken.Why.BUSY, e));
        }
    }

    /**
     * The claimed file's bytes, as {@link Claim#read}.
     *
     * @throws NotTaken when it cannot be read now; it has been given back and is tried again
     */
    public byte[] read(Claim claim, long maxBytes) throws NotTaken {
        try {
            return claim.read(maxBytes);
        } catch (IOException e) {
            giveBack(claim, FileNames.cannotBeRead(e));
            throw new NotTaken(claim.path(), NotTaken.Why.UNREADABLE, e);
        }
    }

    /**
     * Puts a claimed file back into the inbox, to be looked at again.
     *
     * @param why in plain words, for those who ask what the file waits for
     */
    public synchronized void giveBack(Claim claim, String why) {
        whole.couldNot(giveBack(claim.path(), claim.taken()), why, true);
    }

    /**
     * For quiet moments and for the end: tries again to give back what could not be given back, and leaves nothing of
     * ours in the inbox but what is in hand. Costs nothing where nothing was claimed since the last time.
     */
    public synchronized void tidy() {
        if (!used) {
            return;
        }
        for (Map.Entry<String, Path> e : Map.copyOf(stuck).entrySet()) {
            giveBack(e.getKey(), e.getValue());
        }
        try {
            area.tidy();
            used = !stuck.isEmpty() || exists(area.taking()) || exists(area.moving());
        } catch (IOException e) {
            LOG.debug("The taking area could not be tidied", e);
        }
    }

    private boolean isInHand(String path) {
        Path taken = area.taking().resolve(path);
        boolean taking = stuck.containsKey(path) || mayBeThere(taken);
        if (!taking && !area.anyMoving()) {
            return false;
        }
        Path moving = area.moving().resolve(path);
        if (Files.isDirectory(taken, LinkOption.NOFOLLOW_LINKS)
                || Files.isDirectory(moving, LinkOption.NOFOLLOW_LINKS)) {
            // An empty folder may be left from files of a folder that bore this name.
            used = true;
            tidy();
        }
        return exists(taken) || exists(moving);
    }

    /**
     * Of a name in our own folder, without the exception that JDK 17 makes inside for each missing file. What it does not
     * see is a link that leads nowhere, which is no drop: one that was claimed is given back before the next claim, or
     * is known as stuck.
     */
    private static boolean mayBeThere(Path taken) {
        return taken.toFile().exists();
    }

    private void rename(Path file, String path, Path taken) throws NotTaken {
        try {
            area.checkWay(path);
            for (int attempt = 1; ; attempt++) {
                try {
                    mover.rename(file, taken);
                    return;
                } catch (NoSuchFileException e) {
                    // Mostly our own folder: it is made when it is missed, and tidied away behind our back.
                    if (attempt == ATTEMPTS || !exists(file)) {
                        throw e;
                    }
                    area.makeFolderFor(taken);
                }
            }
        } catch (NoSuchFileException e) {
            whole.forget(file);
            throw new NotTaken(path, NotTaken.Why.VANISHED);
        } catch (AccessDeniedException e) {
            throw notTaken(file, new NotTaken(path, NotTaken.Why.NO_PERMISSION));
        } catch (FileAlreadyExistsException e) {
            // A file in hand bears the name of this one's folder.
            throw notTaken(file, new NotTaken(path, NotTaken.Why.IN_HAND));
        } catch (AtomicMoveNotSupportedException e) {
            throw notTaken(file, new NotTaken(path, NotTaken.Why.OTHER_FILE_SYSTEM));
        } catch (IOException e) {
            throw notTaken(file, new NotTaken(path, NotTaken.Why.BUSY, e));
        }
    }

    /** Notes why the file waits; says it at once where only a person can help. */
    private NotTaken notTaken(Path file, NotTaken problem) {
        NotTaken.Why why = problem.why();
        if (why != NotTaken.Why.CHANGED && why != NotTaken.Why.NOT_A_FILE) {
            whole.couldNot(file, why.text(), false);
        }
        boolean isForAPerson = why == NotTaken.Why.NO_PERMISSION || why == NotTaken.Why.OTHER_FILE_SYSTEM;
        if (isForAPerson && whole.mayBeNamed(file)) {
            LOG.warn("{}. It is tried again.", problem.getMessage());
        }
        return problem;
    }

    private Path giveBack(String path, Path taken) {
        try {
            Path back = putBack.putBack(path, taken);
            stuck.remove(path);
            return back;
        } catch (IOException e) {
            if (stuck.put(path, taken) == null) {
                LOG.warn(
                        "{} could not be put back into the inbox ({}); it lies in {} and goes back when that is"
                                + " possible",
                        FileNames.shown(path),
                        FileNames.cause(e),
                        FileNames.shown(taken.toString()));
            }
            return area.inbox().resolve(path);
        }
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
