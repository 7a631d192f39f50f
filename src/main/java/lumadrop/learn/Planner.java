package lumadrop.learn;

import java.time.Duration;

/**
 * Finds the best plan for known chances. A poll has a price, in seconds of lateness. The cost V of a request that is known
 * not to have ended at t is the least, over the time u of the next poll, of the poll's price, the mean lateness of what ends
 * until u, and V at u where it does not end until then:
 *
 * <pre>  S(t) V(t) = min over u of  price S(t) + ∫ from t to u of (u - s) dF(s) + S(u) V(u)</pre>
 *
 * with F the share that has ended and S = 1 - F. With R(t) the integral of s dF(s) over all that lies after t, what is to be
 * minimised is a straight line in S(t) for each u, so that the lower hull of these lines gives all of V in one pass over the grid.
 */
final class Planner {
    /** Of the polls that all requests together may take, the rest is for what no plan foresees. */
    private static final double OF_THE_MOST = 0.8;

    /** Seconds. The lateness aimed at is that of requests which take so long, or longer; quicker ones are noticed sooner. */
    private static final double USUAL = 30;

    /** Of what takes next to no time: to see it at the first moment at which it may be asked after. */
    private static final double OF_MEDIAN = 0.25;

    private static final int HALVINGS = 20;

    private final double tailGap;
    private final double lateness;
    private final double longestGap;
    private final double perSecond;

    Planner(Aim aim) {
        tailGap = seconds(aim.unknown());
        lateness = seconds(aim.lateness());
        longestGap = Math.max(seconds(aim.longest()), tailGap);
        perSecond = aim.perSecond();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /**
     * The plan with the fewest polls whose mean lateness is as aimed at; with fewer still, where all requests together would
     * take more than they may.
     *
     * @param endsPerSecond how many requests end in a second
     */
    Plan best(Chances chances, double endsPerSecond) {
        double median = chances.quantile(0.5);
        double least = Math.min(Plan.SOONEST, Math.max(Plan.SOONEST / 2, OF_MEDIAN * median));
        double wanted = Math.max(least, lateness * Math.min(1, median / USUAL));
        double mostPolls = endsPerSecond > 0 ? OF_THE_MOST * perSecond / endsPerSecond : Double.POSITIVE_INFINITY;
        double low = Math.log(median * 1e-6);
        double high = Math.log(median * 100);
        Plan cheapest = at(chances, Math.exp(high));
        if (fits(cheapest, wanted, mostPolls)) {
            return cheapest;
        }
        Plan best = at(chances, Math.exp(low));
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            Plan plan = at(chances, Math.exp(middle));
            if (fits(plan, wanted, mostPolls)) {
                low = middle;
                best = plan;
            } else {
                high = middle;
            }
        }
        return best;
    }

    /** Whether a higher price may be tried: the polls are too many, or all are seen soon enough. */
    private static boolean fits(Plan plan, double wanted, double mostPolls) {
        return plan.polls() > mostPolls || plan.lateness() <= wanted;
    }

    /** The plan that is best where a poll is worth so many seconds of lateness. */
    Plan at(Chances chances, double price) {
        int last = chances.points() - 1;
        int[] next = new int[last + 1];
        next[last] = last;
        Hull hull = new Hull(last + 1);
        double cost = ofTail(chances, price);
        for (int i = last; i > 0; i--) {
            hull.add(i, chances.at(i), chances.ahead(i) + cost - chances.at(i) * chances.left(i));
            double left = chances.left(i - 1);
            next[i - 1] = hull.lowest(left);
            cost = price * left - chances.ahead(i - 1) + hull.value(left);
        }
        return new Plan(chances, next, price, tailGap, longestGap);
    }

    /** S V at the last grid point: the polls, at the gaps there, of the time still to be expected, and half a gap of lateness. */
    private static double ofTail(Chances chances, double price) {
        double t = chances.lastAt();
        double gap = Math.sqrt(2 * price * t / Chances.TAIL);
        double mean = t / (Chances.TAIL - 1);
        return chances.left(chances.points() - 1) * (price * Math.max(1, mean / gap) + gap / 2);
    }

    /**
     * The lowest of straight lines, added with falling slopes and asked for at places that never fall. Only what may still
     * be the lowest further on is kept.
     */
    private static final class Hull {
        private final int[] points;
        private final double[] slopes;
        private final double[] offsets;
        private int front;
        private int end;

        Hull(int most) {
            points = new int[most];
            slopes = new double[most];
            offsets = new double[most];
        }

        void add(int point, double slope, double offset) {
            while (end - front >= 2 && isPassed(slope, offset)) {
                end--;
            }
            points[end] = point;
            slopes[end] = slope;
            offsets[end] = offset;
            end++;
        }

        /** Whether the last line is nowhere the lowest, with the new one and the one before it. */
        private boolean isPassed(double slope, double offset) {
            int a = end - 2;
            int b = end - 1;
            double beforeMeetsNew = (offset - offsets[a]) * (slopes[a] - slopes[b]);
            double beforeMeetsLast = (offsets[b] - offsets[a]) * (slopes[a] - slope);
            return beforeMeetsNew <= beforeMeetsLast;
        }

        int lowest(double x) {
            while (end - front >= 2 && at(front + 1, x) <= at(front, x)) {
                front++;
            }
            return points[front];
        }

        /** Of the lowest, as just found. */
        double value(double x) {
            return at(front, x);
        }

        private double at(int line, double x) {
            return offsets[line] + slopes[line] * x;
        }
    }
}
