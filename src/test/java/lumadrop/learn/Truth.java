package lumadrop.learn;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;

/**
 * A distribution as it really is, and the best that any schedule can do on it.
 *
 * @param ended the share that has ended by a time in seconds
 */
record Truth(DoubleUnaryOperator ended, Chances chances) {
    /** No bounds but the price of a poll. */
    private static final Planner PLANNER = new Planner(
            new Aim(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofDays(1), Double.POSITIVE_INFINITY));

    private static final double LOG_STEP = 0.002;

    /** What a schedule comes to: seconds but for the polls. */
    record Figures(double polls, double mean, double p50, double p99) {}

    static Truth of(double from, double to, DoubleUnaryOperator ended) {
        double[] mass = new double[(int) Math.ceil(Math.log(to / from) / LOG_STEP)];
        for (int i = 0; i < mass.length; i++) {
            mass[i] = ended.applyAsDouble(from * Math.exp((i + 1) * LOG_STEP))
                    - ended.applyAsDouble(from * Math.exp(i * LOG_STEP));
        }
        return new Truth(ended, Chances.of(from, LOG_STEP, mass));
    }

    static Truth lognormal(double median, double sigma) {
        double reach = Math.exp(5.5 * sigma);
        return of(median / reach, median * reach, t -> t <= 0 ? 0 : normal(Math.log(t / median) / sigma));
    }

    /** By Abramowitz and Stegun 26.2.17; off by less than 1e-7. */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double sum = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double above = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * sum;
        return x >= 0 ? 1 - above : above;
    }

    /** The best of all schedules that take no more polls. */
    Figures bestWith(double polls) {
        double low = Math.log(1e-4);
        double high = Math.log(1e4);
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (at(Math.exp(middle)).polls() > polls) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return at(Math.exp(high));
    }

    /** The best where a poll is worth so many seconds of lateness. */
    Figures at(double price) {
        return of(PLANNER.at(chances, price)::next);
    }

    /** @param next the age of the next poll by that of the last one; 0 at first */
    Figures of(DoubleUnaryOperator next) {
        double polls = 0;
        double mean = 0;
        double age = 0;
        while (left(age) > 1e-7) {
            double then = next.applyAsDouble(age);
            polls += left(age);
            mean += lateness(age, then);
            age = then;
        }
        return new Figures(polls, mean, quantile(next, 0.5), quantile(next, 0.99));
    }

    private double left(double age) {
        return 1 - ended.applyAsDouble(age);
    }

    /** Of what ends between two polls, times its share. */
    private double lateness(double from, double to) {
        int steps = 50;
        double sum = 0;
        double below = ended.applyAsDouble(from);
        for (int i = 1; i <= steps; i++) {
            double at = from + (to - from) * i / steps;
            double by = ended.applyAsDouble(at);
            sum += (by - below) * (to - at + (to - from) / steps / 2);
            below = by;
        }
        return sum;
    }

    private double quantile(DoubleUnaryOperator next, double share) {
        double low = 0;
        double high = 1000;
        for (int i = 0; i < 40; i++) {
            double middle = (low + high) / 2;
            if (noLater(next, middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double noLater(DoubleUnaryOperator next, double lateness) {
        double sum = 0;
        double age = 0;
        while (left(age) > 1e-7) {
            double then = next.applyAsDouble(age);
            sum += ended.applyAsDouble(then) - ended.applyAsDouble(Math.max(age, then - lateness));
            age = then;
        }
        return sum;
    }
}
