package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Puts a claimed file back into the inbox, and never over one that was dropped there meanwhile. */
final class PutBack {
    private final Path inbox;
    private final FreeNames names;

    PutBack(Path inbox) {
        this.inbox = inbox;
        this.names = new FreeNames(inbox, 0);
    }

    /**
     * @param path where it lay, relative to the inbox
     * @param from where it lies now
     * @return where it lies then: its own place, or a free name beside it
     */
    Path putBack(String path, Path from) throws IOException {
        Path own = inbox.resolve(path);
        if (Files.exists(own, LinkOption.NOFOLLOW_LINKS) && Files.isSameFile(own, from)) {
            // A killed process came as far as the link.
            Files.delete(from);
            return own;
        }
        while (true) {
            Path to = inbox.resolve(names.find(path, p -> false));
            Files.createDirectories(to.getParent());
            try {
                move(from, to);
                return to;
            } catch (FileAlreadyExistsException e) {
                // Somebody was quicker with that name: the next one.
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            // A rename would replace what somebody drops there in this very moment; a link does not.
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Shares and FAT have no hard links.
            Files.move(from, to);
            return;
        }
        Files.delete(from);
    }
}
