package lumadrop.flow;

import java.time.Clock;
import java.time.Instant;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.pace.Pace;
import org.apache.camel.Exchange;

/**
 * Says of a request whether it is still to be asked after: {@code in-time}, {@code overdue} (past the deadline) or
 * {@code given-up} (past the grace after it too); {@code ended} where it has its last answer, or its job is not in this hand
 * any more.
 */
public final class Lateness {
    /** The exchange property that says so. */
    private static final String PROPERTY = "lateness";

    private final Pace pace;
    private final Clock clock;

    Lateness(Pace pace, Clock clock) {
        this.pace = pace;
        this.clock = clock;
    }

    public void mark(Exchange exchange) {
        Hand hand = Hand.of(exchange);
        exchange.setProperty(
                PROPERTY,
                hand.isGone() || hand.hasEnded() || hand.job().request() == null
                        ? "ended"
                        : mark(hand, clock.instant()));
    }

    private String mark(Hand hand, Instant now) {
        Request request = hand.job().request();
        Reason last = hand.job().reason();
        String trouble =
                last == null || last.reasonClass() == ReasonClass.OVERDUE ? "" : "; the last trouble: " + last.text();
        if (pace.isGivenUp(request, now)) {
            hand.dueAt(null) // it is told of at once, not when its next poll would have been
                    .because(new Reason(
                            ReasonClass.OVERDUE,
                            "no final answer within deadline and grace; the upstream last said "
                                    + (request.status() == null ? "nothing" : request.status()) + " of request "
                                    + request.id() + trouble));
            return "given-up";
        }
        if (pace.isOverdue(request, now)) {
            if (hand.job().reason() == null) {
                hand.because(new Reason(
                        ReasonClass.OVERDUE,
                        "past its deadline; request " + request.id()
                                + " may still finish, is still asked after, and its pictures will be collected"));
            }
            return "overdue";
        }
        return "in-time";
    }
}
