package lumadrop.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import lumadrop.file.Access;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves files whole: whoever looks at the target's name sees nothing, or all of it. */
public final class Mover {
    private static final Logger LOG = LoggerFactory.getLogger(Mover.class);

    /** The file system's own rename. */
    public interface Rename {
        /** @throws IOException as {@link Files#move} with {@link StandardCopyOption#ATOMIC_MOVE} throws it */
        void rename(Path from, Path to) throws IOException;
    }

    private final Rename rename;
    private final Access access;

    /** @param access how files and folders are made; a file that is renamed stays as it is */
    public Mover(Access access) {
        this((from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE), access);
    }

    Mover(Rename rename, Access access) {
        this.rename = rename;
        this.access = access;
    }

    void makeFolders(Path folder) throws IOException {
        access.makeFolders(folder);
    }

    void rename(Path from, Path to) throws IOException {
        rename.rename(from, to);
    }

    /** Whether a rename failed in a way that a copy may get round. */
    static boolean mayBeCopied(IOException e) {
        return e instanceof AtomicMoveNotSupportedException
                || e instanceof FileSystemException
                        && !(e instanceof NoSuchFileException)
                        && !(e instanceof AccessDeniedException)
                        && !(e instanceof FileAlreadyExistsException);
    }

    /** Copies through a temporary file beside the target, on the disk before it bears the target's name. */
    void copy(Path from, Path to) throws IOException {
        Path part = part(to);
        try {
            try (InputStream in = Contents.open(from);
                    FileChannel out = create(part)) {
                in.transferTo(Channels.newOutputStream(out));
                out.force(true);
            }
            Files.setLastModifiedTime(part, Files.getLastModifiedTime(from, LinkOption.NOFOLLOW_LINKS));
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        forceFolder(to.getParent());
    }

    /** Writes a small file the same way. Replaces one of that name. */
    void write(Path to, byte[] bytes) throws IOException {
        Path part = part(to);
        try {
            try (FileChannel out = create(part)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
    }

    private FileChannel create(Path part) throws IOException {
        Files.deleteIfExists(part);
        return access.create(part);
    }

    /** The same for the same target, so that what a killed process left is replaced, not piled up. */
    private static Path part(Path to) {
        byte[] name = to.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        return to.resolveSibling(".lumadrop-" + UUID.nameUUIDFromBytes(name) + ".part");
    }

    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("A folder cannot be forced to disk on this system", e);
        }
    }
}
