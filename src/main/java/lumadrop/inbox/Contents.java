package lumadrop.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The bytes of a file, as far as it matters whether they are the same. Symbolic links are never followed. */
final class Contents {
    private Contents() {}

    static byte[] sha256(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(open(file), digest)) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // The digest takes what passes.
            }
        }
        return digest.digest();
    }

    static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean areSame(Path one, Path other) throws IOException {
        return Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS)
                && Files.size(one) == Files.size(other)
                && MessageDigest.isEqual(sha256(one), sha256(other));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
