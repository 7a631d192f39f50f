package lumadrop.picture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import lumadrop.file.Access;
import lumadrop.storage.Mounted;

/**
 * A folder into which complete files are put, each under a name of its own that it gets in one step and that was free
 * before. Nothing is put outside of it, whatever the name says and wherever links lead. The folder itself is never
 * made: where it is missing, something is wrong that a new folder would hide.
 *
 * <p>By rename, not by hard link, although a link could not overwrite: programs that watch a folder wait for a rename,
 * and not every file system has links. Between the look and the rename only this process is kept out, by a lock a
 * name: the ledger gives every job names of its own.
 */
final class Folder {
    private static final int MOST_NAMES = 10_000;
    private static final List<Path> NO_STEPS = List.of();

    private final Path root;
    private final boolean sync;
    private final Access access;
    private final Mounted mounted;
    private final ReentrantLock[] locks = new ReentrantLock[64];

    /**
     * @param sync whether folders are forced to the disk when an entry was added
     * @param access how folders are made
     * @param mounted asked before a folder is made
     */
    Folder(Path root, boolean sync, Access access, Mounted mounted) {
        this.root = root.toAbsolutePath().normalize();
        this.sync = sync;
        this.access = access;
        this.mounted = mounted;
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    Path root() {
        return root;
    }

    /**
     * Says whether a file may be put under this name, as far as the way to it is there, without making anything.
     *
     * @param name relative, {@code /} between parts
     * @throws PathEscapeException if the name, or a symbolic link on its way to what is there, leads out of the folder
     */
    void check(String name) throws IOException {
        mayBeThere(resolve(name).getParent(), name);
    }

    /**
     * As {@link #isThere}, but cheap where nothing is there: java.io.File says so without the exception that JDK 17
     * makes inside for a missing file. It follows links, so that one that leads nowhere looks like nothing.
     */
    private boolean mayBeThere(Path directory, String name) throws IOException {
        if (directory.equals(root) || directory.toFile().exists()) {
            return isThere(directory, name);
        }
        if (!directory.getParent().equals(root)) {
            mayBeThere(directory.getParent(), name);
        } else if (!root.toFile().isDirectory()) {
            throw rootGone();
        }
        return false;
    }

    /**
     * Walks from the root down to a directory, one look a step: most are one or two steps deep, where the real path of
     * the whole would cost a system call for every folder above.
     *
     * @return whether the directory exists
     */
    private boolean isThere(Path directory, String name) throws IOException {
        Path step = root;
        if (directory.equals(root) && !Files.isDirectory(root)) {
            throw rootGone();
        }
        for (Path part : directory.equals(root) ? NO_STEPS : root.relativize(directory)) {
            step = step.resolve(part);
            BasicFileAttributes found;
            try {
                found = Files.readAttributes(step, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException free) {
                if (!Files.isDirectory(root)) {
                    throw rootGone();
                }
                return false;
            }
            if (found.isSymbolicLink()) {
                checkReal(step, name);
            } else if (!found.isDirectory()) {
                throw new NotDirectoryException(step.toString());
            }
        }
        return true;
    }

    private IOException rootGone() {
        return new NoSuchFileException(root.toString(), null, "the folder is not there");
    }

    /**
     * Where a name leads.
     *
     * @throws PathEscapeException if that is out of the folder, also over a symbolic link
     */
    Path place(String name) throws IOException {
        check(name);
        return resolve(name);
    }

    private Path resolve(String name) {
        for (String step : name.split("/", -1)) {
            if (step.isBlank()
                    || step.equals(".")
                    || step.equals("..")
                    || step.indexOf('\\') >= 0
                    || hasControl(step)) {
                throw escape(name);
            }
        }
        Path path = root.resolve(name).normalize();
        if (!path.startsWith(root)
                || path.equals(root)
                || root.relativize(path).getName(0).toString().equalsIgnoreCase(Parts.FOLDER)) {
            throw escape(name);
        }
        return path;
    }

    private static boolean hasControl(String step) {
        for (int i = 0; i < step.length(); i++) {
            if (Character.isISOControl(step.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private void checkReal(Path link, String name) throws IOException {
        Path real;
        try {
            real = link.toRealPath();
        } catch (NoSuchFileException dangling) {
            throw escape(name);
        }
        if (!real.startsWith(root.toRealPath())) {
            throw escape(name);
        }
    }

    private PathEscapeException escape(String name) {
        return new PathEscapeException(OneLine.of(name) + ": leads out of " + root + " and is refused");
    }

    /**
     * Moves a complete file to {@code name + ending}, or {@code name.2 + ending} and so on where that is taken. A file
     * with the very same bytes under one of these names is ours from before a crash: it stays, and the new one is
     * dropped.
     *
     * @return where the file now is
     */
    Path put(Path file, String name, String ending) throws IOException {
        Path wanted = resolve(name);
        Path parent = wanted.getParent();
        String base = wanted.getFileName().toString();
        for (int i = 1; i <= MOST_NAMES; i++) {
            Path target = parent.resolve(base + (i == 1 ? "" : "." + i) + ending);
            if (moveIfFree(file, target, name, i == 1)) {
                return target;
            }
            if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(file, target) == -1) {
                syncUp(parent);
                Files.delete(file);
                return target;
            }
        }
        throw new FileAlreadyExistsException(wanted + ending, null, MOST_NAMES + " names like it are taken");
    }

    /**
     * Makes the folder where it is missing.
     *
     * @return whether it was made here and now, as a folder of its own and not through a link: nothing can be in it
     */
    private boolean prepare(Path parent, String name) throws IOException {
        if (mayBeThere(parent, name)) {
            return false;
        }
        mounted.check();
        try {
            access.makeFolder(parent);
            return true;
        } catch (FileAlreadyExistsException | NoSuchFileException other) {
            // Made meanwhile, a link, or one of several folders that are missing.
            if (!isThere(parent, name)) {
                access.makeFolders(parent);
                isThere(parent, name);
            }
            return false;
        }
    }

    /** @param first whether the target's folder is still to be looked at */
    private boolean moveIfFree(Path file, Path target, String name, boolean first) throws IOException {
        ReentrantLock lock = locks[Math.floorMod(target.hashCode(), locks.length)];
        lock.lock();
        try {
            boolean empty = first && prepare(target.getParent(), name); // under the lock: nobody puts that name into it
            if (!empty && !Files.notExists(target, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            try {
                move(file, target);
            } catch (NoSuchFileException folderGone) {
                prepare(target.getParent(), name);
                move(file, target);
            }
            syncUp(target.getParent());
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static void move(Path file, Path target) throws IOException {
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherFileSystem) {
            Path copy = target.resolveSibling("." + file.getFileName());
            try {
                Files.copy(file, copy);
                Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(copy);
            }
            Files.delete(file);
        }
    }

    /** Forces the new entry, and the folders that may be new, to the disk. */
    private void syncUp(Path directory) throws IOException {
        if (!sync) {
            return;
        }
        for (Path d = directory; d.startsWith(root); d = d.getParent()) {
            FileChannel channel;
            try {
                channel = FileChannel.open(d, StandardOpenOption.READ);
            } catch (AccessDeniedException noFoldersAsFiles) {
                return; // Windows: its file systems keep their own journal of names.
            }
            try (channel) {
                channel.force(true);
            }
        }
    }
}
