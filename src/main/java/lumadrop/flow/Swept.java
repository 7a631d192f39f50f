package lumadrop.flow;

import lumadrop.job.Snapshot;

/**
 * A job in hand of whose request the list has told something new.
 *
 * @param isBelieved whether that can be taken for a status answer; if not, the request is asked by id at once
 */
record Swept(Hand hand, Snapshot snapshot, boolean isBelieved) {}
