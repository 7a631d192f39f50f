package lumadrop.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import lumadrop.text.Sha256;

/** The bytes of a file, as far as it matters whether they are the same. Symbolic links are never followed. */
final class Contents {
    private Contents() {}

    static String sha256(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return Sha256.of(in, Files.size(file));
        }
    }

    static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean areSame(Path one, Path other) throws IOException {
        return Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
                && Files.size(one) == Files.size(other)
                && sha256(one).equals(sha256(other));
    }
}
