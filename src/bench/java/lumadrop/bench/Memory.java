package lumadrop.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory as what is measured on tmpfs finds it. */
final class Memory {
    private static final byte[] PIECE = new byte[1 << 20];

    private Memory() {}

    /**
     * Has the machine have so much memory at hand. A virtual one fetches what it has not used for a while from its host as
     * it is written to, which takes eight times as long as to write, and whoever came first would pay for it.
     */
    static void atHand(Path folder, long bytes) throws IOException {
        if (!Journal.fileSystem(folder).equals("tmpfs")) {
            return;
        }
        Path file = Files.createTempFile(folder, "memory", "");
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < bytes; written += PIECE.length) {
                out.write(PIECE);
            }
        } finally {
            Files.delete(file);
        }
    }
}
