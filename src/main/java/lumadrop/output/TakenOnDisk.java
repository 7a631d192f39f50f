package lumadrop.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * The disk's half of what {@link OutputNames} asks: whether something in the output folder stands where a drop's folder
 * or a job's pictures would go. Covers what the ledger has forgotten, and what was never its own.
 */
public final class TakenOnDisk implements Predicate<String> {
    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", "-1.png", "-1.jpg");
    private static final int MOST_LOOKED_AT = 1_000;

    private final Path output;

    public TakenOnDisk(Path output) {
        this.output = output;
    }

    /**
     * Some microseconds while nothing is there.
     *
     * @param path below the output folder, {@code /} between parts, no ending
     */
    @Override
    public boolean test(String path) {
        Path place = output.resolve(path);
        // java.io.File answers without the exception that Files.exists makes inside on JDK 17 for each missing file.
        if (place.toFile().exists() && holdsFiles(place)) {
            return true;
        }
        return PICTURES.stream()
                .anyMatch(ending -> place.resolveSibling(place.getFileName() + ending)
                        .toFile()
                        .exists());
    }

    /**
     * A folder of nothing but folders is no drop's: it is on the way to that of {@code shoot/cat}, and free for
     * {@code shoot}.
     */
    private static boolean holdsFiles(Path place) {
        if (!Files.isDirectory(place)) {
            return true;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
            int looked = 0;
            for (Path entry : entries) {
                if (++looked > MOST_LOOKED_AT || !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    return true;
                }
            }
            return false;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
