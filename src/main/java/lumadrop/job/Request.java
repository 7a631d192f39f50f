package lumadrop.job;

import java.time.Instant;
import java.util.List;

/**
 * The upstream's side of a job: what its answers, folded in the order they came, say by now.
 *
 * @param id the upstream's request id
 * @param submittedAt when the POST that made it left, by our clock; the deadline counts from here
 * @param status the last status, in the upstream's own spelling; null before the first answer
 * @param polls how many status answers were asked for and folded in; the submit's own is not one of them
 * @param createdAt when the upstream took it; null where it did not say
 * @param updatedAt when the upstream last changed it; null where it did not say
 * @param ended how it ended upstream; null while it has not
 * @param media the pictures offered so far
 */
public record Request(
        String id,
        Instant submittedAt,
        String status,
        int polls,
        Instant createdAt,
        Instant updatedAt,
        Phase ended,
        List<Media> media) {
    public Request {
        media = List.copyOf(media);
    }

    /** A request that the upstream has just taken and of which no status was folded in yet. */
    public static Request taken(String id, Instant submittedAt) {
        return new Request(id, submittedAt, null, 0, null, null, null, List.of());
    }

    /** The same request, ended. */
    public Request ended(Phase phase) {
        return new Request(id, submittedAt, status, polls, createdAt, updatedAt, phase, media);
    }
}
