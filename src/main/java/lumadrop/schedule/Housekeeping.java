package lumadrop.schedule;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import lumadrop.storage.MountedFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what has grown old: accepted files, temporary files that nobody finished, settled rows of the ledger. */
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    /**
     * A folder in which temporary files may be left behind.
     *
     * @param isTemporary by the file's path; true for any other file would remove what is not ours
     */
    public record TemporaryFiles(Path folder, Predicate<Path> isTemporary) {
        /** A folder that holds nothing else. */
        public static TemporaryFiles all(Path folder) {
            return new TemporaryFiles(folder, file -> true);
        }

        /** What schedules left half written in the inbox; temporary files of other programs are theirs. */
        public static TemporaryFiles ofSchedules(Path inbox) {
            return new TemporaryFiles(
                    inbox, file -> InboxDoor.isTemporary(file.getFileName().toString()));
        }
    }

    private final Path accepted;
    private final Duration keepAccepted;
    private final List<TemporaryFiles> temporary;
    private final Duration keepTemporary;
    private final Function<Instant, Integer> removeSettled;
    private final Duration keepSettled;
    private final Clock clock;

    /**
     * @param removeSettled removes the rows settled before the instant and says how many
     * @param clock by which the ages are told
     */
    public Housekeeping(
            Path accepted,
            Duration keepAccepted,
            List<TemporaryFiles> temporary,
            Duration keepTemporary,
            Function<Instant, Integer> removeSettled,
            Duration keepSettled,
            Clock clock) {
        this.accepted = accepted;
        this.keepAccepted = keepAccepted;
        this.temporary = List.copyOf(temporary);
        this.keepTemporary = keepTemporary;
        this.removeSettled = removeSettled;
        this.keepSettled = keepSettled;
        this.clock = clock;
    }

    /** Does it once, and tells of it in one line. What cannot be removed stays for the next time and stops nothing. */
    public void run() {
        Instant now = clock.instant();
        Broom.Swept files =
                Broom.sweep(accepted, file -> !file.endsWith(MountedFolder.MARK), now.minus(keepAccepted), true);
        int leftovers = 0;
        int kept = files.kept();
        String trouble = files.firstTrouble();
        for (TemporaryFiles place : temporary) {
            Broom.Swept swept = Broom.sweep(place.folder(), place.isTemporary(), now.minus(keepTemporary), false);
            leftovers += swept.removed();
            kept += swept.kept();
            trouble = trouble.isEmpty() ? swept.firstTrouble() : trouble;
        }
        int rows = 0;
        try {
            rows = removeSettled.apply(now.minus(keepSettled));
        } catch (RuntimeException e) {
            kept++;
            trouble = trouble.isEmpty() ? e.toString() : trouble;
            LOG.debug("Housekeeping", e);
        }
        if (kept == 0) {
            LOG.info(
                    "Housekeeping removed {} accepted files, {} temporary files, {} settled rows",
                    files.removed(),
                    leftovers,
                    rows);
        } else {
            LOG.warn(
                    "Housekeeping removed {} accepted files, {} temporary files, {} settled rows; troubles: {}, first:"
                            + " {}",
                    files.removed(),
                    leftovers,
                    rows,
                    kept,
                    trouble);
        }
    }
}
