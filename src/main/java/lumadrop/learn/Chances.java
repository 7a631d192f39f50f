package lumadrop.learn;

import java.util.Arrays;
import java.util.List;

/**
 * The chances of when a request ends: what has been learned, smoothed, with a thin tail of what has never been seen. Read at
 * grid points that are evenly spaced in the logarithm of time; beyond the last one the tail goes on as (last / t)², so the
 * longer a request has taken, the longer it is expected to take.
 */
final class Chances {
    /** Of the tail: the share that is left at t falls with its square. */
    static final double TAIL = 2;

    /** Of so many it is to be known what becomes of them at an age. */
    private static final double WELL = 8;
    /** An end that is worth less has as good as been forgotten. */
    private static final double COUNTS = 0.01;
    /** What is supposed weighs as much as what so many requests have shown. */
    private static final double SUPPOSED = 0.25;

    private static final int MOST_POINTS = 1500;
    private static final double FINEST = 0.005;
    /** The shortest half of a normal distribution, in its deviations. */
    private static final double NORMAL_HALF = 1.349;
    /** A time that was read from a grid point is that point's. */
    private static final double ROUNDING = 1e-6;
    /** In kernel widths. */
    private static final double REACH = 3.5;
    /** How far the grid goes past what was seen, in logarithms. */
    private static final double PAST = Math.log(2);

    private final double logStep;
    private final double[] at;
    private final double[] left;
    private final double[] ahead;
    private final double ends;
    private final double endedTo;
    private final double knownTo;

    /**
     * @param mass what ends between each two grid points; what it lacks of 1 ends later, in the tail
     * @param ends by how many it is known
     */
    private Chances(double logFrom, double logStep, double[] mass, double ends, double endedTo, double knownTo) {
        this.logStep = logStep;
        this.ends = ends;
        this.endedTo = endedTo;
        this.knownTo = knownTo;
        int last = mass.length;
        at = new double[last + 1];
        left = new double[last + 1];
        ahead = new double[last + 1];
        for (int i = 0; i <= last; i++) {
            at[i] = Math.exp(logFrom + i * logStep);
        }
        left[last] = Math.max(0, 1 - Arrays.stream(mass).sum());
        ahead[last] = left[last] * at[last] * TAIL / (TAIL - 1);
        for (int i = last - 1; i >= 0; i--) {
            left[i] = left[i + 1] + mass[i];
            ahead[i] = ahead[i + 1] + mass[i] * (at[i] + at[i + 1]) / 2;
        }
    }

    /**
     * The product-limit estimate (<a href="https://doi.org/10.1080/01621459.1958.10501452">Kaplan and Meier 1958</a>): the share
     * that ends at an age is the one of those that had not ended before. So what has not ended yet counts as soon as it is
     * seen: of a thousand that began together the quickest end first, and do not pass for all.
     *
     * @param spread of at least one end
     * @param alive what has not ended yet
     */
    static Chances of(Spread spread, List<Alive> alive) {
        double[] ended = spread.weights();
        double[] known = spread.known(alive);
        double width = kernelWidth(ended, spread.count());
        double counts = Math.min(COUNTS, Arrays.stream(ended).max().orElseThrow());
        int first = 0;
        while (ended[first] < counts) {
            first++;
        }
        int last = Spread.BINS - 1;
        while (ended[last] < counts) {
            last--;
        }
        int well = last;
        while (well > 0 && known[well] < WELL) {
            well--;
        }
        double from = logEdge(first) - REACH * width;
        double to = logEdge(last + 1) + REACH * width + PAST;
        double step = Math.max(FINEST, (to - from) / MOST_POINTS);
        double[] ends = new double[(int) Math.ceil((to - from) / step)];
        double[] all = new double[ends.length];
        for (int bin = 0; bin < Spread.BINS; bin++) {
            double low = (logEdge(bin) - from) / step;
            double high = (logEdge(bin + 1) - from) / step;
            pour(ends, low, high, ended[bin]);
            pour(all, low, high, known[bin] * (high - low));
        }
        double[] kernel = kernel((int) Math.ceil(REACH * width / step), width / step);
        double weight = Arrays.stream(kernel).sum();
        double[] mass = mass(smoothed(ends, kernel), smoothed(all, kernel), SUPPOSED * weight, TAIL * step);
        return new Chances(from, step, mass, spread.count(), Math.exp(logEdge(last + 1)), Math.exp(logEdge(well + 1)));
    }

    /**
     * What ends between each two grid points: of those of which it is known, so many end there. The share is smoothed as the
     * one over the other, not as the ends alone, so that it does not fall where as yet few have come; and so that one alone
     * does not pass for all, or for none, what is supposed of the tail counts too.
     */
    private static double[] mass(double[] ends, double[] all, double supposed, double endsOfTail) {
        double[] mass = new double[ends.length];
        double left = 1;
        for (int i = 0; i < mass.length; i++) {
            mass[i] = left * Math.min(1, (ends[i] + supposed * endsOfTail) / (all[i] + supposed));
            left -= mass[i];
        }
        return mass;
    }

    /** Of chances that are known otherwise: the mass between each two grid points, and no tail. */
    static Chances of(double firstAt, double logStep, double[] mass) {
        double lastAt = firstAt * Math.exp(mass.length * logStep);
        double all = Arrays.stream(mass).sum();
        double[] whole = Arrays.stream(mass).map(part -> part / all).toArray();
        return new Chances(Math.log(firstAt), logStep, whole, Double.POSITIVE_INFINITY, lastAt, lastAt);
    }

    private static double logEdge(int bin) {
        return Math.log(Spread.SHORTEST) + (bin - 1) * Spread.LOG_STEP;
    }

    /**
     * Silverman's rule on the logarithm of time, with the shortest stretch that holds half of the observations for the
     * measure of how spread they are: of several humps it is that of the greatest.
     */
    private static double kernelWidth(double[] weights, double count) {
        double half = shortestHalf(weights, count) * Spread.LOG_STEP;
        return Math.max(Spread.LOG_STEP / 2, 0.9 * half / NORMAL_HALF * Math.pow(count, -0.2));
    }

    /** In bins. */
    private static int shortestHalf(double[] weights, double all) {
        int shortest = weights.length;
        double sum = 0;
        int from = 0;
        for (int to = 0; to < weights.length; to++) {
            sum += weights[to];
            while (sum - weights[from] >= all / 2) {
                sum -= weights[from++];
            }
            if (sum >= all / 2) {
                shortest = Math.min(shortest, to - from + 1);
            }
        }
        return shortest;
    }

    /** Spreads a mass evenly between two places of the grid. */
    private static void pour(double[] mass, double from, double to, double amount) {
        for (int i = (int) Math.max(0, from); i < Math.min(mass.length, to); i++) {
            mass[i] += amount * (Math.min(i + 1, to) - Math.max(i, from)) / (to - from);
        }
    }

    private static double[] kernel(int reach, double width) {
        double[] kernel = new double[2 * reach + 1];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-(i - reach) * (i - reach) / (2 * width * width));
        }
        return kernel;
    }

    private static double[] smoothed(double[] values, double[] kernel) {
        int reach = kernel.length / 2;
        double[] smooth = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0) {
                int end = Math.min(values.length - 1, i + reach);
                for (int place = Math.max(0, i - reach); place <= end; place++) {
                    smooth[place] += values[i] * kernel[place - i + reach];
                }
            }
        }
        return smooth;
    }

    int points() {
        return at.length;
    }

    /** Seconds. Nothing has ended later as yet. */
    double endedTo() {
        return endedTo;
    }

    /** Seconds. What comes of a request after that, too few have shown as yet. */
    double knownTo() {
        return knownTo;
    }

    /** By how many ends it is known what lies between these shares of all. */
    double ends(double from, double to) {
        double seen = 1 - left(endedTo);
        return ends * Math.max(0, Math.min(to, seen) - from) / seen;
    }

    /** Seconds. */
    double at(int point) {
        return at[point];
    }

    /** The chance that it has not ended by then. */
    double left(int point) {
        return left[point];
    }

    /** The chance that it has not ended by that time, also between and beyond the grid points; never quite 0. */
    double left(double seconds) {
        int point = pointBy(seconds);
        if (point < 0) {
            return 1;
        }
        int last = at.length - 1;
        double there = point < last
                ? left[point] + (left[point + 1] - left[point]) * (seconds - at[point]) / (at[point + 1] - at[point])
                : left[last] * Math.pow(at[last] / seconds, TAIL);
        return Math.max(there, Double.MIN_NORMAL);
    }

    /** The mean of when it ends, over what has not ended by then, times the chance of that; seconds. */
    double ahead(int point) {
        return ahead[point];
    }

    double lastAt() {
        return at[at.length - 1];
    }

    /** The last grid point that is not later. -1: before the first. */
    int pointBy(double seconds) {
        if (seconds < at[0]) {
            return -1;
        }
        int point = (int) (Math.log(seconds / at[0]) / logStep + ROUNDING);
        return Math.min(point, at.length - 1);
    }

    /** The time by which so large a share has ended. */
    double quantile(double share) {
        int low = 0;
        int high = at.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (left[middle] > 1 - share) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return at[low];
    }
}
