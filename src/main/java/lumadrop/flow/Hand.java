package lumadrop.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Picture;
import lumadrop.job.Reason;
import lumadrop.job.Request;
import lumadrop.ledger.Step;
import org.apache.camel.Exchange;

/**
 * A job in hand: the form that the ledger holds, and the next form as the steps of a route work it out. Used by one route
 * at a time.
 */
public final class Hand {
    /** The exchange property that carries the hand. */
    public static final String PROPERTY = "job";

    private final Instant takenAt;
    private Job held;
    private Job next;
    /** What a later write brings along: the forms since the ledger's, and how many of the events are theirs. */
    private final List<Job> passed = new ArrayList<>();

    private int eventsPassed;
    private boolean gone;
    private volatile boolean begun;
    private Instant due;
    private String mark;
    private long markValue;
    private String awaited;
    private Consumer<Boolean> whenDecided = written -> {};
    private final List<JobEvent> events = new ArrayList<>();
    private final List<Picture> pictures = new ArrayList<>();

    /**
     * @param held the job as it was claimed
     * @param takenAt when that was
     */
    public Hand(Job held, Instant takenAt) {
        this.held = held;
        this.takenAt = takenAt;
        this.next = held;
    }

    /** The hand that travels with an exchange. */
    public static Hand of(Exchange exchange) {
        Hand hand = exchange.getProperty(PROPERTY, Hand.class);
        if (hand == null) {
            throw new IllegalStateException("No job travels with this exchange: does its route start at ledger:STATE?");
        }
        return hand;
    }

    /** The job as the steps so far have made it. */
    public Job job() {
        return next;
    }

    /** The job as the ledger holds it. */
    Job held() {
        return held;
    }

    /** The job as the last completed step has left it, written or not. */
    Job sure() {
        return passed.isEmpty() ? held : passed.get(passed.size() - 1);
    }

    // Getters for the routes' simple expressions, such as ${exchangeProperty.job.state}.

    public String getId() {
        return next.id();
    }

    public String getName() {
        return next.name();
    }

    public String getState() {
        return next.state().word();
    }

    public String getRequestId() {
        return next.request() == null ? null : next.request().id();
    }

    /** How the request ended upstream: {@code succeeded}, {@code failed} or {@code cancelled}; null while it has not. */
    public String getEnded() {
        Request request = next.request();
        return request == null || request.ended() == null
                ? null
                : request.ended().word();
    }

    boolean hasEnded() {
        return getEnded() != null;
    }

    Instant takenAt() {
        return takenAt;
    }

    /** A worker has come to it; before that, it waits in hand for one. */
    void begin() {
        begun = true;
    }

    boolean isBegun() {
        return begun;
    }

    /** The job is not in this hand any more. */
    boolean isGone() {
        return gone;
    }

    void markGone() {
        gone = true;
    }

    public String getReasonClass() {
        return next.reason() == null ? null : next.reason().reasonClass().word();
    }

    public Hand next(Job job) {
        next = job;
        return this;
    }

    public Hand because(Reason reason) {
        next = next.withReason(reason);
        return this;
    }

    /** The next turn comes then; null, and without a call, at once. */
    public Hand dueAt(Instant due) {
        this.due = due;
        return this;
    }

    /** When the next turn comes, as the steps so far have it; null for at once. */
    Instant due() {
        return due;
    }

    /** One more trouble in a row, worth trying again after a wait. */
    public Hand trouble(Reason reason, Instant now, Duration wait) {
        next = next.withCounts(next.attempts(), next.troubles() + 1).withReason(reason);
        due = now.plus(wait);
        event(new JobEvent(now, "trouble", reason.reasonClass().word(), reason.text()));
        return event(new JobEvent(now, "wait", due.toString(), null));
    }

    /**
     * One more trouble in a row, of a host that is down: when the host will be tried with this very job cannot be told.
     *
     * @param look when to look whether it may be tried
     */
    Hand hostTrouble(Reason reason, Instant now, Instant look, String host) {
        next = next.withCounts(next.attempts(), next.troubles() + 1).withReason(reason);
        due = look;
        awaited = host;
        return event(new JobEvent(now, "trouble", reason.reasonClass().word(), reason.text()));
    }

    /** What was said of when the job is tried again holds no more: the host has turned out to be down. */
    Hand awaits(String host) {
        awaited = host;
        return this;
    }

    /** The media host that the job's turn depends on, if that is still to be said; else null. */
    String awaited() {
        return awaited;
    }

    /** Waits for what is no trouble of its own: it counts no further. */
    Hand waits(Reason reason, Instant now, Duration wait) {
        next = next.withReason(reason);
        due = now.plus(wait);
        return event(new JobEvent(now, "trouble", reason.reasonClass().word(), reason.text()));
    }

    /** The trouble is over. */
    public Hand wentWell() {
        next = next.withCounts(next.attempts(), 0).withReason(null);
        return this;
    }

    public Hand event(JobEvent event) {
        events.add(event);
        return this;
    }

    public Hand picture(Picture picture) {
        pictures.add(picture);
        return this;
    }

    /** A fact to be written in the same commit as the job. */
    public Hand mark(String name, long value) {
        mark = name;
        markValue = value;
        return this;
    }

    /** @param task run once the next write of this hand is durable, or refused since another hand was quicker */
    Hand whenDecided(Consumer<Boolean> task) {
        whenDecided = task;
        return this;
    }

    /** A later step failed: what was collected before is collected anew. */
    public Hand forgetPictures() {
        pictures.clear();
        return this;
    }

    /** The write that brings the ledger to what this hand has worked out. */
    Step step(JobState state, boolean keep, boolean told, Instant now) {
        Instant turn = keep || told ? null : due == null ? now : due;
        return new Step(held, next.with(state, turn), passed, keep, told, events, pictures, mark, markValue);
    }

    /**
     * The job has come so far, and goes on at once in this hand: the next write says so too, in the same commit.
     *
     * @return whether its state is another now
     */
    boolean pass(JobState state, Instant now) {
        boolean other = next.state() != state;
        if (other) {
            Reason reason = next.reason();
            event(new JobEvent(now, "state", state.word(), reason == null ? null : reason.text()));
        }
        next = next.with(state, null);
        passed.add(next);
        eventsPassed = events.size();
        return other;
    }

    /** The write that gives the job back as the last completed step has left it. */
    Step back(Job again, JobEvent why) {
        List<JobEvent> told = new ArrayList<>(events.subList(0, eventsPassed));
        told.add(why);
        return new Step(held, again, passed, false, false, told, List.of(), null, 0);
    }

    /** The ledger has written the step: the job goes on from there. A kept job's next turn is still to be written. */
    void written(Job job) {
        held = job;
        next = job;
        passed.clear();
        eventsPassed = 0;
        events.clear();
        pictures.clear();
        mark = null;
        awaited = null;
        decided(true);
    }

    /** Another hand was quicker: the step is dropped. */
    void refused() {
        decided(false);
    }

    private void decided(boolean written) {
        Consumer<Boolean> task = whenDecided;
        whenDecided = any -> {};
        task.accept(written);
    }
}
