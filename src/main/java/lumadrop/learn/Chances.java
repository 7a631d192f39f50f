package lumadrop.learn;

/**
 * The chances of when a request ends: what has been learned, smoothed, with a thin tail of what has never been seen. Read at
 * grid points that are evenly spaced in the logarithm of time; beyond the last one the tail goes on as (last / t)², so the
 * longer a request has taken, the longer it is expected to take.
 */
final class Chances {
    /** Of the tail: the share that is left at t falls with its square. */
    static final double TAIL = 2;

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

    private Chances(double logStep, double[] at, double[] left, double[] ahead) {
        this.logStep = logStep;
        this.at = at;
        this.left = left;
        this.ahead = ahead;
    }

    /** @param spread of at least one observation */
    static Chances of(Spread spread) {
        double[] weights = spread.weights();
        double width = kernelWidth(weights, spread.count());
        int first = 0;
        int last = Spread.BINS - 1;
        while (weights[first] <= 0) {
            first++;
        }
        while (weights[last] <= 0) {
            last--;
        }
        double from = logEdge(first) - REACH * width;
        double to = logEdge(last + 1) + REACH * width + PAST;
        double step = Math.max(FINEST, (to - from) / MOST_POINTS);
        double[] mass = new double[(int) Math.ceil((to - from) / step)];
        for (int bin = first; bin <= last; bin++) {
            pour(mass, (logEdge(bin) - from) / step, (logEdge(bin + 1) - from) / step, weights[bin] / spread.count());
        }
        return new Chances.Builder(from, step).of(smoothed(mass, width / step), 1 / (spread.count() + 1));
    }

    /** Of chances that are known otherwise: the mass between each two grid points, and no tail. */
    static Chances of(double firstAt, double logStep, double[] mass) {
        return new Builder(Math.log(firstAt), logStep).of(mass, 0);
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
    private static int shortestHalf(double[] weights, double count) {
        int shortest = weights.length;
        double sum = 0;
        int from = 0;
        for (int to = 0; to < weights.length; to++) {
            sum += weights[to];
            while (sum - weights[from] >= count / 2) {
                sum -= weights[from++];
            }
            if (sum >= count / 2) {
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

    private static double[] smoothed(double[] mass, double width) {
        int reach = (int) Math.ceil(REACH * width);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-(i - reach) * (i - reach) / (2 * width * width));
            sum += kernel[i];
        }
        double[] smooth = new double[mass.length];
        for (int i = 0; i < mass.length; i++) {
            if (mass[i] > 0) {
                for (int k = 0; k < kernel.length; k++) {
                    int place = Math.min(mass.length - 1, Math.max(0, i + k - reach));
                    smooth[place] += mass[i] * kernel[k] / sum;
                }
            }
        }
        return smooth;
    }

    /** From the mass between grid points to what is left at each of them. */
    private static final class Builder {
        private final double logFrom;
        private final double logStep;

        Builder(double logFrom, double logStep) {
            this.logFrom = logFrom;
            this.logStep = logStep;
        }

        Chances of(double[] mass, double tail) {
            int points = mass.length + 1;
            double[] at = new double[points];
            for (int i = 0; i < points; i++) {
                at[i] = Math.exp(logFrom + i * logStep);
            }
            double tailFrom = tail > 0 ? at[tailStart(mass)] : at[points - 1];
            double[] left = new double[points];
            double[] ahead = new double[points];
            int last = points - 1;
            left[last] = tail * Math.pow(tailFrom / at[last], TAIL);
            ahead[last] = left[last] * at[last] * TAIL / (TAIL - 1);
            for (int i = last - 1; i >= 0; i--) {
                double ofTail = tail * (tailLeft(at[i], tailFrom) - tailLeft(at[i + 1], tailFrom));
                double here = (1 - tail) * mass[i] + ofTail;
                left[i] = left[i + 1] + here;
                ahead[i] = ahead[i + 1] + here * (at[i] + at[i + 1]) / 2;
            }
            return new Chances(logStep, at, left, ahead);
        }

        private static int tailStart(double[] mass) {
            double sum = 0;
            int i = mass.length;
            while (i > 0 && sum < 0.1) {
                i--;
                sum += mass[i];
            }
            return i;
        }

        private static double tailLeft(double t, double from) {
            return t <= from ? 1 : Math.pow(from / t, TAIL);
        }
    }

    int points() {
        return at.length;
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
