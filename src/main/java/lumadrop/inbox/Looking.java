package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** The ways in which a scan looks at a file. One interface, so that a test can count them and get in their way. */
interface Looking {
    /** The file system itself. */
    Looking REAL = new Looking() {};

    /** Of the name itself, never of what a link leads to. */
    default BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Fails when the file cannot be opened for reading. */
    default void open(Path file) throws IOException {
        Contents.open(file).close();
    }

    default String sha256(Path file) throws IOException {
        return Contents.sha256(file);
    }
}
