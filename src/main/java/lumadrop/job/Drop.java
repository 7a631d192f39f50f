package lumadrop.job;

import java.time.Instant;

/**
 * A file that was taken from the inbox.
 *
 * @param id twelve characters, sortable by the time of intake
 * @param path where it lay in the inbox, relative, {@code /} between parts
 * @param folder its folder below the output folder, {@code /} between parts, unique over all drops
 * @param file its name below {@code accepted/}, relative, {@code /} between parts
 * @param sha256 of the file's bytes, lower-case hex
 * @param bytes the file's size
 * @param jobs how many jobs are recorded of it, renderings counted one by one
 * @param sameAs the id of a drop before it that asked for the very same; null where none did
 * @param leftOut how many more jobs it held, whose {@code idempotency_key} was seen before
 */
public record Drop(
        String id,
        String path,
        String folder,
        String file,
        String sha256,
        long bytes,
        Instant receivedAt,
        int jobs,
        String sameAs,
        int leftOut) {
    /** A drop that nothing is like. */
    public Drop(
            String id,
            String path,
            String folder,
            String file,
            String sha256,
            long bytes,
            Instant receivedAt,
            int jobs) {
        this(id, path, folder, file, sha256, bytes, receivedAt, jobs, null, 0);
    }

    /** The same drop with what the ledger found before it. */
    public Drop after(String sameAs, int leftOut) {
        return new Drop(id, path, folder, file, sha256, bytes, receivedAt, jobs - leftOut, sameAs, leftOut);
    }
}
