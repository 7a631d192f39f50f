package lumadrop.flow;

import lumadrop.ledger.Offer;
import lumadrop.output.DropNames;

/**
 * A drop that was read and found good, with its jobs, ready to be recorded.
 *
 * @param names the names that were given out for it, until the ledger has them
 */
record NewDrop(Offer offer, DropNames names) {}
