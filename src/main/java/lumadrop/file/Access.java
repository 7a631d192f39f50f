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
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

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

    // The arrays are only ever read.
    @SuppressWarnings("ImmutableEnumChecker")
    private final FileAttribute<?>[] file;

    @SuppressWarnings("ImmutableEnumChecker")
    private final FileAttribute<?>[] folder;

    Access(String file, String folder) {
        this.file = permissions(file);
        this.folder = permissions(folder);
    }

    private static FileAttribute<?>[] permissions(String words) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(words))};
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

    /** A name for a new file that nobody has and nobody can guess. */
    public static Path newName(Path in, String ending) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return in.resolve(hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong()) + ending);
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

    private static FileAttribute<?>[] attributes(FileAttribute<?>[] permissions, Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix") ? permissions : NONE;
    }
}
