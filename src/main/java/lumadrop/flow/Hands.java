package lumadrop.flow;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Step;
import lumadrop.pace.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that this process has in hand, by id; every write of a hand goes through here, and is logged as one line. */
final class Hands {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop.job");

    private final Ledger ledger;
    private final Clock clock;
    private final Backoff backoff;
    private final Map<String, Hand> byId = new ConcurrentHashMap<>();
    private final Map<String, Hand> byRequest = new ConcurrentHashMap<>();
    private final Outcomes outcomes;

    Hands(Ledger ledger, Clock clock, Backoff backoff, Outcomes outcomes) {
        this.ledger = ledger;
        this.clock = clock;
        this.backoff = backoff;
        this.outcomes = outcomes;
    }

    Ledger ledger() {
        return ledger;
    }

    /** A claimed job is in hand from now on. */
    Hand take(Job job) {
        Hand hand = new Hand(job);
        remember(hand);
        return hand;
    }

    /** The job in hand whose request that is. */
    Optional<Hand> ofRequest(String requestId) {
        return Optional.ofNullable(byRequest.get(requestId));
    }

    /**
     * Writes the hand down and waits until it is durable.
     *
     * @param keep the job stays in hand
     * @param told its drop's manifest need not wait for it
     * @return false if another hand was quicker: nothing was written, and the job is not in hand any more
     */
    boolean write(Hand hand, JobState state, boolean keep, boolean told) {
        return write(hand, hand.step(state, keep, told, clock.instant()));
    }

    private boolean write(Hand hand, Step step) {
        Optional<Job> written = ledger.write(step).join();
        if (!step.keep() || written.isEmpty()) {
            letGo(hand);
        }
        if (written.isEmpty()) {
            LOG.info(
                    "{} was changed by another hand meanwhile; this step is dropped",
                    step.from().state().word());
            return false;
        }
        log(step, written.get(), hand.due());
        hand.written(written.get());
        if (step.keep()) {
            remember(hand);
        }
        return true;
    }

    private void remember(Hand hand) {
        byId.put(hand.getId(), hand);
        if (hand.getRequestId() != null) {
            byRequest.put(hand.getRequestId(), hand);
        }
    }

    /** For the end, before the ledger gives back what is in hand: workers that are still on their way have no say then. */
    void letAllGo() {
        byId.clear();
        byRequest.clear();
    }

    private boolean letGo(Hand hand) {
        if (hand.held().request() != null) {
            byRequest.remove(hand.held().request().id(), hand);
        }
        return byId.remove(hand.getId(), hand);
    }

    private void log(Step step, Job job, Instant due) {
        JobState from = step.from().state();
        if (from != job.state()) {
            outcomes.count(job.state());
            TransitionLog.moved(from, job);
        } else if (job.troubles() > step.from().troubles()) {
            TransitionLog.again(job, step.keep() ? due : job.dueAt());
        }
    }

    /**
     * Gives back a job that its route has not written down: nothing was lost, the step is repeated at a later turn. What was
     * being submitted becomes {@code unknown}: the request may have left.
     */
    void giveBack(Hand hand, Throwable cause) {
        if (!letGo(hand)) {
            return;
        }
        Instant now = clock.instant();
        String why = cause == null ? "its route ended without a write" : cause.toString();
        Reason reason = hand.job().reason();
        JobState state = hand.job().state();
        if (state == JobState.SUBMITTING) {
            state = JobState.UNKNOWN;
            reason = new Reason(ReasonClass.UNKNOWN_SUBMIT, "the submit was cut off: " + why);
        }
        LOG.error("{} was given back: {}", hand.getState(), why, cause);
        Job held = hand.held();
        // One that has ended upstream is taken up by the aggregation repository's recovery, not by another poll.
        Instant due = held.isUnconfirmed() ? null : now.plus(backoff.after(held.troubles()));
        Job again = held.with(state, due).withReason(reason).withCounts(held.attempts(), held.troubles() + 1);
        ledger.note(Step.to(held, again, List.of(new JobEvent(now, "trouble", "given-back", why))));
    }
}
