package lumadrop.cli;

import java.time.Instant;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.ReasonClass;
import lumadrop.text.Times;

/**
 * What happens next to a job, and when.
 *
 * @param text a sentence for people
 * @param at when; null where no time is set for it, or it has come
 */
record NextStep(String text, Instant at) {
    /** @param running whether the home is at work now */
    static NextStep of(Job job, Instant now, boolean running) {
        Instant at =
                job.dueAt() == null || job.state().isSettled() || !job.dueAt().isAfter(now) ? null : job.dueAt();
        String when = at == null ? "" : " at " + Times.shown(at);
        boolean waits = job.state().isWorking() || job.state() == JobState.OVERDUE;
        return new NextStep(text(job, at, when) + (waits && !running ? ", once lumadrop runs" : ""), at);
    }

    private static String text(Job job, Instant at, String when) {
        return switch (job.state()) {
            case ACCEPTED -> at == null ? "submitted when the limits allow" : "submitted" + when + " at the earliest";
            case SUBMITTING -> "the answer to its submit is waited for";
            case UNKNOWN -> "whether the upstream has it is settled" + when + "; nothing is sent before";
            case IN_FLIGHT -> at == null ? "next poll when the limits allow" : "next poll" + when;
            case OVERDUE ->
                (at == null ? "next poll when the limits allow" : "next poll" + when) + "; 'cancel " + job.id()
                        + "' gives it up";
            case READY ->
                at == null ? "its pictures are fetched as soon as a place is free" : "its pictures are fetched" + when;
            case HELD -> held(job);
            case FAILED -> "nothing by itself; 'retry " + job.id() + "' tries again";
            case DONE -> "nothing: it is done";
        };
    }

    private static String held(Job job) {
        ReasonClass why = job.reason() == null ? null : job.reason().reasonClass();
        if (why == ReasonClass.SAME_DROP) {
            return "held: 'approve " + job.dropId() + "' or 'cancel " + job.dropId() + "'";
        }
        String retry = why == ReasonClass.UNKNOWN_SUBMIT ? "retry --pay-again " : "retry ";
        return "held: '" + retry + job.id() + "' or 'cancel " + job.id() + "'";
    }
}
