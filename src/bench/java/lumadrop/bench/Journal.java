package lumadrop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What can be told of a folder's file system. */
final class Journal {
    private Journal() {}

    static String fileSystem(Path folder) throws IOException {
        return Files.getFileStore(folder).type();
    }

    /** A sentence where the file system has no journal: making folders and files is many times slower there. */
    static Optional<String> warning(Path folder) throws IOException {
        String type = fileSystem(folder);
        boolean none = type.equals("ext2")
                || List.of("ext4", "ext3").contains(type)
                        && hasNone(Files.getFileStore(folder).name());
        return none
                ? Optional.of(folder + " lies on " + type + " without a journal, where making folders and files is many"
                        + " times slower: choose another with -Dbench.dir=DIR (tmpfs is fine)")
                : Optional.empty();
    }

    /** By ext4's own thread for the journal, which Linux names after the device. */
    private static boolean hasNone(String device) throws IOException {
        Path jbd2 = Path.of("/proc/fs/jbd2");
        Path ext4 = Path.of("/proc/fs/ext4", Path.of(device).getFileName().toString());
        if (!Files.isDirectory(ext4)) {
            return false; // it cannot be told
        }
        if (!Files.isDirectory(jbd2)) {
            return true;
        }
        try (var journals = Files.list(jbd2)) {
            String name = ext4.getFileName() + "-";
            return journals.noneMatch(
                    journal -> journal.getFileName().toString().startsWith(name));
        }
    }
}
