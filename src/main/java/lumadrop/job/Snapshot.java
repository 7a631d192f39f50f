package lumadrop.job;

import java.time.Instant;
import java.util.List;

/**
 * One status answer of the upstream, wherever it came from: a GET by id, the submit's own answer, an item of the list.
 * The upstream's many spellings end here.
 *
 * @param requestId the upstream's id of the request
 * @param status the status in the upstream's own spelling
 * @param media the pictures offered; empty while there are none
 * @param reason why it failed, in the upstream's words; null unless the phase is a failure
 * @param createdAt when the upstream took it, whole seconds; null where it does not say
 * @param updatedAt when the upstream last changed it, whole seconds; null where it does not say
 * @param seenAt when the answer reached us, by our clock
 */
public record Snapshot(
        String requestId,
        Phase phase,
        String status,
        List<Media> media,
        Reason reason,
        Instant createdAt,
        Instant updatedAt,
        Instant seenAt) {
    public Snapshot {
        media = List.copyOf(media);
    }
}
