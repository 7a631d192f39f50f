package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import lumadrop.file.Access;

/**
 * Our folder in the inbox, {@code .lumadrop}: in the inbox's own file system, so that a claim is one rename, and
 * hidden, so that no scan looks in. A file in it lies under the path that it had in the inbox:
 *
 * <ul>
 *   <li>below {@code taking/} it is claimed; whether it is recorded, the ledger knows;
 *   <li>below {@code moving/} it is on its way to a shelf in another file system, which takes more than one step.
 * </ul>
 *
 * Folders are made when a rename misses them and removed when nothing is in hand, not once a file.
 */
public final class TakingArea {
    static final String FOLDER = ".lumadrop";

    private final Path inbox;
    private final Path root;
    private final Path taking;
    private final Path moving;

    public TakingArea(Path inbox) {
        this.inbox = inbox;
        this.root = inbox.resolve(FOLDER);
        this.taking = root.resolve("taking");
        this.moving = root.resolve("moving");
    }

    /** Writes a file in the inbox's file system, says how it was stamped, and removes it. */
    public FileTime touchProbe() throws IOException {
        Path probe = root.resolve("clock");
        makeFolder(root);
        try {
            Files.write(probe, new byte[] {1});
            return Files.getLastModifiedTime(probe, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.deleteIfExists(probe);
            deleteIfEmpty(root);
        }
    }

    /** Removes what is empty of our folder. Harmless at any time; costs as many steps as there are folders in it. */
    public void tidy() throws IOException {
        if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.deleteIfExists(root.resolve("clock"));
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                deleteIfEmpty(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }

    Path inbox() {
        return inbox;
    }

    Path taking() {
        return taking;
    }

    Path moving() {
        return moving;
    }

    /** Where the file of this path lies now: on its way, or claimed. */
    Path whereIs(String path) {
        Path onItsWay = moving.resolve(path);
        return anyMoving() && Files.exists(onItsWay, LinkOption.NOFOLLOW_LINKS) ? onItsWay : taking.resolve(path);
    }

    /**
     * Whether something may be on its way at all. Where the shelves are in the inbox's file system nothing ever is, and
     * its folder is missing; java.io.File says so without the exception that JDK 17 makes inside for a missing file.
     */
    boolean anyMoving() {
        return moving.toFile().exists();
    }

    /**
     * Sees to it that no folder on the way of a file, in the inbox or in our own folder, is a link that somebody put
     * there: a rename would follow it, and take a file from where it leads, or put one there. The inbox itself
     * may be a link: that is its owner's word.
     */
    void checkWay(String path) throws IOException {
        Path parent = Path.of(path).getParent();
        refuseLinks(inbox, parent);
        refuseLink(root);
        refuseLink(taking);
        refuseLinks(taking, parent);
    }

    private static void refuseLinks(Path from, Path parent) throws IOException {
        Path step = from;
        if (parent != null) {
            for (Path part : parent) {
                step = step.resolve(part);
                refuseLink(step);
            }
        }
    }

    private static void refuseLink(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    /** Makes the folders that a file of ours needs. */
    void makeFolderFor(Path file) throws IOException {
        makeFolder(file.getParent());
    }

    private void makeFolder(Path folder) throws IOException {
        // Somebody may have put a link of that name there, to make us move files to where it leads.
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(root.toString());
        }
        Access.OWNER.makeFolders(folder);
    }

    /** All that lies below one of the two folders, not only regular files. */
    List<Path> files(Path below) throws IOException {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(below, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return files;
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // In use, or gone already: both are fine.
        }
    }
}
