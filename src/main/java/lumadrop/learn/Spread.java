package lumadrop.learn;

/**
 * How long it took, by the logarithm of time: from 10 ms to a day in steps of 2 %. For each step it knows how many ended in
 * it and how many outlived it; the share that ends in it is the one over both, of what had not ended before
 * (the product-limit estimate, <a href="https://doi.org/10.1080/01621459.1958.10501452">Kaplan and Meier 1958</a>). So what has not
 * ended yet counts as soon as it is seen: of a thousand that began together the quickest end first, and do not pass for all.
 * It forgets by count: of more ends than it remembers, the older ones weigh ever less. Not thread-safe.
 */
final class Spread {
    /** Seconds. What took less is as good as nothing. */
    static final double SHORTEST = 0.01;

    static final double LOG_STEP = Math.log(1.02);
    static final int BINS = 810;

    private static final double[] EDGES = new double[BINS + 1];

    static {
        for (int bin = 1; bin <= BINS; bin++) {
            EDGES[bin] = SHORTEST * Math.exp((bin - 1) * LOG_STEP);
        }
    }

    /** So much of an observation is spread by what is known, the rest evenly: else what is known would only confirm itself. */
    private static final double BY_KNOWN = 0.5;

    private final double memory;
    private final double[] ended = new double[BINS];
    private final double[] outlived = new double[BINS];
    private double count;

    /** @param memory the most ends that it is worth */
    Spread(double memory) {
        this.memory = memory;
    }

    Spread copy() {
        return new Spread(memory).plus(this, 1);
    }

    /** What was seen since that earlier copy of one that has forgotten nothing since. */
    Spread since(Spread earlier, double remembered) {
        return new Spread(remembered).plus(this, 1).plus(earlier, -1);
    }

    private Spread plus(Spread other, int times) {
        for (int bin = 0; bin < BINS; bin++) {
            ended[bin] = Math.max(0, ended[bin] + times * other.ended[bin]);
            outlived[bin] = Math.max(0, outlived[bin] + times * other.outlived[bin]);
        }
        count = Math.max(0, count + times * other.count);
        return this;
    }

    /** Seconds at the lower edge of a bin; that of the bin after the last is the upper edge of the last. */
    static double edge(int bin) {
        return EDGES[bin];
    }

    private static int bin(double seconds) {
        if (seconds < SHORTEST) {
            return 0;
        }
        int bin = 1 + (int) (Math.log(seconds / SHORTEST) / LOG_STEP);
        return Math.min(bin, BINS - 1);
    }

    /** One that had not ended at the one age has not at the other either. */
    void outlived(double from, double to) {
        int last = bin(to);
        for (int bin = bin(from); bin < last; bin++) {
            outlived[bin]++;
        }
    }

    /** One that was seen to outlive all until that age counts no more. */
    void withdrawn(double seen) {
        int last = bin(seen);
        for (int bin = 0; bin < last; bin++) {
            outlived[bin] = Math.max(0, outlived[bin] - 1);
        }
    }

    /** One that had not ended at that age has ended, at some time in that span. */
    void ended(double seen, Span span) {
        if (count + 1 > memory) {
            scale((memory - 1) / count);
        }
        outlived(seen, span.from());
        int first = bin(span.from());
        double[] shares = shares(span, first, bin(span.to()));
        double later = 1;
        for (int i = 0; i < shares.length; i++) {
            later -= shares[i];
            ended[first + i] += shares[i];
            outlived[first + i] += Math.max(0, later);
        }
        count += 1;
    }

    /** How likely it is that it ended in each of these bins. */
    private double[] shares(Span span, int first, int last) {
        double[] even = new double[last - first + 1];
        double[] known = new double[last - first + 1];
        double evenSum = 0;
        double knownSum = 0;
        for (int bin = first; bin <= last; bin++) {
            double low = edge(bin);
            double high = edge(bin + 1);
            double shared = Math.max(0, Math.min(high, span.to()) - Math.max(low, span.from()));
            even[bin - first] = shared;
            known[bin - first] = ended[bin] * shared / (high - low);
            evenSum += even[bin - first];
            knownSum += known[bin - first];
        }
        double[] shares = new double[even.length];
        for (int i = 0; i < shares.length; i++) {
            double evenly = evenSum > 0 ? even[i] / evenSum : 1.0 / even.length;
            shares[i] = knownSum > 0 ? BY_KNOWN * known[i] / knownSum + (1 - BY_KNOWN) * evenly : evenly;
        }
        return shares;
    }

    /** What it knows is worth less by now, but never less than so many ends on that account. */
    void fade(double factor, double atLeast) {
        if (count > atLeast) {
            scale(Math.max(factor, atLeast / count));
        }
    }

    private void scale(double factor) {
        for (int bin = 0; bin < BINS; bin++) {
            ended[bin] *= factor;
            outlived[bin] *= factor;
        }
        count *= factor;
    }

    /** How many ends it is worth. */
    double count() {
        return count;
    }

    /** How many ended in each bin. */
    double[] ended() {
        return ended.clone();
    }

    /** Of how many it is known whether they ended in that bin or outlived it. */
    double[] known() {
        double[] known = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            known[bin] = ended[bin] + outlived[bin];
        }
        return known;
    }

    /** The share of all that ends in each bin. The sum is less than 1 where some outlived whatever has ended. */
    double[] shares() {
        double[] shares = new double[BINS];
        double left = 1;
        for (int bin = 0; bin < BINS; bin++) {
            if (ended[bin] > 0) {
                shares[bin] = left * ended[bin] / (ended[bin] + outlived[bin]);
                left -= shares[bin];
            }
        }
        return shares;
    }

    /** The share that had ended by then; 0 while nothing is known. */
    double endedBy(double seconds) {
        int last = bin(seconds);
        double[] shares = shares();
        double sum = 0;
        for (int bin = 0; bin < last; bin++) {
            sum += shares[bin];
        }
        double within = (seconds - edge(last)) / (edge(last + 1) - edge(last));
        return Math.min(1, sum + shares[last] * Math.min(1, within));
    }

    /** For the ledger; see {@link SpreadText}. */
    String text() {
        return SpreadText.write(ended, outlived);
    }

    /** @throws IllegalArgumentException if it is no such text */
    static Spread of(String text, double memory) {
        Spread spread = new Spread(memory);
        SpreadText.read(text, spread.ended, spread.outlived);
        for (double weight : spread.ended) {
            spread.count += weight;
        }
        if (spread.count > memory) {
            spread.scale(memory / spread.count);
        }
        return spread;
    }
}
