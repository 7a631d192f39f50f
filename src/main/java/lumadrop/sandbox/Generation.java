package lumadrop.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An accepted request. Its stage is a function of the time that has passed, so that nothing ticks for it while nobody
 * asks.
 */
final class Generation {

    private final String id;
    private final long identity;
    private final String organization;
    private final Draft draft;
    private final Map<Oddity, Integer> oddities;
    private final AnswerMode mode;
    private final Instant acceptedAt;
    private final Duration takes;
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicInteger shown = new AtomicInteger();
    private final AtomicInteger downloads = new AtomicInteger();
    private volatile Instant cancelledAt;

    /**
     * Accepts a draft.
     *
     * @param identity of this request among equal ones
     * @param takes from acceptance to the end
     */
    Generation(
            Draft draft,
            long identity,
            String organization,
            Map<Oddity, Integer> oddities,
            AnswerMode mode,
            Instant acceptedAt,
            Duration takes) {
        this.id = Seeds.uuid(identity).toString();
        this.identity = identity;
        this.organization = organization;
        this.draft = draft;
        this.oddities = oddities;
        this.mode = mode;
        this.acceptedAt = acceptedAt;
        this.takes = takes;
    }

    String id() {
        return id;
    }

    long identity() {
        return identity;
    }

    String organization() {
        return organization;
    }

    Draft draft() {
        return draft;
    }

    AnswerMode mode() {
        return mode;
    }

    Instant acceptedAt() {
        return acceptedAt;
    }

    Duration takes() {
        return takes;
    }

    Instant endsAt() {
        return acceptedAt.plus(takes);
    }

    boolean is(Oddity oddity) {
        return oddities.containsKey(oddity);
    }

    int number(Oddity oddity) {
        return oddities.getOrDefault(oddity, 0);
    }

    Map<Oddity, Integer> oddities() {
        return oddities;
    }

    /** Counts an answer to a GET; the number of those before it. */
    int poll() {
        return polls.getAndIncrement();
    }

    int polls() {
        return polls.get();
    }

    /** Counts an answer that shows the outcome; the number of those before it. */
    int show() {
        return shown.getAndIncrement();
    }

    /** Counts a download of one of the pictures; the number of those before it. */
    int download() {
        return downloads.getAndIncrement();
    }

    int downloads() {
        return downloads.get();
    }

    /** How many pictures come out. */
    int pictures() {
        return is(Oddity.SEVERAL_MEDIA) ? Math.max(1, Math.min(100, number(Oddity.SEVERAL_MEDIA))) : 1;
    }

    void cancel(Instant now) {
        if (stage(now).inFlight()) {
            cancelledAt = now;
        }
    }

    Stage stage(Instant now) {
        if (cancelledAt != null) {
            return Stage.CANCELLED;
        }
        if (is(Oddity.FROZEN)) {
            return Stage.QUEUED;
        }
        if (is(Oddity.SAYS_UNKNOWN_FOR_EVER)) {
            return Stage.PROCESSING;
        }
        if (!now.isBefore(endsAt())) {
            return end();
        }
        // A tenth of the time in the queue, a tenth until a worker has it.
        long tenths = 10 * Duration.between(acceptedAt, now).toMillis() / Math.max(1, takes.toMillis());
        Stage reached = tenths < 1 ? Stage.QUEUED : tenths < 2 ? Stage.DISPATCHED : Stage.PROCESSING;
        Stage first = mode == AnswerMode.PROCESSING || mode.blocks()
                ? Stage.PROCESSING
                : mode == AnswerMode.DISPATCHED ? Stage.DISPATCHED : Stage.QUEUED;
        return reached.compareTo(first) < 0 ? first : reached;
    }

    Instant updatedAt(Instant now) {
        return switch (stage(now)) {
            case QUEUED -> acceptedAt;
            case DISPATCHED -> acceptedAt.plus(takes.dividedBy(10));
            case PROCESSING -> acceptedAt.plus(takes.dividedBy(5));
            case CANCELLED -> cancelledAt == null ? endsAt() : cancelledAt;
            case SUCCESS, FAILED -> endsAt();
        };
    }

    private Stage end() {
        if (is(Oddity.SAYS_CANCELLED) || is(Oddity.SAYS_CANCELED)) {
            return Stage.CANCELLED;
        }
        return Failures.of(this).isPresent() ? Stage.FAILED : Stage.SUCCESS;
    }
}
