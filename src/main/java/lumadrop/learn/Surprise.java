package lumadrop.learn;

/**
 * Tells whether requests still end as was to be expected, or the pace has changed. Every poll of a request is held against the
 * chance that was given to its end since the poll before; so requests that were submitted together, and of which the quick
 * ones end first, are no surprise. Chances and ends are counted apart by how far on the request was, so that neither a shift nor a
 * narrower spread goes unnoticed. Not thread-safe.
 */
final class Surprise {
    /** The last few ends show a great change soon; the last many a small one. */
    private static final int[] WINDOWS = {8, 12, 20, 40};

    private static final int MOST = 40;
    /** Shares of requests that have ended by then: where one part ends and the next begins. */
    private static final double[] PARTS = {0.25, 0.5, 0.75, 0.95};

    /** Of chi squared with five degrees of freedom; chance alone exceeds it once in some 100,000 looks. */
    private static final double BEYOND_CHANCE = 30;

    /** Of ends beyond all expectation it takes some, however small their chance was. */
    private static final double AT_LEAST = 1;

    /** Sums since the last clear. */
    private static final class Sums {
        private final double[] ended = new double[PARTS.length + 1];
        private final double[] expected = new double[PARTS.length + 1];
        private final double[] variance = new double[PARTS.length + 1];

        Sums copy() {
            Sums copy = new Sums();
            System.arraycopy(ended, 0, copy.ended, 0, ended.length);
            System.arraycopy(expected, 0, copy.expected, 0, expected.length);
            System.arraycopy(variance, 0, copy.variance, 0, variance.length);
            return copy;
        }
    }

    private final Span[] spans = new Span[MOST];
    private final Sums[] before = new Sums[MOST];
    private Sums now = new Sums();
    private Sums lastEnd = new Sums();
    private int ends;

    /**
     * A request was polled.
     *
     * @param left the share of requests that have not ended at its age, by what was known
     * @param chance that it would end since it was last polled
     */
    void polled(double left, double chance, boolean ended) {
        int part = 0;
        while (part < PARTS.length && 1 - left > PARTS[part]) {
            part++;
        }
        now.ended[part] += ended ? 1 : 0;
        now.expected[part] += chance;
        now.variance[part] += chance * (1 - chance);
    }

    /** The request that was polled last has ended, in that span. */
    void ended(Span span) {
        spans[ends % MOST] = span;
        before[ends % MOST] = lastEnd;
        lastEnd = now.copy();
        ends++;
    }

    /**
     * How many of the last ends are so unlike what was known that the pace must have changed before them; 0 if it has not.
     *
     * @param plan by which the chances were given
     */
    int changedBefore(Plan plan) {
        int best = 0;
        double most = BEYOND_CHANCE;
        for (int window : WINDOWS) {
            if (window <= ends) {
                double unlikeness = unlikeness(before[place(window - 1)], plan);
                if (unlikeness > most) {
                    most = unlikeness;
                    best = window;
                }
            }
        }
        return best;
    }

    private double unlikeness(Sums since, Plan plan) {
        double sum = 0;
        for (int part = 0; part <= PARTS.length; part++) {
            double expected = now.expected[part] - since.expected[part];
            double off = now.ended[part] - since.ended[part] - expected;
            // What is known is itself learned from so few.
            double known = plan.ends(part == 0 ? 0 : PARTS[part - 1], part == PARTS.length ? 1 : PARTS[part]);
            double unsure = known > 0 ? expected * expected / known : 0;
            sum += off * off / (now.variance[part] - since.variance[part] + unsure + AT_LEAST);
        }
        return sum;
    }

    private int place(int back) {
        return (ends - 1 - back) % MOST;
    }

    /** When the last but so many ended; 0: the last one. */
    Span last(int back) {
        return spans[place(back)];
    }

    void clear() {
        now = new Sums();
        lastEnd = new Sums();
        ends = 0;
    }
}
