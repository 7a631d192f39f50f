package lumadrop.ledger;

import lumadrop.job.Drop;

/**
 * A drop in hand whose manifest is to be written.
 *
 * @param version counts how often it became due
 */
public record DueDrop(Drop drop, int version) {}
