package lumadrop.sweep;

/**
 * How many items a list call is to bring: enough to reach the requests in flight, and no more, for whoever finished in between
 * is on the list too, with prompt and all. Not thread-safe.
 */
final class Fill {
    private static final int LEAST = 50;
    private static final int MOST = 500;

    /** Of one answer. Where prompts are long, few items come to that, and the requests beyond them are asked by id. */
    private static final int BYTES = 256 << 10;

    /** Of the requests in flight so many may be missing before it is worth a longer page: one in so many. */
    private static final int MISSING = 20;

    private static final int STEP = 2;

    private int size;
    private int most = MOST;
    private boolean stated = true;

    /** How many to ask for; 0: the wish is refused, none is to be stated. */
    int size(int inFlight) {
        if (size == 0) {
            size = within(STEP * inFlight);
        }
        return stated ? size : 0;
    }

    /** It was refused for the wish alone, perhaps. */
    boolean unstated() {
        boolean before = stated;
        stated = false;
        return before;
    }

    /** The answer was longer than what is read of one. */
    boolean shorter() {
        if (!stated || size <= 1) {
            return false;
        }
        size = Math.max(1, size / STEP);
        most = size;
        return true;
    }

    /**
     * A page came.
     *
     * @param deepest the place on it, from 0, of the last request that is in flight; negative for none
     * @param missing how many of those in flight it lacks
     */
    void brought(int items, int bytes, int deepest, int missing, int inFlight, Order order) {
        if (items > 0) {
            most = Math.max(Math.min(LEAST, most), Math.min(most, (int) ((long) BYTES * items / Math.max(1, bytes))));
        }
        boolean cut = items >= size;
        boolean goesFurther = order != Order.OLDEST_FIRST; // a longer page would bring older ones, which ended long ago
        if (cut && goesFurther && missing * MISSING > inFlight) {
            size = within(size * STEP);
        } else {
            size = within(Math.min(size, (deepest + 1) * 5 / 4 + 10));
        }
    }

    private int within(int wanted) {
        return Math.min(most, Math.max(LEAST, wanted));
    }
}
