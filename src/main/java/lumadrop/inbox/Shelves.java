package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where taken files end: {@code accepted/} for those whose jobs are recorded, {@code failed/} for those that were
 * refused, each beside the reason. Nothing is ever overwritten.
 *
 * <p>Within one file system each move is one rename. To another it is a copy that gets its name when it is on the disk,
 * and the original is removed after that; each step can be repeated, so a crash between two of them costs nothing.
 *
 * <p>Folders that become empty in the inbox stay: they are their owner's.
 */
public final class Shelves {
    /** What is added to a refused file's name for the report beside it. */
    public static final String PROBLEM = ".error.json";

    private static final Logger LOG = LoggerFactory.getLogger(Shelves.class);

    private final Path accepted;
    private final Path failed;
    private final TakingArea area;
    private final Mover mover;
    private final FreeNames acceptedNames;
    private final FreeNames failedNames;
    /** Names below {@code accepted/} that were given out and not used yet. */
    private final Set<String> promised = new HashSet<>();

    public Shelves(Path accepted, Path failed, TakingArea area, Mover mover) {
        this.accepted = accepted;
        this.failed = failed;
        this.area = area;
        this.mover = mover;
        this.acceptedNames = new FreeNames(accepted, 0);
        this.failedNames = new FreeNames(failed, PROBLEM.length());
    }

    /**
     * A name below {@code accepted/} for a drop of this path, to be recorded before {@link #keep} moves the file
     * there: the path itself, or {@code cat.2.json} where {@code cat.json} is in use. Nobody else is given it until
     * it is used, or {@link #release}d.
     */
    public String freeName(String path) {
        synchronized (promised) {
            String file = acceptedNames.find(path, name -> promised.contains(key(name)));
            promised.add(key(file));
            return file;
        }
    }

    /** Gives back a name that will not be used. */
    public void release(String file) {
        synchronized (promised) {
            promised.remove(key(file));
        }
    }

    /**
     * Moves a claimed and recorded file to {@code accepted/}. May be repeated after a failure, and after success.
     *
     * @param file as {@link #freeName} gave it and as the ledger has it
     * @return where the file lies below {@code accepted/}: another name than the given one only where somebody else
     *     put a file there meanwhile
     * @throws IOException when it could not be moved; it stays claimed and nothing is lost
     */
    public String keep(Claim claim, String file) throws IOException {
        inside(accepted, file);
        String kept = move(claim.path(), accepted, file);
        release(file);
        return kept;
    }

    /**
     * Moves a claimed file to {@code failed/} under its own path (a free name beside it where that is in use), with
     * the report beside it as {@code NAME.error.json}. The report is there first: no refused file is ever without its
     * reason.
     *
     * @param problem the report's bytes
     * @return where the file lies now
     * @throws IOException when it could not be moved; it stays claimed and nothing is lost
     */
    public synchronized Path refuse(Claim claim, byte[] problem) throws IOException {
        // A report without its file is an old one, whose file went back into the inbox: it is replaced.
        String file = failedNames.find(claim.path(), name -> Files.isDirectory(failed.resolve(name + PROBLEM)));
        Path report = failed.resolve(file + PROBLEM);
        mover.makeFolders(report.getParent());
        mover.write(report, problem);
        return failed.resolve(move(claim.path(), failed, file));
    }

    /** Whether a file of this name lies in {@code accepted/}. */
    boolean holds(String file) {
        return exists(inside(accepted, file));
    }

    /** Whether this very file was refused before, and only its removal from the inbox is missing. */
    boolean hasRefused(String path, Path from) throws IOException {
        Path refused = failed.resolve(path);
        return exists(failed.resolve(path + PROBLEM)) && Contents.areSame(from, refused);
    }

    private String move(String path, Path shelf, String wanted) throws IOException {
        Path from = area.whereIs(path);
        String file = wanted;
        if (exists(shelf.resolve(file))) {
            if (!exists(from)) {
                return file;
            }
            if (from.startsWith(area.moving()) && Contents.areSame(from, shelf.resolve(file))) {
                Files.delete(from);
                return file;
            }
            file = new FreeNames(shelf, 0).find(file, name -> false);
            LOG.warn("{} is in use, the file is kept as {}", FileNames.shown(wanted), FileNames.shown(file));
        }
        Path to = shelf.resolve(file);
        try {
            renameMakingFolder(from, to, () -> mover.makeFolders(to.getParent()));
        } catch (IOException e) {
            if (!Mover.mayBeCopied(e)) {
                throw e;
            }
            moveByCopy(path, from, to);
        }
        return file;
    }

    private void moveByCopy(String path, Path from, Path to) throws IOException {
        // Its place says from now on: this one is decided, and a copy of it may lie on the shelf already.
        Path onItsWay = area.moving().resolve(path);
        if (!from.equals(onItsWay)) {
            renameMakingFolder(from, onItsWay, () -> area.makeFolderFor(onItsWay));
        }
        mover.makeFolders(to.getParent());
        mover.copy(onItsWay, to);
        Files.delete(onItsWay);
    }

    private interface MakeFolder {
        void make() throws IOException;
    }

    private void renameMakingFolder(Path from, Path to, MakeFolder folder) throws IOException {
        try {
            mover.rename(from, to);
        } catch (NoSuchFileException e) {
            folder.make();
            mover.rename(from, to);
        }
    }

    /** A recorded name comes out of a database: it leads nowhere but below the shelf. */
    private static Path inside(Path shelf, String file) {
        Path path = shelf.resolve(file).normalize();
        if (!path.startsWith(shelf.normalize()) || path.equals(shelf.normalize())) {
            throw new IllegalArgumentException(
                    "Not a name below " + shelf.getFileName() + ": " + FileNames.shown(file));
        }
        return path;
    }

    /** Two names that some file system may take for one have one key. */
    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
