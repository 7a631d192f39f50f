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
        if (before.processing() != null) {
            double start = before.processing().middle();
            processing.polled(Math.max(0, before.seen() - start), Math.max(0, age - start), ended);
        }
    }

    /** The request that was polled last has ended, at that age. */
    void ended(Trail trail, Span age, Instant now) {
        total.ended(age, trail.start().era(), now);
        Span begun = trail.processing();
        if (begun != null) {
            Span took = new Span(Math.max(0, age.from() - begun.to()), Math.max(0, age.to() - begun.from()));
            processing.ended(took, trail.start().processingEra(), now);
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
