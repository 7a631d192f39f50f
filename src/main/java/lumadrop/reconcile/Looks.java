package lumadrop.reconcile;

import java.time.Duration;

/**
 * When the list is looked at, and how often before it is believed: a request may show up in it late.
 *
 * @param absentAfter from the first look to the last of those that prove an absence
 */
public record Looks(Duration absentAfter) {
    /** So many looks in a row, at 0, 10, 25, 50 and 100 % of the time, make a proof. */
    public static final int ENOUGH = 5;

    /** Where the upstream itself says that nothing was made, its list is only asked to confirm it. */
    public static final int CONFIRM = 2;

    /** A list that fails may come back: it is given up after an hour, as shipped. */
    public static final int PATIENCE = ENOUGH + 11;

    private static final int[] PERCENT = {10, 15, 25, 50};

    /**
     * From a look to the next.
     *
     * @param looks how many there were, 1 or more
     */
    public Duration wait(int looks) {
        int percent = looks <= PERCENT.length ? PERCENT[looks - 1] : 100;
        return absentAfter.multipliedBy(percent).dividedBy(100);
    }
}
