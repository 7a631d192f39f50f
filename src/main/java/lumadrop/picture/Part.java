package lumadrop.picture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lumadrop.text.Sha256;

/** A temporary file under way: written, counted and hashed buffer by buffer. */
final class Part implements AutoCloseable {
    private final Path path;
    private final OutputStream out;
    private final Sha256 sha256;
    private long bytes;

    /**
     * @param out to the new file at {@code path}
     * @param sha256 of nothing yet
     */
    Part(Path path, OutputStream out, Sha256 sha256) {
        this.path = path;
        this.out = out;
        this.sha256 = sha256;
    }

    void write(byte[] buffer, int length) throws IOException {
        out.write(buffer, 0, length);
        sha256.update(buffer, length);
        bytes += length;
    }

    Path path() {
        return path;
    }

    long bytes() {
        return bytes;
    }

    /** In lower-case hex. To be asked once, after the last write. */
    String sha256() {
        return sha256.hex();
    }

    /** Forces the file's bytes to the disk; call it when the file is closed. */
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** @throws IOException if the last bytes could not be written: some file systems say so only now */
    @Override
    public void close() throws IOException {
        out.close();
    }

    /**
     * Closes and removes the file; whatever stands in the way is left to the sweep, for a fault is being told already.
     */
    void drop() {
        try {
            out.close();
        } catch (IOException ignored) {
            // Its content is not wanted any more.
        }
        try {
            Files.deleteIfExists(path);
        } catch (IOException ignored) {
            // PictureStore.sweep finds it.
        }
    }
}
