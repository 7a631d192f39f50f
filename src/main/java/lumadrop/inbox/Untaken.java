package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Counts what a start would take from an inbox, for whoever must say so before: drops by their names, also those that an
 * earlier process has claimed. None of them is opened, and whether they hold jobs is not known.
 */
public final class Untaken {
    private final Path inbox;
    private final Litter litter;

    public Untaken(Path inbox, Litter litter) {
        this.inbox = inbox;
        this.litter = litter;
    }

    /** How many files; 0 where there is no inbox. */
    public int count() throws IOException {
        if (!Files.isDirectory(inbox, LinkOption.NOFOLLOW_LINKS)) {
            return 0;
        }
        Path claimed = new TakingArea(inbox).taking();
        int[] count = {0};
        Files.walkFileTree(inbox, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean enters = folder.equals(inbox)
                        || claimed.startsWith(folder)
                        || !litter.matches(folder.getFileName().toString());
                return enters ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (attributes.isRegularFile() && !litter.matches(name) && Gate.isDrop(name)) {
                    count[0]++;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return count[0];
    }
}
