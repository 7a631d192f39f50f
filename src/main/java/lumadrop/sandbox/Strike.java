package lumadrop.sandbox;

/**
 * One oddity that applies.
 *
 * @param oddity which
 * @param number its N, by its description
 */
record Strike(Oddity oddity, int number) {}
