package lumadrop.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lumadrop.file.Access;
import lumadrop.storage.Mounted;
import lumadrop.text.Sha256;

/** The folder of temporary files: inside the output folder, so that a rename never crosses file systems. */
final class Parts {
    static final String FOLDER = ".lumadrop";
    private static final String ENDING = ".part";

    /** How a new file is opened; a seam for the faults of disks. */
    interface Opener {
        OutputStream open(Path path) throws IOException;
    }

    static Opener disk(Access access) {
        return path -> Channels.newOutputStream(access.create(path));
    }

    private final Path folder;
    private final Access access;
    private final Opener opener;
    private final Mounted mounted;

    Parts(Path output, Access access, Opener opener, Mounted mounted) {
        this.folder = output.resolve(FOLDER);
        this.access = access;
        this.opener = opener;
        this.mounted = mounted;
    }

    /**
     * A new, empty file under a name that nobody can guess. The output folder itself is never made.
     *
     * @param announced how many bytes are to come; -1 if unknown
     */
    Part create(long announced) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            mounted.check();
            try {
                access.makeFolder(folder);
            } catch (FileAlreadyExistsException there) {
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    throw new FileAlreadyExistsException(folder.toString(), null, "must be a folder of lumadrop's own");
                }
            }
        }
        Path path = Access.newName(folder, ENDING);
        Sha256 sha256 = new Sha256(announced); // before there is a file that would be left behind
        return new Part(path, opener.open(path), sha256);
    }

    /** Removes the parts last written before the given time, and says which. */
    List<Path> sweep(Instant before) throws IOException {
        List<Path> swept = new ArrayList<>();
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return swept;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (Path part : parts) {
                try {
                    if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)
                            && Files.getLastModifiedTime(part, LinkOption.NOFOLLOW_LINKS)
                                    .toInstant()
                                    .isBefore(before)
                            && Files.deleteIfExists(part)) {
                        swept.add(part);
                    }
                } catch (NoSuchFileException gone) {
                    // Published or discarded while we looked.
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return swept;
    }
}
