package lumadrop.learn;

/**
 * A request that has not ended, as far as is known.
 *
 * @param age when it was last seen, seconds
 * @param era of what is known, when it was first seen
 */
record Alive(double age, double era) {}
