package lumadrop.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import lumadrop.file.Access;

/**
 * A folder that may be a mount. A file in it, its mark, tells the folder itself from the bare mount point that is seen in
 * its place while the share is away; a folder that was never seen before gets one. Every look is one small file's.
 * Thread-safe.
 */
public final class MountedFolder implements Mounted {
    /** The mark's name; a dotfile, so that nobody takes it for a drop or a picture. */
    public static final String MARK = ".lumadrop-mount";

    private static final String WHY =
            "\nlumadrop put this file here, to tell this folder from the bare mount point of a"
                    + " share that is away.\nLeave it here: where it is missing, lumadrop touches nothing.\n";
    private static final int CHUNK = 64 << 10;
    private static final int LONGEST_ID = 100;

    private final Mounts mounts;
    private final String name;
    private final Path path;

    MountedFolder(Mounts mounts, String name, Path path) {
        this.mounts = mounts;
        this.name = name;
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /** Why the folder is not to be touched, in a sentence for people; empty where it is the one that it was. */
    public synchronized Optional<String> away() {
        String known = mounts.id(name);
        try {
            String found = mark();
            if (known == null) {
                return seenFirst(found);
            }
            if (known.equals(found)) {
                return Optional.empty();
            }
            return Optional.of(
                    found == null
                            ? path + " is not mounted (its file " + MARK + " is missing): mount it, and work goes on by"
                                    + " itself; if it is a new folder, start lumadrop once with --new-folders"
                            : path + " is another folder than before (by its file " + MARK
                                    + "): mount the right one, or"
                                    + " start lumadrop once with --new-folders to work with this one");
        } catch (IOException e) {
            return Optional.of(path + " cannot be looked at (" + words(e) + "): is its share still there?");
        }
    }

    private Optional<String> seenFirst(String found) throws IOException {
        if (!Files.isDirectory(path)) {
            return Optional.of(path + " is missing: make it, or mount it");
        }
        String id = found;
        if (id == null) {
            id = UUID.randomUUID().toString();
            Path part = path.resolve(MARK + ".part");
            try {
                Access.OWNER.write(part, (id + WHY).getBytes(StandardCharsets.UTF_8));
                Files.move(part, path.resolve(MARK), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                Files.deleteIfExists(part);
                return Optional.of(path + " cannot be written (" + words(e) + ")");
            }
        }
        mounts.remember(name, id); // after the mark: what a crash leaves between the two is taken over as found
        return Optional.empty();
    }

    /** The id in the folder's mark; null where there is none. */
    private String mark() throws IOException {
        try (InputStream mark = Files.newInputStream(path.resolve(MARK))) {
            byte[] start = new byte[LONGEST_ID];
            int length = mark.read(start);
            return length <= 0 ? "" : new String(start, 0, length, StandardCharsets.UTF_8).split("\n", 2)[0].strip();
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    @Override
    public void check() throws IOException {
        Optional<String> away = away();
        if (away.isPresent()) {
            throw new NotMounted(away.get());
        }
    }

    /** Why nothing can be written there, as far as a look can tell: away, read-only, not ours. */
    public Optional<String> unwritable() {
        return away().or(() -> Files.isWritable(path)
                ? Optional.empty()
                : Optional.of(path + " cannot be written: it is read-only, or belongs to somebody else"));
    }

    /**
     * Why so many bytes cannot be written there, by writing them and removing them.
     *
     * @param below the folder in this one to write to, which is made where it is missing
     */
    public Optional<String> tryToWrite(String below, long bytes) {
        Optional<String> before = unwritable();
        if (before.isPresent()) {
            return before;
        }
        Path part = path.resolve(below).resolve("probe.part");
        try {
            try {
                Access.OWNER.makeFolders(part.getParent());
                write(part, bytes);
            } finally {
                Files.deleteIfExists(part);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(path + " cannot be written (" + words(e) + ")");
        }
    }

    private static void write(Path file, long bytes) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try (FileChannel out = Access.OWNER.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (long left = bytes; left > 0; ) {
                chunk.clear().limit((int) Math.min(CHUNK, left));
                left -= out.write(chunk);
            }
            out.force(false); // some file systems say only now that there is no room
        }
    }

    /** Bytes that are free there for us. */
    public long free() throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    private static String words(IOException e) {
        String message = e.getMessage() == null ? "" : e.getMessage().replaceAll("\\s+", " ");
        return e.getClass() == IOException.class ? message : e.getClass().getSimpleName() + ": " + message;
    }
}
