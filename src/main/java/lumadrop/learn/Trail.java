package lumadrop.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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
 * @param processing when it began to be processed; null while it has not, as far as is known
 * @param slack the longest that the upstream may have had it before, or after, it was submitted by our clock
 */
record Trail(Phase phase, double seen, Span processing, double slack) {
    private static final double WHOLE_SECONDS = 1;
    /** A week: a time of creation that is 0, say. */
    private static final double NONSENSE = 7 * 86_400;

    /** The first answer without an end. */
    static Trail first(Request request, Snapshot snapshot) {
        double age = age(request, snapshot.seenAt());
        Trail none = new Trail(null, 0, null, age);
        return none.then(request, snapshot);
    }

    /** One more answer without an end. */
    Trail then(Request request, Snapshot snapshot) {
        double age = Math.max(seen, age(request, snapshot.seenAt()));
        Span begun = switch (snapshot.phase()) {
            case PROCESSING -> processing != null ? processing : changed(request, new Span(seen, age));
            case QUEUED -> null;
            default -> processing;
        };
        return new Trail(snapshot.phase(), age, begun, slack);
    }

    /**
     * The age at which it ended, as this answer shows it to have; empty where the upstream's own times show that the request
     * is older than we know. A time that has not moved since the creation may never move: it says nothing.
     */
    Optional<Span> ended(Request request, Snapshot snapshot) {
        Span polled = new Span(seen, Math.max(seen, age(request, snapshot.seenAt())));
        boolean moved = !Objects.equals(request.createdAt(), request.updatedAt());
        Span said = moved ? said(request) : null;
        if (said != null && said.from() > polled.to()) {
            return Optional.empty();
        }
        return Optional.of(said == null ? polled : polled.narrowedBy(said));
    }

    private Span changed(Request request, Span polled) {
        Span said = said(request);
        return said == null ? polled : polled.narrowedBy(said);
    }

    /** The age at the upstream's last change, by its own times; null where these say nothing, or nonsense. */
    private Span said(Request request) {
        if (request.createdAt() == null || request.updatedAt() == null) {
            return null;
        }
        double took = Duration.between(request.createdAt(), request.updatedAt()).toSeconds();
        return took < 0 || took > NONSENSE
                ? null
                : new Span(Math.max(0, took - WHOLE_SECONDS), took + WHOLE_SECONDS + slack);
    }

    static double age(Request request, Instant at) {
        return Math.max(0, Duration.between(request.submittedAt(), at).toNanos() / 1e9);
    }
}
