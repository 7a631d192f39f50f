package lumadrop.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lumadrop.job.Phase;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;

/**
 * What the answers have told of one request that has not ended, as ages: seconds since its submit. The upstream's times are
 * whole seconds of a clock that is not ours, so that only their difference counts, and that is off by up to a second.
 * Immutable.
 *
 * @param phase as last seen
 * @param seen the age then
 * @param at when that was
 * @param processing when it began to be processed; null while it has not, as far as is known
 */
record Trail(Start start, Phase phase, double seen, Instant at, Span processing) {
    /**
     * What was known when it was first seen.
     *
     * @param era of the whole time's learner, and that of the time in processing
     * @param slack the longest that the upstream may have had it before, or after, it was submitted by our clock
     */
    record Start(Kind kind, double era, double processingEra, double slack) {}

    private static final double WHOLE_SECONDS = 1;
    /** A week: a time of creation that is 0, say. */
    private static final double NONSENSE = 7 * 86_400;

    /** The first answer without an end. */
    static Trail first(Kind kind, Stages stages, Request request, Snapshot snapshot) {
        double age = age(request, snapshot.seenAt());
        Start start = new Start(kind, stages.total().era(), stages.processing().era(), age);
        return new Trail(start, null, 0, snapshot.seenAt(), null).then(request, snapshot);
    }

    /** One more answer without an end. */
    Trail then(Request request, Snapshot snapshot) {
        double age = Math.max(seen, age(request, snapshot.seenAt()));
        Span begun = switch (snapshot.phase()) {
            case PROCESSING -> processing != null ? processing : changed(request, new Span(seen, age));
            case QUEUED -> null;
            default -> processing;
        };
        return new Trail(start, snapshot.phase(), age, snapshot.seenAt(), begun);
    }

    /**
     * The age at which it ended, as this answer shows it to have; empty where the upstream's own times show that the request
     * is older than we know.
     */
    Optional<Span> ended(Request request, Snapshot snapshot) {
        Span polled = new Span(seen, Math.max(seen, age(request, snapshot.seenAt())));
        Span said = said(request);
        if (said != null && said.from() > polled.to()) {
            return Optional.empty();
        }
        return Optional.of(said == null ? polled : polled.narrowedBy(said));
    }

    private Span changed(Request request, Span polled) {
        Span said = said(request);
        return said == null ? polled : polled.narrowedBy(said);
    }

    /**
     * The age at the upstream's last change, by its own times; null where these say nothing, or nonsense. One that has not moved
     * since the creation may never move.
     */
    private Span said(Request request) {
        if (request.createdAt() == null || request.updatedAt() == null) {
            return null;
        }
        double took = Duration.between(request.createdAt(), request.updatedAt()).toSeconds();
        return took <= 0 || took > NONSENSE
                ? null
                : new Span(Math.max(0, took - WHOLE_SECONDS), took + WHOLE_SECONDS + start.slack());
    }

    static double age(Request request, Instant at) {
        return Math.max(0, Duration.between(request.submittedAt(), at).toNanos() / 1e9);
    }
}
