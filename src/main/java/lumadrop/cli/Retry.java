package lumadrop.cli;

import java.time.Instant;
import java.util.List;
import lumadrop.cli.ByHand.Undecided;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Phase;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.ledger.Step;

/**
 * What {@code retry} makes of a job. A request that may still end well, or has, is asked after first: it is paid for.
 * Only one that is known to have ended without a picture, or to have never been taken, is submitted again.
 */
final class Retry {
    private final boolean payAgain;
    private final String user;
    private final Instant now;

    /** @param payAgain whether a second paid submit is accepted where the first may have been taken */
    Retry(boolean payAgain, String user, Instant now) {
        this.payAgain = payAgain;
        this.user = user;
        this.now = now;
    }

    Step of(Job job) throws Undecided {
        return switch (job.state()) {
            case FAILED, OVERDUE, HELD -> again(job);
            case UNKNOWN -> submit(job);
            default ->
                throw Undecided.notItsMatter(
                        job.id() + " is " + job.state().word() + ": there is nothing to try again");
        };
    }

    private Step again(Job job) throws Undecided {
        Request request = job.request();
        boolean mayHavePictures = request != null
                && (request.ended() == null || request.ended() == Phase.SUCCEEDED || saidToHaveSucceeded(job));
        if (mayHavePictures && !payAgain) {
            Request asked = new Request(
                    request.id(),
                    now, // a new deadline
                    request.status(),
                    request.polls(),
                    request.createdAt(),
                    request.updatedAt(),
                    null,
                    request.media());
            return step(
                    job,
                    job.withRequest(asked).with(JobState.IN_FLIGHT, ByHand.atOnce(job, now)),
                    "request " + request.id() + " is asked after");
        }
        return submit(job);
    }

    /** The upstream named no picture then, and may have been paid for one. */
    private static boolean saidToHaveSucceeded(Job job) {
        return job.reason() != null && job.reason().reasonClass() == ReasonClass.NO_OUTPUT;
    }

    private Step submit(Job job) throws Undecided {
        if (mayBePaid(job) && !payAgain) {
            throw new Undecided(job.id() + " may have been paid for already"
                    + (job.reason() == null ? "" : " (" + job.reason().text() + ")")
                    + (job.state() == JobState.UNKNOWN
                            ? ". It is being looked up in the upstream's list, which costs nothing."
                            : ".")
                    + " If you accept to pay twice, say so: retry --pay-again " + job.id());
        }
        return step(job, job.withRequest(null).with(JobState.ACCEPTED, ByHand.atOnce(job, now)), "a new submit");
    }

    /** Also a job that was cancelled meanwhile: what is not known of its submit stays unknown. */
    private static boolean mayBePaid(Job job) {
        return job.doubt().isOpen() || job.reason() != null && job.reason().reasonClass() == ReasonClass.UNKNOWN_SUBMIT;
    }

    private Step step(Job from, Job next, String what) {
        JobEvent event = new JobEvent(now, "hand", "retry", "by " + user + ": " + what);
        return Step.to(from, next.withReason(null).withCounts(next.attempts(), 0), List.of(event));
    }
}
