package lumadrop.output;

import java.util.function.IntPredicate;

/** Finds a free number with few questions, where the taken ones mostly stand in a row. */
final class FirstFree {
    private FirstFree() {}

    /**
     * A number from {@code first} on that is not taken; one whose predecessor is taken, so that the row stays a row.
     * Steps double until one is free, then the range is halved: some 2 log2 k questions for k numbers taken.
     */
    static int from(int first, IntPredicate taken) {
        if (!taken.test(first)) {
            return first;
        }
        int low = first;
        int step = 1;
        while (taken.test(low + step)) {
            low += step;
            step *= 2;
        }
        int high = low + step;
        while (high - low > 1) {
            int middle = low + (high - low) / 2;
            if (taken.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
