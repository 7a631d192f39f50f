package lumadrop.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/**
 * Who may read what is made. It is made so in one step, never changed afterwards: between the two somebody could open
 * it. Where the file system knows no owner's rights, or is Windows', what it says of the folder holds.
 */
public enum Access {
    /** Its owner alone. */
    OWNER("rw-------", "rwx------"),

    /** Whoever the process's umask lets, as most programs do. */
    UMASK("rw-rw-rw-", "rwxrwxrwx");

    private static final FileAttribute<?>[] NONE = {};

    private final String file;
    private final String folder;

    Access(String file, String folder) {
        this.file = file;
        this.folder = folder;
    }

    /** By its name in the settings. */
    public static Access of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Makes the folder and those above it that are missing. */
    public void makeFolders(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, attributes(folder, path));
        }
    }

    /** Makes the one folder. */
    public void makeFolder(Path path) throws IOException {
        Files.createDirectory(path, attributes(folder, path));
    }

    /** A new file, open for writing. */
    public FileChannel create(Path path) throws IOException {
        return open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** A new file with a name that nobody has. */
    public Path createTemporary(Path in, String ending) throws IOException {
        return Files.createTempFile(in, "", ending, attributes(file, in));
    }

    /** A file, made so where it is missing and the options say that it is to be made. */
    public FileChannel open(Path path, OpenOption... options) throws IOException {
        return FileChannel.open(path, Set.of(options), attributes(file, path));
    }

    /** The file with these bytes and no others; one that is there keeps its rights. */
    public void write(Path path, byte[] bytes) throws IOException {
        try (FileChannel channel =
                open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    private static FileAttribute<?>[] attributes(String permissions, Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }
}
