package lumadrop.learn;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * How long it took, as a histogram over the logarithm of time: from 10 ms to a day in steps of 2 %. It forgets by count: of
 * more observations than it remembers, the older ones weigh ever less. Not thread-safe.
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

    private static final String FORM = "1"; // of the text; another number, another form
    /** After the decimal point, in the text. */
    private static final int PLACES = 4;

    /** So much of an observation is spread by what is known, the rest evenly: else what is known would only confirm itself. */
    private static final double BY_KNOWN = 0.5;

    private final double memory;
    private final double[] weights = new double[BINS];
    private double count;
    private double era;

    /** @param memory the most observations that it is worth */
    Spread(double memory) {
        this.memory = memory;
    }

    Spread copy() {
        Spread copy = new Spread(memory);
        System.arraycopy(weights, 0, copy.weights, 0, BINS);
        copy.count = count;
        copy.era = era;
        return copy;
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

    /** One more has ended, at some time in that span. */
    void add(Span span) {
        add(span, 1);
    }

    /**
     * The logarithm of what is left of the weight that an observation had at the beginning. What has begun in the same era
     * is to weigh the same in the end, however long it takes: the slow ones of a drop come last, and are no truer for it.
     */
    double era() {
        return era;
    }

    /** What an observation is worth now that would have been worth one in that era. */
    double worth(double thatEra) {
        return Math.min(1, Math.exp(era - thatEra));
    }

    void add(Span span, double weight) {
        if (count + weight > memory) {
            scale((memory - weight) / count);
        }
        int first = bin(span.from());
        int last = bin(span.to());
        double[] even = new double[last - first + 1];
        double[] known = new double[last - first + 1];
        double evenSum = 0;
        double knownSum = 0;
        for (int bin = first; bin <= last; bin++) {
            double low = edge(bin);
            double high = edge(bin + 1);
            double shared = Math.max(0, Math.min(high, span.to()) - Math.max(low, span.from()));
            even[bin - first] = shared;
            known[bin - first] = weights[bin] * shared / (high - low);
            evenSum += even[bin - first];
            knownSum += known[bin - first];
        }
        for (int bin = first; bin <= last; bin++) {
            double evenly = evenSum > 0 ? even[bin - first] / evenSum : 1.0 / even.length;
            double share = knownSum > 0 ? BY_KNOWN * known[bin - first] / knownSum + (1 - BY_KNOWN) * evenly : evenly;
            weights[bin] += weight * share;
        }
        count += weight;
    }

    /** What it knows is worth less by now, but never less than so many observations on that account. */
    void fade(double factor, double atLeast) {
        if (count > atLeast) {
            scale(Math.max(factor, atLeast / count));
        }
    }

    private void scale(double factor) {
        for (int bin = 0; bin < BINS; bin++) {
            weights[bin] *= factor;
        }
        count *= factor;
        era += Math.log(factor);
    }

    void clear() {
        scale(0);
        era = 0;
    }

    /** How many observations it is worth. */
    double count() {
        return count;
    }

    double[] weights() {
        return weights.clone();
    }

    /**
     * Of how many it is known whether they ended in that bin or later.
     *
     * @param alive what have not ended yet: age and era of each
     */
    double[] known(List<Alive> alive) {
        double[] known = weights.clone();
        for (Alive one : alive) {
            int bin = bin(one.age());
            if (bin > 0) { // of the bin it is in, it is not known yet
                known[bin - 1] += worth(one.era());
            }
        }
        for (int bin = BINS - 2; bin >= 0; bin--) {
            known[bin] += known[bin + 1];
        }
        return known;
    }

    /** The share that had ended by then; 0 while nothing is known. */
    double endedBy(double seconds) {
        int last = bin(seconds);
        double sum = 0;
        for (int bin = 0; bin < last; bin++) {
            sum += weights[bin];
        }
        double within = (seconds - edge(last)) / (edge(last + 1) - edge(last));
        sum += weights[last] * Math.min(1, within);
        return count > 0 ? Math.min(1, sum / count) : 0;
    }

    /** For the ledger: {@code 1;BIN:WEIGHT,WEIGHT,…;BIN:…}, runs of bins in which something is. */
    String text() {
        StringBuilder text = new StringBuilder(FORM);
        boolean inRun = false;
        for (int bin = 0; bin < BINS; bin++) {
            BigDecimal weight = weights[bin] > 0
                    ? BigDecimal.valueOf(weights[bin]).setScale(PLACES, RoundingMode.HALF_UP)
                    : BigDecimal.ZERO;
            boolean something = weight.signum() > 0;
            if (something) {
                text.append(inRun ? "," : ";" + bin + ":")
                        .append(weight.stripTrailingZeros().toPlainString());
            }
            inRun = something;
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException if it is no such text */
    static Spread of(String text, double memory) {
        Spread spread = new Spread(memory);
        String[] runs = text.split(";", -1);
        if (!runs[0].equals(FORM)) {
            throw new IllegalArgumentException("of another form: " + runs[0]);
        }
        for (int i = 1; i < runs.length; i++) {
            String[] run = runs[i].split(":", 2);
            if (run.length < 2) {
                throw new IllegalArgumentException("no run of bins: " + runs[i]);
            }
            int bin = Integer.parseInt(run[0]);
            for (String weight : run[1].split(",", -1)) {
                spread.put(bin++, Double.parseDouble(weight));
            }
        }
        if (spread.count > memory) {
            spread.scale(memory / spread.count);
        }
        return spread;
    }

    private void put(int bin, double weight) {
        if (bin < 0 || bin >= BINS || !(weight >= 0 && weight <= 1e9)) {
            throw new IllegalArgumentException("no weight of a bin: " + bin + ":" + weight);
        }
        weights[bin] += weight;
        count += weight;
    }
}
