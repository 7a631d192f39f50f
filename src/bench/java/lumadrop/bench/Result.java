package lumadrop.bench;

/**
 * One measured figure.
 *
 * @param of the case
 * @param subject what was measured: lumadrop, or a peer
 * @param cpuSeconds of the process and its children; negative where it is not known
 * @param goal what the figure is held against; empty for none
 * @param reached null where there is no goal, or the size was too small to tell
 */
record Result(String of, String subject, double value, String unit, double cpuSeconds, String goal, Boolean reached) {
    static Result of(String of, String subject, double value, String unit, double cpuSeconds) {
        return new Result(of, subject, value, unit, cpuSeconds, "", null);
    }

    static Result of(String of, String subject, double value, String unit) {
        return of(of, subject, value, unit, -1);
    }

    /** What it is to be compared with by the reader. */
    Result heldAgainst(String words) {
        return new Result(of, subject, value, unit, cpuSeconds, words, null);
    }

    Result toReach(String words, boolean isReached) {
        return new Result(of, subject, value, unit, cpuSeconds, words, isReached);
    }
}
