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
 * @param jobs how many jobs it holds, renderings counted one by one
 */
public record Drop(
        String id, String path, String folder, String file, String sha256, long bytes, Instant receivedAt, int jobs) {}
