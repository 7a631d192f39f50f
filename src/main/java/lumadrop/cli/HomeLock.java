package lumadrop.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import lumadrop.file.Access;
import lumadrop.ledger.Owner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process at a time works on a home. The operating system gives the lock up when its process dies, however it dies;
 * who holds it stands in a file beside it, for whoever comes second.
 */
final class HomeLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HomeLock.class);
    private static final int ATTEMPTS = 5;
    private static final Duration A_MOMENT = Duration.ofMillis(20);

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
                    Access.OWNER.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new Stop(
                        Exit.USAGE,
                        "Another lumadrop works on this home: " + read(holder)
                                + ". Stop it first, or use another --home.");
            }
            Access.OWNER.write(
                    holder, ("process " + owner.pid() + " on " + owner.host()).getBytes(StandardCharsets.UTF_8));
            return new HomeLock(channel, holder);
        } catch (IOException e) {
            throw new Stop(Exit.USAGE, "The home cannot be locked (" + e.getMessage() + "): is " + data + " writable?");
        }
    }

    /** Again for a moment where it is held: {@link #holder} has it in its hand while it looks. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        for (int attempt = 1; ; attempt++) {
            if (channel.tryLock() != null) {
                return true;
            }
            if (attempt == ATTEMPTS) {
                return false;
            }
            LockSupport.parkNanos(A_MOMENT.toNanos());
        }
    }

    /** Who works on the home now; empty if nobody does. */
    static Optional<String> holder(Path data) {
        Path file = data.resolve("lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null ? Optional.of(read(data.resolve("lock.holder"))) : Optional.empty();
        } catch (IOException e) {
            LOG.debug("Nobody has locked {}", file, e);
            return Optional.empty();
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
