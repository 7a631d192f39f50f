package lumadrop.job;

import java.time.Instant;

/**
 * What is remembered of a job's submits, so that one whose outcome is uncertain can be settled, over restarts too.
 *
 * @param attemptedAt when the last POST was written down, before it left; null before the first
 * @param openSince since when it is not known whether the upstream took that POST; null while that is known
 * @param absent how many looks in a row into a list that reached back far enough did not find it
 * @param vain how many looks in a row proved nothing
 * @param repeats how many POSTs, in all, repeated one that was still uncertain; each carries the id of the one it repeats
 * @param renewals how many POSTs, in all, followed one that was proven not to have been taken
 */
public record Doubt(Instant attemptedAt, Instant openSince, int absent, int vain, int repeats, int renewals) {
    public static final Doubt NONE = new Doubt(null, null, 0, 0, 0, 0);

    /** A POST is written down. */
    public Doubt attempted(Instant at) {
        return new Doubt(at, null, 0, 0, repeats, renewals);
    }

    /** Whether that POST was taken is not known from then on. */
    public Doubt opened(Instant at) {
        return new Doubt(attemptedAt, at, 0, 0, repeats, renewals);
    }

    /** It is known, or a person has decided: the next POST is another matter. */
    public Doubt closed() {
        return new Doubt(attemptedAt, null, 0, 0, repeats, renewals);
    }

    public Doubt looked(int absentNow, int vainNow) {
        return new Doubt(attemptedAt, openSince, absentNow, vainNow, repeats, renewals);
    }

    public Doubt repeated() {
        return new Doubt(attemptedAt, openSince, absent, vain, repeats + 1, renewals);
    }

    public Doubt renewed() {
        return new Doubt(attemptedAt, openSince, absent, vain, repeats, renewals + 1);
    }

    public boolean isOpen() {
        return openSince != null;
    }

    /** What it is after a step from one form of a job to the next, which says by itself what becomes known. */
    static Doubt after(Job from, Job to, Instant at) {
        Doubt doubt = to.doubt();
        if (to.state() == JobState.UNKNOWN) {
            return from.state() == JobState.UNKNOWN ? doubt : doubt.opened(at);
        }
        boolean adopted = to.request() != null && from.request() == null;
        return doubt.isOpen() && (adopted || to.state() == JobState.ACCEPTED) ? doubt.closed() : doubt;
    }
}
