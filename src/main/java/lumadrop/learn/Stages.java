package lumadrop.learn;

import java.time.Instant;
import java.util.random.RandomGenerator;
import lumadrop.job.Phase;

/**
 * What is known of one kind of request: the time from its submit to its end, and, where the upstream tells, from the start of
 * its processing to its end. Thread-safe.
 */
record Stages(Learner total, Learner processing) {
    /** Of the time in processing that the plan uses: so few take less that it is not asked sooner. */
    private static final double FEW = 0.02;
    /** The time in processing must be so much better known than the whole to be worth going by. */
    private static final double NARROWER = 0.8;
    /**
     * What each request that ended without having been seen in processing leaves of what is known of it: where that is
     * more than one in three, it is not known.
     */
    private static final double DOUBT = 0.9;

    Stages() {
        this(new Learner(), new Learner());
    }

    /** A request that had not ended was asked after once more. */
    void polled(Trail before, double age, boolean ended) {
        total.polled(before.seen(), age, ended);
        if (!ended) {
            total.outlived(before.seen(), age);
        }
        Span begun = before.processing();
        if (begun != null) {
            double start = begun.middle();
            processing.polled(Math.max(0, before.seen() - start), Math.max(0, age - start), ended);
            if (!ended) {
                processing.outlived(Math.max(0, before.seen() - begun.to()), Math.max(0, age - begun.to()));
            }
        }
    }

    /** A request was seen for the first time, at that age, and had not ended. */
    void begun(double age) {
        total.outlived(0, age);
    }

    /** A request ended for reasons of its own, or is so late that its end will say nothing: as if it had never been. */
    void withdrawn(Trail trail) {
        total.withdrawn(trail.seen());
        Span begun = trail.processing();
        if (begun != null) {
            processing.withdrawn(Math.max(0, trail.seen() - begun.to()));
        }
    }

    /** The request that was polled last has ended, at that age. */
    void ended(Trail trail, Span age, Instant now) {
        total.ended(trail.seen(), age, now);
        Span begun = trail.processing();
        if (begun != null) {
            double seen = Math.max(0, trail.seen() - begun.to());
            Span took = new Span(Math.max(0, age.from() - begun.to()), Math.max(0, age.to() - begun.from()));
            processing.ended(seen, took, now);
        } else if (trail.phase() == Phase.QUEUED) {
            processing.doubt(DOUBT);
        }
    }

    /**
     * Seconds to wait until it is asked after again; not a number where too little is known.
     *
     * @param trail null where nothing was seen of it
     */
    double wait(Trail trail, double age, RandomGenerator random) {
        Plan whole = total.plan().orElse(null);
        Plan part = processing.plan().orElse(null);
        if (whole == null) {
            return Double.NaN;
        }
        if (part == null || trail == null) {
            return whole.wait(age, random);
        }
        Span begun = trail.processing();
        if (begun == null && trail.phase() == Phase.QUEUED) {
            return Math.max(whole.wait(age, random), whole.atMost(part.quantile(FEW)));
        }
        boolean better = begun != null && part.width() + begun.width() < NARROWER * whole.width();
        return better ? part.wait(Math.max(0, age - begun.middle()), random) : whole.wait(age, random);
    }
}
