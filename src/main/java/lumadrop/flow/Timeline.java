package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import lumadrop.api.Answers;
import lumadrop.job.JobEvent;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import lumadrop.sweep.Source;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Folds a status answer into its job: what the request's row knows by now, whether it has ended and how, and when to ask
 * next. Where the answer came from does not matter.
 */
final class Timeline implements AggregationStrategy {
    /** A success without a picture is asked after so many times before it is believed. */
    private static final int LOOKS_FOR_MEDIA = 4;

    /** The exchange property that says how the request has ended: {@code succeeded}, {@code failed}, {@code cancelled}. */
    static final String ENDED = "ended";

    private final Clock clock;
    private final Asking asking;
    private final Stalls stalls;
    private final Sweeps sweeps;

    Timeline(Clock clock, Asking asking, Stalls stalls, Sweeps sweeps) {
        this.clock = clock;
        this.asking = asking;
        this.stalls = stalls;
        this.sweeps = sweeps;
    }

    @Override
    public Exchange aggregate(Exchange oldExchange, Exchange newExchange) {
        if (oldExchange == null) {
            return newExchange; // the job is no longer in hand: a person was quicker; nobody waits for this answer
        }
        String answer = newExchange.getProperty(Answering.PROPERTY, String.class);
        boolean asked = !Answering.TAKEN.equals(answer) && !Answering.LISTED.equals(answer);
        Hand hand = Hand.of(oldExchange);
        Snapshot snapshot = newExchange.getIn().getBody(Snapshot.class);
        fold(hand, snapshot, asked);
        oldExchange.setProperty(ENDED, hand.getEnded());
        sweeps.folded(hand, snapshot, source(answer));
        return oldExchange;
    }

    private static Source source(String answer) {
        return switch (String.valueOf(answer)) {
            case Answering.TAKEN -> Source.SUBMIT;
            case Answering.FOUND, Answering.LISTED -> Source.LIST;
            default -> Source.STATUS;
        };
    }

    /** @param asked whether it was asked for by id */
    private void fold(Hand hand, Snapshot snapshot, boolean asked) {
        Instant now = clock.instant();
        Request before = hand.job().request();
        if (!snapshot.status().equals(before.status())) {
            hand.event(new JobEvent(snapshot.seenAt(), "status", snapshot.status(), null));
        }
        Request after = new Request(
                before.id(),
                before.submittedAt(),
                snapshot.status(),
                before.polls() + (asked ? 1 : 0),
                or(snapshot.createdAt(), before.createdAt()),
                or(snapshot.updatedAt(), before.updatedAt()),
                null,
                snapshot.media());
        hand.next(hand.job().withRequest(after));
        asking.seen(hand.job(), snapshot, now);
        if (Answers.isFinal(snapshot)) {
            end(hand, after, snapshot);
        } else if (snapshot.phase() == Phase.SUCCEEDED) {
            withoutMedia(hand, after, snapshot, now);
        } else {
            Instant due = asking.next(hand.job(), asked ? now : snapshot.seenAt());
            hand.wentWell().dueAt(sweeps.sooner(hand.job(), due, now));
            stalls.look(hand, after, snapshot, now);
        }
    }

    private void end(Hand hand, Request request, Snapshot snapshot) {
        boolean good = snapshot.phase() == Phase.SUCCEEDED && !snapshot.media().isEmpty();
        if (good) {
            if (!Collects.isContentFault(hand.job().reason())) { // fetched in vain before: the tries still count
                hand.wentWell();
            }
            ended(hand, request, Phase.SUCCEEDED);
        } else {
            hand.wentWell();
            Phase phase = snapshot.phase() == Phase.CANCELLED ? Phase.CANCELLED : Phase.FAILED;
            ended(hand, request, phase).because(reason(snapshot));
        }
    }

    private void withoutMedia(Hand hand, Request request, Snapshot snapshot, Instant now) {
        Reason reason = snapshot.reason() != null
                ? snapshot.reason()
                : new Reason(ReasonClass.NO_OUTPUT, "the upstream says " + request.status() + " but names no picture");
        if (hand.job().troubles() + 1 >= LOOKS_FOR_MEDIA) {
            hand.wentWell();
            ended(hand, request, Phase.FAILED).because(reason);
        } else {
            hand.trouble(reason, now, Duration.between(now, asking.nextAfterEnd(hand.job(), now)));
        }
    }

    private static Hand ended(Hand hand, Request request, Phase phase) {
        return hand.next(hand.job().withRequest(request.ended(phase)));
    }

    private static Reason reason(Snapshot snapshot) {
        return snapshot.reason() != null
                ? snapshot.reason()
                : new Reason(ReasonClass.UPSTREAM_FAILED, "the upstream says " + snapshot.status() + " and no more");
    }

    private static Instant or(Instant said, Instant known) {
        return said != null ? said : known;
    }
}
