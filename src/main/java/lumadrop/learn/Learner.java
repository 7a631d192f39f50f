package lumadrop.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is learned of one kind of time, and the plan made from it. Thread-safe. */
final class Learner {
    /** The observations that what is known is worth at most: what is older than that weighs ever less. */
    private static final double MEMORY = 400;

    /** Fewer observations are no ground for a plan. */
    private static final double ENOUGH = 20;

    /** But where the pace has changed, and the plan of before is known to be wrong. */
    private static final double ENOUGH_AFTER_CHANGE = 8;

    private static final int PLANNED_EVERY = 16;
    private static final Duration PLANNED_AT_MOST = Duration.ofSeconds(1);

    /** In seven days without one, what 400 observations have taught falls to what 20 have. */
    private static final double FADING = Duration.ofDays(7).toSeconds() / Math.log(MEMORY / ENOUGH);
    /** It is not worth the while to reckon with less. */
    private static final Duration FADES_AFTER = Duration.ofMinutes(1);

    private final Surprise surprise = new Surprise();
    private final Spread spread;
    private Instant at;
    private int sincePlan = PLANNED_EVERY;
    private Instant plannedAt = Instant.MIN;
    private int changes;
    private boolean changed;
    private boolean kept = true;
    private volatile Plan plan;

    Learner() {
        spread = new Spread(MEMORY);
    }

    /** @param at when the text was written */
    Learner(String text, Instant at) {
        this.spread = Spread.of(text, MEMORY);
        this.at = at;
    }

    /** One was polled that had not ended at the one age, and has, or has not, at the other. */
    synchronized void polled(double from, double to, boolean ended) {
        Plan current = plan;
        if (current != null && to > from) {
            double left = current.left(to);
            double chance = 1 - left / current.left(from);
            if (current.knows(to)) {
                surprise.polled(left, chance, ended);
            }
        }
    }

    /** Of what is known now; see {@link Spread#era}. */
    synchronized double era() {
        return spread.era();
    }

    /**
     * The one that was polled last has ended.
     *
     * @param era when it was first seen
     */
    synchronized void ended(Span span, double era, Instant now) {
        fade(now);
        if (plan != null) {
            surprise.ended(span);
            int unlike = surprise.changedBefore(plan);
            if (unlike > 0) {
                forgetAllBut(unlike);
                return;
            }
        }
        spread.add(span, spread.worth(era));
        learned();
    }

    private void forgetAllBut(int last) {
        spread.clear();
        for (int back = last - 1; back >= 0; back--) {
            spread.add(surprise.last(back));
        }
        surprise.clear();
        plan = null;
        changes++;
        changed = true;
        sincePlan = PLANNED_EVERY;
        plannedAt = Instant.MIN;
        learned();
    }

    private void learned() {
        changed = changed && spread.count() < ENOUGH;
        sincePlan++;
        kept = false;
    }

    /** What it knows is not what happens any more, as one of a few has shown. */
    synchronized void doubt(double factor) {
        if (spread.count() == 0) {
            return;
        }
        spread.fade(factor, 0);
        learned();
        if (!isKnown()) {
            plan = null;
        }
    }

    /** So late it is. */
    synchronized void age(Instant now) {
        fade(now);
    }

    private void fade(Instant now) {
        if (at == null || now.isAfter(at.plus(FADES_AFTER))) {
            double gone = at == null ? 0 : Duration.between(at, now).toSeconds();
            spread.fade(Math.exp(-gone / FADING), ENOUGH);
            at = now;
        }
    }

    private boolean isKnown() {
        return spread.count() > (changed ? ENOUGH_AFTER_CHANGE : ENOUGH) - 0.01; // it was worth 20 before it faded
    }

    /** Whether enough has been learned since the last plan for another one; if so, it is the caller's to make. */
    synchronized boolean takePlanning(Instant now) {
        if (!isKnown() || sincePlan < PLANNED_EVERY || now.isBefore(plannedAt.plus(PLANNED_AT_MOST))) {
            return false;
        }
        sincePlan = 0;
        plannedAt = now;
        return true;
    }

    /**
     * Takes some milliseconds.
     *
     * @param alive what has not ended yet
     */
    void plan(Planner planner, double endsPerSecond, List<Alive> alive) {
        Spread copy;
        int changesBefore;
        synchronized (this) {
            copy = spread.copy();
            changesBefore = changes;
        }
        if (copy.count() < 1) {
            return;
        }
        Plan made = planner.best(Chances.of(copy, alive), endsPerSecond);
        synchronized (this) {
            if (changes == changesBefore && isKnown()) { // else it has been found wrong meanwhile
                plan = made;
            }
        }
    }

    synchronized double worth() {
        return spread.count();
    }

    Optional<Plan> plan() {
        return Optional.ofNullable(plan);
    }

    /** What it has learned since this was last asked, for keeping; empty where that is nothing. */
    synchronized Optional<String> unkept() {
        if (kept) {
            return Optional.empty();
        }
        kept = true;
        return Optional.of(spread.text());
    }
}
