package lumadrop.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import lumadrop.ledger.Owner;

/**
 * One process at a time works on a home. The operating system gives the lock up when its process dies, however it dies;
 * who holds it stands in a file beside it, for whoever comes second.
 */
final class HomeLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path holder;

    private HomeLock(FileChannel channel, Path holder) {
        this.channel = channel;
        this.holder = holder;
    }

    /** @throws Stop if another process holds it; the message says which */
    static HomeLock take(Path data, Owner owner) {
        Path holder = data.resolve("lock.holder");
        try {
            FileChannel channel =
                    FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new Stop(
                        Exit.USAGE,
                        "Another lumadrop works on this home: " + read(holder)
                                + ". Stop it first, or use another --home.");
            }
            Files.writeString(holder, "process " + owner.pid() + " on " + owner.host());
            return new HomeLock(channel, holder);
        } catch (IOException e) {
            throw new Stop(Exit.USAGE, "The home cannot be locked (" + e.getMessage() + "): is " + data + " writable?");
        }
    }

    private static String read(Path holder) {
        try {
            return Files.readString(holder, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "it does not say which";
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(holder);
        channel.close();
    }
}
