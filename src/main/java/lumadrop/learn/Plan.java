package lumadrop.learn;

import java.util.random.RandomGenerator;

/** When to ask after a request, by its age. Immutable; a look into it costs next to nothing. */
final class Plan {
    /** Seconds. Sooner than that nothing new is to be expected, whatever has been learned. */
    static final double SOONEST = 0.05;

    private static final double JITTER = 0.1;
    private static final double OF_LATENESS = 0.5;

    /** The stretch over which a chance is taken for the chance of its moment. */
    private static final double OF_WIDTH = 0.05;

    /** What is left of the chances after so many requests is left out of what is expected. */
    private static final double NEGLIGIBLE = 1e-4;

    private final Chances chances;
    private final int[] next;
    private final double price;
    private final double tailGap;
    private final double longestGap;
    private final double polls;
    private final double lateness;

    /**
     * @param next for every grid point of the chances the one to ask at next; for the last one itself
     * @param price what a poll is worth, in seconds of lateness
     * @param tailGap the least from poll to poll beyond the last grid point, seconds
     * @param longestGap the most from poll to poll, seconds
     */
    Plan(Chances chances, int[] next, double price, double tailGap, double longestGap) {
        this.chances = chances;
        this.next = next;
        this.price = price;
        this.tailGap = tailGap;
        this.longestGap = longestGap;
        double[] expected = expected();
        this.polls = expected[0];
        this.lateness = expected[1];
    }

    /** The age to ask at next, of a request that has not ended at this age; seconds. */
    double next(double age) {
        return Math.min(age + longestGap, Math.max(age + SOONEST, wanted(age)));
    }

    /** As {@link #next}, from this age on, and not the same for all: requests submitted together are not polled together. */
    double wait(double age, RandomGenerator random) {
        double wait = next(age) - age;
        double jitter = Math.min(JITTER * wait, OF_LATENESS * lateness);
        return atMost(Math.max(SOONEST, wait + jitter * (2 * random.nextDouble() - 1)));
    }

    /** A gap from poll to poll, and not more than is allowed. */
    double atMost(double gap) {
        return Math.min(gap, longestGap);
    }

    /** The chance a second that it ends just after that age, over the price of a poll. */
    double urgency(double age) {
        double step = Math.max(SOONEST, OF_WIDTH * width());
        return (1 - left(age + step) / left(age)) / step / price;
    }

    /** The chance that it has not ended by that age. */
    double left(double age) {
        return chances.left(age);
    }

    /** Whether enough have shown what becomes of a request at that age. */
    boolean knows(double age) {
        return age <= chances.knownTo();
    }

    /** By how many ends it is known what lies between these shares of all. */
    double ends(double from, double to) {
        return chances.ends(from, to);
    }

    private double wanted(double age) {
        int point = chances.pointBy(age);
        if (point == chances.points() - 1) {
            return age + tailGap(age);
        }
        return chances.at(next[Math.max(0, point)]);
    }

    /** Where the chance to end falls as 1 / age, the gap that costs least grows with the root of the age. */
    private double tailGap(double age) {
        return Math.max(tailGap, Math.sqrt(2 * price * age / Chances.TAIL));
    }

    private double[] expected() {
        double sumPolls = 0;
        double sumLateness = 0;
        double age = 0;
        double left = 1;
        double ahead = chances.ahead(0);
        while (left > NEGLIGIBLE && age < chances.endedTo()) {
            double then = next(age);
            int point = chances.pointBy(then);
            double leftThen = point < 0 ? 1 : chances.left(point);
            double aheadThen = point < 0 ? chances.ahead(0) : chances.ahead(point);
            sumPolls += left;
            sumLateness += then * (left - leftThen) - (ahead - aheadThen);
            age = then;
            left = leftThen;
            ahead = aheadThen;
        }
        double ended = 1 - left; // what comes later, if it does at all, is nothing to aim by
        return new double[] {sumPolls, ended > 0 ? sumLateness / ended : 0};
    }

    /** How many polls a request takes, in the mean. */
    double polls() {
        return polls;
    }

    /** How long after its end a request is seen to have ended, in the mean of those that end as seen before; seconds. */
    double lateness() {
        return lateness;
    }

    /** The time by which so large a share has ended, seconds. */
    double quantile(double share) {
        return chances.quantile(share);
    }

    /** From when the first tenth has ended until the last tenth is left; seconds. */
    double width() {
        return quantile(0.9) - quantile(0.1);
    }
}
