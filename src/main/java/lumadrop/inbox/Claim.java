package lumadrop.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A file that was taken out of the inbox and is ours until it is kept, refused or given back.
 *
 * @param path where it lay in the inbox, relative, {@code /} between parts, to the character
 * @param taken where it lies now
 * @param fileKey the file system's own identity of it; null where it has none
 * @param bytes its size
 */
public record Claim(String path, Path taken, Object fileKey, long bytes) {
    /**
     * The file's bytes. Of a file above the limit only its first {@code maxBytes + 1}, so that whoever checks the limit
     * sees that it is passed, and no more of it comes into memory. Links are not followed.
     *
     * @throws IOException when it cannot be opened or read: give the claim back then, the file is tried again
     */
    public byte[] read(long maxBytes) throws IOException {
        try (InputStream in = Contents.open(taken)) {
            return in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
        }
    }
}
