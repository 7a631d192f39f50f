package lumadrop.schedule;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Removes old files below one folder. Symbolic links are neither followed nor removed. Holds one folder's listing at a
 * time, however many files there are.
 */
final class Broom extends SimpleFileVisitor<Path> {
    /** How often something was removed, or could not be. */
    record Swept(int removed, int kept, String firstTrouble) {}

    private final Path root;
    private final Predicate<Path> which;
    private final Instant before;
    private final boolean foldersToo;
    private final Deque<Boolean> oldFolders = new ArrayDeque<>();
    private int removed;
    private int kept;
    private String firstTrouble = "";

    private Broom(Path root, Predicate<Path> which, Instant before, boolean foldersToo) {
        this.root = root;
        this.which = which;
        this.before = before;
        this.foldersToo = foldersToo;
    }

    /**
     * @param folder may itself be a link: an operator may have put it on another disk
     * @param which of the files, by their whole path
     * @param before a file older than this goes
     * @param foldersToo also remove folders that are empty and in which nothing has happened since then
     */
    static Swept sweep(Path folder, Predicate<Path> which, Instant before, boolean foldersToo) {
        if (Files.notExists(folder)) {
            return new Swept(0, 0, "");
        }
        try {
            Broom broom = new Broom(folder.toRealPath(), which, before, foldersToo);
            Files.walkFileTree(broom.root, broom);
            return new Swept(broom.removed, broom.kept, broom.firstTrouble);
        } catch (IOException e) {
            return new Swept(0, 1, e.toString());
        }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        // Read before any of its files goes: removing them is no reason to keep it, a file that came in lately is.
        oldFolders.push(attributes.lastModifiedTime().toInstant().isBefore(before));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile()
                && which.test(file)
                && lastTouched(file, attributes).isBefore(before)) {
            try {
                Files.deleteIfExists(file);
                removed++;
            } catch (IOException e) {
                trouble(e);
            }
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        if (!(e instanceof NoSuchFileException)) {
            trouble(e);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
        boolean old = oldFolders.pop();
        if (e != null) {
            trouble(e);
        } else if (foldersToo && old && !folder.equals(root)) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException notEmpty) {
                // Then it stays.
            } catch (IOException trouble) {
                trouble(trouble);
            }
        }
        return FileVisitResult.CONTINUE;
    }

    /**
     * When the file was last written or moved. A file moved keeps its modification time, which may be years old on the
     * day it is dropped; POSIX systems note the move as a change of the file ({@code ctime}).
     */
    private Instant lastTouched(Path file, BasicFileAttributes attributes) {
        Instant latest = attributes.lastModifiedTime().toInstant();
        Instant created = attributes.creationTime().toInstant();
        Instant changed = changed(file).orElse(Instant.MIN);
        latest = created.isAfter(latest) ? created : latest;
        return changed.isAfter(latest) ? changed : latest;
    }

    private static Optional<Instant> changed(Path file) {
        try {
            FileTime time = (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
            return Optional.of(time.toInstant());
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void trouble(IOException e) {
        kept++;
        if (firstTrouble.isEmpty()) {
            firstTrouble = e.toString();
        }
    }
}
