package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up, at the start, what a killed process left in our folder of the inbox. Looks at nothing else, so its cost
 * does not grow with what lies in the inbox. Run it before the first scan.
 *
 * <ul>
 *   <li>Claimed, recorded, not on the shelf: the move is finished.
 *   <li>Claimed, not recorded: put back into the inbox, to be taken again.
 *   <li>Claimed, recorded, and the recorded file is on the shelf: a rename cannot leave both, so this is the next
 *       drop of the same path, and put back.
 *   <li>On its way to another file system, recorded: the copy is finished, or only the original removed.
 *   <li>On its way, not recorded: it was being refused. Removed where the copy is complete, else put back.
 * </ul>
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    /** What the ledger knows. */
    public interface Recorded {
        /**
         * The drop of this path and content that is recorded and whose file is not known to have been moved.
         *
         * @param path where the file lay in the inbox
         * @param sha256 of its bytes, lower-case hex
         * @return the drop's name below {@code accepted/}; empty where the ledger has no such drop
         */
        Optional<String> recordedAs(String path, String sha256);

        /** The file of that drop has left the inbox for good. */
        default void shelved(String path, String sha256) {}
    }

    /**
     * @param finished files whose move was finished
     * @param putBack files that lie in the inbox again
     * @param left files that could be neither; they are said in the log, and lie where they were. The move of those that
     *     are recorded is tried again soon, the rest at the next start
     */
    public record Outcome(int finished, int putBack, int left) {}

    private final TakingArea area;
    private final Shelves shelves;
    private final LateMoves late;
    private final PutBack putBack;

    /** @param late where the moves go that cannot be made now */
    public Recovery(TakingArea area, Shelves shelves, LateMoves late) {
        this.area = area;
        this.late = late;
        this.shelves = shelves;
        this.putBack = new PutBack(area.inbox());
    }

    /** @throws IOException when our folder cannot be listed */
    public Outcome run(Recorded ledger) throws IOException {
        int[] counts = new int[3];
        // On their way first: a later claim of the same path waits behind them.
        for (Path root : new Path[] {area.moving(), area.taking()}) {
            for (Path file : area.files(root)) {
                counts[takeUp(root, file, ledger)]++;
            }
        }
        area.tidy();
        return new Outcome(counts[0], counts[1], counts[2]);
    }

    private int takeUp(Path root, Path file, Recorded ledger) {
        String path = FileNames.relative(root, file);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                LOG.warn("{} is no file of ours and is left alone", FileNames.shown(file.toString()));
                return 2;
            }
            return takeUp(root.equals(area.moving()), path, file, ledger);
        } catch (IOException e) {
            LOG.warn(
                    "{} was in hand when lumadrop stopped, and could be neither kept nor put back ({}); it lies in {}",
                    FileNames.shown(path),
                    FileNames.cause(e),
                    FileNames.shown(file.toString()));
            return 2;
        }
    }

    private int takeUp(boolean onItsWay, String path, Path file, Recorded ledger) throws IOException {
        String sha256 = Contents.sha256(file);
        Optional<String> recorded = ledger.recordedAs(path, sha256);
        if (recorded.isPresent() && (onItsWay || !shelves.holds(recorded.get()))) {
            Claim claim = new Claim(path, file, null, Files.size(file));
            LateMoves.Move move = () -> {
                shelves.keep(claim, recorded.get());
                ledger.shelved(path, sha256);
            };
            try {
                move.run();
            } catch (IOException e) {
                late.later(claim, e, move);
                return 2;
            }
            LOG.info("{} was recorded before lumadrop stopped; it has been kept now", FileNames.shown(path));
            return 0;
        }
        if (onItsWay && recorded.isEmpty() && shelves.hasRefused(path, file)) {
            Files.delete(file);
            LOG.info("{} was refused before lumadrop stopped", FileNames.shown(path));
            return 0;
        }
        Path back = putBack.putBack(path, file);
        LOG.info(
                "{} was claimed and not recorded when lumadrop stopped; it lies in the inbox again as {}",
                FileNames.shown(path),
                FileNames.shown(FileNames.relative(area.inbox(), back)));
        return 1;
    }
}
