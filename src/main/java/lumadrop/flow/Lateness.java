package lumadrop.flow;

import java.time.Instant;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.pace.Pace;

/** Says of a request without its last answer whether it is in time, overdue, or given up. */
final class Lateness {
    private final Pace pace;

    Lateness(Pace pace) {
        this.pace = pace;
    }

    void mark(Hand hand, Instant now) {
        Request request = hand.job().request();
        Reason last = hand.job().reason();
        String trouble =
                last == null || last.reasonClass() == ReasonClass.OVERDUE ? "" : "; the last trouble: " + last.text();
        if (pace.isGivenUp(request, now)) {
            hand.markLateness("given-up")
                    .dueAt(null) // it is told of at once, not when its next poll would have been
                    .because(new Reason(
                            ReasonClass.OVERDUE,
                            "no final answer within deadline and grace; the upstream last said "
                                    + (request.status() == null ? "nothing" : request.status()) + " of request "
                                    + request.id() + trouble));
        } else if (pace.isOverdue(request, now)) {
            hand.markLateness("overdue");
            if (hand.job().reason() == null) {
                hand.because(new Reason(
                        ReasonClass.OVERDUE,
                        "past its deadline; request " + request.id()
                                + " may still finish, is still asked after, and its pictures will be collected"));
            }
        } else {
            hand.markLateness("in-time");
        }
    }
}
