package lumadrop.schedule;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import lumadrop.file.Access;
import lumadrop.storage.Mounted;

/**
 * Puts a file into the inbox so that it is there whole or not at all, also after a power cut: written under a name that
 * intake does not look at, forced to disk, then renamed.
 */
final class InboxDoor {
    /** A drop's name while it is being written. */
    private static final Pattern TEMPORARY = Pattern.compile("\\.[\\w-]+-\\d{8}-\\d{4}(\\d{2})?(-2)?\\.json\\.tmp");

    private final Path inbox;
    private final Mounted mounted;

    InboxDoor(Path inbox, Mounted mounted) {
        this.inbox = inbox;
        this.mounted = mounted;
    }

    static boolean isTemporary(String fileName) {
        return TEMPORARY.matcher(fileName).matches();
    }

    boolean holds(String fileName) {
        return Files.exists(inbox.resolve(fileName), LinkOption.NOFOLLOW_LINKS);
    }

    /** Drops the file. What a crash left half written under the temporary name is replaced. */
    void drop(String fileName, byte[] bytes) throws IOException {
        mounted.check();
        Path temporary = inbox.resolve("." + fileName + ".tmp");
        // Not opened through a link that somebody put there, nor added to what a crash left.
        Files.deleteIfExists(temporary);
        try (FileChannel file = Access.OWNER.create(temporary)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            file.force(true);
        }
        Files.move(temporary, inbox.resolve(fileName), StandardCopyOption.ATOMIC_MOVE);
        forceFolder();
    }

    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(inbox, StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Windows opens no folders; there the rename is in the file system's own journal.
        }
    }
}
