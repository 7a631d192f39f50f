package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.ledger.DueDrop;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.LedgerFault;
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
    private final Handover handover = new Handover();
    private final Outcomes outcomes;
    private volatile boolean ended;
    private volatile Runnable whenQuiet = () -> {};

    Hands(Ledger ledger, Clock clock, Backoff backoff, Outcomes outcomes) {
        this.ledger = ledger;
        this.clock = clock;
        this.backoff = backoff;
        this.outcomes = outcomes;
    }

    Ledger ledger() {
        return ledger;
    }

    Handover handover() {
        return handover;
    }

    /** Whether this process is at work on the job. */
    boolean hasInHand(String job) {
        return byId.containsKey(job);
    }

    void whenQuiet(Runnable listener) {
        whenQuiet = listener;
    }

    /** A drop's manifest is written, and that is in the ledger. */
    void manifestWritten() {
        if (byId.isEmpty()) {
            whenQuiet.run();
        }
    }

    /** A claimed job is in hand from now on. */
    Hand take(Job job) {
        Hand hand = new Hand(job, clock.instant());
        remember(hand);
        return hand;
    }

    /** Whether any job of that state waits in hand for a worker. */
    boolean anyWaits(JobState state) {
        return byId.values().stream()
                .anyMatch(hand -> !hand.isBegun() && hand.held().state() == state);
    }

    /**
     * Whether a person, say, has changed a job that has waited in hand for long; it is let go then. What has just been taken is
     * as it was.
     */
    boolean hasMoved(Hand hand) {
        if (clock.instant().isBefore(hand.takenAt().plus(A_MOMENT))) {
            return false;
        }
        boolean moved;
        try {
            moved = ledger.job(hand.getId())
                    .filter(job -> job.version() == hand.held().version())
                    .isEmpty();
        } catch (LedgerFault e) {
            LOG.debug("Whether {} was changed cannot be told; its next write will", hand.getId(), e);
            return false;
        }
        if (moved) {
            letGo(hand);
            Label.during(
                    Label.of(hand), () -> LOG.info("{} was changed by another hand while it waited", hand.getState()));
        }
        return moved;
    }

    /** The job in hand whose request that is. */
    Optional<Hand> ofRequest(String requestId) {
        return Optional.ofNullable(byRequest.get(requestId));
    }

    /**
     * The job has come to that state, and its route goes on with it at once: nothing is allowed by that but what comes to be
     * written in the same commit.
     *
     * @return false if the job is not in hand any more
     */
    boolean pass(Hand hand, JobState state) {
        Instant now = clock.instant();
        if (!has(hand)) {
            return write(hand, hand.step(state, true, false, now), null);
        }
        hand.pass(state, now);
        remember(hand);
        return true;
    }

    /**
     * Writes the hand down and waits until it is durable.
     *
     * @return false if another hand was quicker: nothing was written, and the job is not in hand any more
     */
    boolean write(Hand hand, JobState state) {
        Instant now = clock.instant();
        Step step = hand.step(state, false, false, now);
        boolean goesOnAtOnce =
                state != hand.held().state() && !step.to().dueAt().isAfter(now);
        Optional<Handover.Place> place = goesOnAtOnce ? handover.reserve(state) : Optional.empty();
        if (place.isEmpty()) {
            return write(hand, step, null);
        }
        try {
            return write(hand, hand.step(state, true, false, now), place.get());
        } catch (RuntimeException | Error e) {
            place.get().giveUp();
            throw e;
        }
    }

    /** @param place where another route goes on with the job once it is written; null for none */
    private boolean write(Hand hand, Step step, Handover.Place place) {
        if (!has(hand)) {
            if (!learnedLate(step)) {
                LOG.error(
                        "{} was let go before: its route has no say in it any more, and this step is dropped",
                        step.from().state().word());
            }
            hand.markGone();
            hand.refused();
            giveUp(place);
            return false;
        }
        return goesOn(hand, step, place, writeDown(step, hand));
    }

    /**
     * Writes that the job was told of, and does not wait for it: what is told next stands behind it in the ledger too.
     *
     * @param then where what follows the commit goes on: never on the ledger's own thread
     */
    CompletableFuture<Boolean> told(Hand hand, Executor then) {
        Step step = hand.step(hand.job().state(), false, true, clock.instant());
        if (!has(hand)) {
            return CompletableFuture.completedFuture(write(hand, step, null));
        }
        String label = Label.of(hand);
        return ledger.write(step, job -> log(step, job, hand))
                .handleAsync(
                        (written, fault) -> Label.during(
                                label, () -> goesOn(hand, step, null, fault == null ? written : writeDown(step, hand))),
                        then);
    }

    private boolean goesOn(Hand hand, Step step, Handover.Place place, Optional<Job> written) {
        letGo(hand);
        hand.markGone();
        if (written.isEmpty()) {
            hand.refused();
            giveUp(place);
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
        if (place != null) {
            place.take(new TakenJob(take(written.get()), this));
        }
        return true;
    }

    private static void giveUp(Handover.Place place) {
        if (place != null) {
            place.giveUp();
        }
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
        Job adopted = now.withRequest(Request.taken(request.id(), request.submittedAt()))
                .withReason(null)
                .with(JobState.IN_FLIGHT, at);
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
        // Said before anybody else can have the job, so that its lines stand in the order of its changes.
        return untilWritten(() -> ledger.write(step, job -> log(step, job, hand)));
    }

    /** Gives the drop back, for that time: while it is in hand, nobody else comes to it. */
    void giveBack(DueDrop drop, Instant due) {
        untilWritten(() -> ledger.giveBack(drop, due));
    }

    /** As {@link #giveBack(DueDrop, Instant)}, but tried once alone. */
    void leave(DueDrop drop, Instant due) {
        var unused = ledger.giveBack(drop, due).exceptionally(fault -> {
            LOG.error("The drop {} could not be put back: {}", drop.drop().id(), fault.toString(), fault);
            return null;
        });
    }

    private <T> T untilWritten(Supplier<CompletableFuture<T>> write) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return write.get().join();
                } catch (CompletionException e) {
                    if (ended || !Ledger.isPassing(e.getCause())) {
                        throw e;
                    }
                    LOG.debug("The ledger cannot be written now", e);
                    LockSupport.parkNanos(A_MOMENT.toNanos());
                    interrupted |= Thread.interrupted(); // or it would not park any more
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
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
        for (Job form : List.of(hand.held(), hand.sure())) {
            if (form.request() != null) {
                byRequest.remove(form.request().id(), hand);
            }
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
        String note = settled(step);
        for (Job form : step.passed()) {
            if (form.state() != from) {
                TransitionLog.moved(from, form, note);
                from = form.state();
                note = null;
            }
        }
        if (from != job.state()) {
            outcomes.count(job.state());
            TransitionLog.moved(from, job, note);
        } else if (hand.awaited() != null) {
            TransitionLog.awaits(job, hand.awaited());
        } else if (job.troubles() > step.from().troubles()) {
            TransitionLog.again(job, step.keep() ? hand.due() : job.dueAt());
        }
    }

    /** Nothing was done with it: it is due at once for whoever comes. */
    void putBack(Hand hand) {
        if (letGo(hand)) {
            Step step = unworked(hand);
            untilWritten(() -> ledger.write(step));
        }
    }

    /** As {@link #putBack}, but tried once alone. */
    void leave(Hand hand) {
        if (letGo(hand)) {
            ledger.note(unworked(hand));
        }
    }

    private Step unworked(Hand hand) {
        Job held = hand.held();
        return Step.to(held, held.with(held.state(), clock.instant()), List.of());
    }

    /**
     * Gives back a job that its route has not written down: nothing was lost, the step is repeated at a later turn. What was
     * being submitted becomes {@code unknown}: the request may have left.
     */
    void giveBack(Hand hand, Throwable cause) {
        if (!has(hand)) {
            return;
        }
        Instant now = clock.instant();
        String why = cause == null ? "its route ended without a write" : cause.toString();
        if (hand.job().state() == JobState.SUBMITTING && hand.job().request() != null) {
            hand.pass(JobState.IN_FLIGHT, now); // it is known to have been taken
        }
        Reason reason = hand.job().reason();
        JobState state = hand.job().state();
        if (state == JobState.SUBMITTING) {
            state = JobState.UNKNOWN;
            reason = cutOff(why);
        }
        LOG.error("{} was given back: {}", hand.getState(), why, cause);
        Job sure = hand.sure();
        // One that has ended upstream is taken up by the aggregation repository's recovery, not by another poll.
        Instant due = sure.isUnconfirmed() ? null : now.plus(backoff.after(sure.troubles()));
        Job again = sure.with(state, due).withReason(reason).withCounts(sure.attempts(), sure.troubles() + 1);
        JobEvent told = new JobEvent(now, "trouble", "given-back", why);
        try {
            giveBack(hand, hand.back(again, told), told);
        } finally {
            letGo(hand);
        }
    }

    private static Reason cutOff(String why) {
        return new Reason(ReasonClass.UNKNOWN_SUBMIT, "the submit was cut off: " + why);
    }

    /** Where the ledger refuses what the steps have made of the job, it gets back what it gave. */
    private void giveBack(Hand hand, Step step, JobEvent why) {
        try {
            writeDown(step, hand);
        } catch (CompletionException e) {
            if (ended) {
                throw e;
            }
            LOG.error(
                    "What its route has made of it is refused by the ledger: {}",
                    e.getCause().toString(),
                    e);
            Job held = hand.held();
            Instant due = held.isUnconfirmed() ? null : why.at().plus(backoff.after(held.troubles()));
            Job again = held.state() == JobState.SUBMITTING
                    ? held.with(JobState.UNKNOWN, due).withReason(cutOff(why.text()))
                    : held.with(held.state(), due);
            again = again.withCounts(held.attempts(), held.troubles() + 1);
            writeDown(Step.to(held, again, List.of(why)), hand);
        }
    }
}
