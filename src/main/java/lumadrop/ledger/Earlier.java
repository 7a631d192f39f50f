package lumadrop.ledger;

import java.time.Instant;

/**
 * A drop that came before another one.
 *
 * @param id the ledger may have forgotten that drop by now
 * @param path where it lay in the inbox
 * @param folder its folder below the output folder
 * @param since when it was taken
 */
public record Earlier(String id, String path, String folder, Instant since) {}
