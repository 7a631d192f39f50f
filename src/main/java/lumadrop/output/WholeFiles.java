package lumadrop.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import lumadrop.file.Access;

/**
 * A folder in which files appear whole or not at all: each is written below {@code .lumadrop} in it, and renamed into
 * place. Files are their owner's to read, unless another {@link Access} is given.
 *
 * <p>{@code .lumadrop} is made when the program starts and never later: where it is missing, the folder is not the one
 * that was there then (an empty mount point of a share that went away), and nothing is written into it.
 */
public final class WholeFiles {
    /** Where files are written before they are whole; on the same file system as the place that they go to. */
    public static final String PARTS = ".lumadrop";

    private final Path root;
    private final Path parts;
    private final boolean durable;
    private final Access access;

    /** What goes into a file. */
    @FunctionalInterface
    interface Content {
        void writeTo(FileChannel file) throws IOException;
    }

    /** @param durable whether a file's bytes must be on the disk before it appears: for a power cut, not for a crash */
    public WholeFiles(Path root, boolean durable) {
        this(root, durable, Access.OWNER);
    }

    /** @param access how files and folders are made */
    public WholeFiles(Path root, boolean durable, Access access) {
        this.root = root.toAbsolutePath().normalize();
        this.parts = this.root.resolve(PARTS);
        this.durable = durable;
        this.access = access;
    }

    /** The folder, made together with its {@code .lumadrop} when missing. Once, when the program starts. */
    public static WholeFiles make(Path root, boolean durable) throws IOException {
        return new WholeFiles(root, durable).made();
    }

    /** The same files, their folder and its {@code .lumadrop} made when missing. Once, when the program starts. */
    public WholeFiles made() throws IOException {
        access.makeFolders(parts);
        return this;
    }

    Access access() {
        return access;
    }

    public Path root() {
        return root;
    }

    /**
     * The place of a path in this folder.
     *
     * @param relative {@code /} between parts
     * @throws IllegalArgumentException if it leads out of the folder or names the folder itself
     */
    public Path place(String relative) {
        try {
            Path place = root.resolve(relative).normalize();
            if (place.startsWith(root) && !place.equals(root)) {
                return place;
            }
        } catch (InvalidPathException bad) {
            throw new IllegalArgumentException("not a path of this machine: " + bad.getMessage(), bad);
        }
        throw new IllegalArgumentException("the path leads out of " + root + ": " + relative);
    }

    /** @throws IOException if this is not the folder that was there when the program started */
    void check() throws IOException {
        if (!Files.isDirectory(parts)) {
            throw new IOException(
                    root + " has no " + PARTS + " any more: is its share still mounted? Nothing is written there"
                            + " until it is back; if the folder was emptied by hand, start lumadrop again.");
        }
    }

    /** Writes a file, in the place of one that may be there. What cannot be written leaves no trace. */
    Path write(String relative, Content content) throws IOException {
        Path place = place(relative);
        Path part = Access.newName(parts, ".part");
        boolean published = false;
        try {
            try (FileChannel file = create(part)) {
                content.writeTo(file);
                if (durable) {
                    file.force(true);
                }
            }
            rename(part, place);
            published = true;
        } finally {
            if (!published) {
                Files.deleteIfExists(part);
            }
        }
        if (durable) {
            forceFolder(place.getParent());
        }
        return place;
    }

    private FileChannel create(Path part) throws IOException {
        try {
            return access.create(part);
        } catch (NoSuchFileException missing) {
            check();
            throw missing;
        }
    }

    private void rename(Path part, Path place) throws IOException {
        try {
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException missing) {
            // Mostly the folder is there, and asking the file system to make it again is slow on some.
            check();
            access.makeFolders(place.getParent());
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The name too must be on the disk. Windows cannot open a folder, and needs no such thing. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }
}
