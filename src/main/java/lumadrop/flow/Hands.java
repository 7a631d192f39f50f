package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Step;
import lumadrop.pace.Backoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that this process has in hand, by id; every write of a hand goes through here, and is logged as one line. */
final class Hands {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop.job");

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final Ledger ledger;
    private final Clock clock;
    private final Backoff backoff;
    private final Map<String, Hand> byId = new ConcurrentHashMap<>();
    private final Map<String, Hand> byRequest = new ConcurrentHashMap<>();
    private final Outcomes outcomes;
    private volatile boolean ended;

    Hands(Ledger ledger, Clock clock, Backoff backoff, Outcomes outcomes) {
        this.ledger = ledger;
        this.clock = clock;
        this.backoff = backoff;
        this.outcomes = outcomes;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Whether this process is at work on the job. */
    boolean hasInHand(String job) {
        return byId.containsKey(job);
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
        if (!has(hand)) {
            if (!learnedLate(step)) {
                LOG.error(
                        "{} was let go before: its route has no say in it any more, and this step is dropped",
                        step.from().state().word());
            }
            return false;
        }
        Optional<Job> written = writeDown(step, hand);
        if (!step.keep() || written.isEmpty()) {
            letGo(hand);
            hand.markGone();
        }
        if (written.isEmpty() && learnedLate(step)) {
            return false;
        }
        if (written.isEmpty()) {
            LOG.info(
                    "{} was changed by another hand meanwhile; this step is dropped",
                    step.from().state().word());
            return false;
        }
        hand.written(written.get());
        if (step.keep()) {
            remember(hand);
        }
        return true;
    }

    /**
     * A submit was answered after this process was taken for dead, as after a long pause, and its job given back as unknown:
     * the request id that it brings settles what nobody else may know.
     *
     * @return whether the ledger has it now
     */
    private boolean learnedLate(Step step) {
        Request request = step.to().request();
        if (step.from().state() != JobState.SUBMITTING || request == null) {
            return false;
        }
        Job now = ledger.job(step.to().id()).orElse(step.from());
        boolean open = now.state() == JobState.UNKNOWN
                || now.state() == JobState.HELD
                        && now.reason() != null
                        && now.reason().reasonClass() == ReasonClass.UNKNOWN_SUBMIT;
        if (!open || now.attempts() != step.to().attempts()) {
            return false;
        }
        Instant at = clock.instant();
        Job adopted = now.withRequest(request).withReason(null).with(JobState.IN_FLIGHT, at);
        String why = "its answer came late, and names request " + request.id();
        Optional<Job> written = ledger.write(
                        Step.to(now, adopted, List.of(new JobEvent(at, "trouble", "late-answer", why))))
                .join();
        written.ifPresent(job -> TransitionLog.moved(now.state(), job, why));
        return written.isPresent();
    }

    /**
     * A ledger whose disk is full or away for a while is waited for: what a step has worked out, such as the id of a
     * request that is paid for, is nowhere else.
     */
    private Optional<Job> writeDown(Step step, Hand hand) {
        while (true) {
            try {
                // Said before anybody else can have the job, so that its lines stand in the order of its changes.
                return ledger.write(step, job -> log(step, job, hand)).join();
            } catch (CompletionException e) {
                if (ended || !Ledger.isPassing(e.getCause())) {
                    throw e;
                }
                LOG.debug("The ledger cannot be written now", e);
                LockSupport.parkNanos(A_MOMENT.toNanos());
            }
        }
    }

    private void remember(Hand hand) {
        byId.put(hand.getId(), hand);
        if (hand.getRequestId() != null) {
            byRequest.put(hand.getRequestId(), hand);
        }
    }

    /** For the end, before the ledger gives back what is in hand: workers that are still on their way have no say then. */
    void letAllGo() {
        ended = true;
        byId.clear();
        byRequest.clear();
    }

    /** Whether the job is still this hand's: written down without being kept, it is anybody's. */
    private boolean has(Hand hand) {
        return byId.get(hand.getId()) == hand;
    }

    /** @return whether it was still this hand's */
    boolean letGo(Hand hand) {
        if (hand.held().request() != null) {
            byRequest.remove(hand.held().request().id(), hand);
        }
        return byId.remove(hand.getId(), hand);
    }

    /** How an uncertain submit was settled: what is paid for twice, or not, hangs on it. */
    private static String settled(Step step) {
        return step.events().stream()
                .filter(event -> event.kind().equals("reconcile"))
                .map(JobEvent::text)
                .findFirst()
                .orElse(null);
    }

    private void log(Step step, Job job, Hand hand) {
        JobState from = step.from().state();
        if (from != job.state()) {
            outcomes.count(job.state());
            TransitionLog.moved(from, job, settled(step));
        } else if (hand.awaited() != null) {
            TransitionLog.awaits(job, hand.awaited());
        } else if (job.troubles() > step.from().troubles()) {
            TransitionLog.again(job, step.keep() ? hand.due() : job.dueAt());
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
