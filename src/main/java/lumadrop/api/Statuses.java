package lumadrop.api;

import java.util.Locale;
import java.util.Map;
import lumadrop.job.Phase;

/** What the upstream's words for a status mean. */
final class Statuses {
    /** Stands where a record has no status, or one that is no text. */
    static final String UNSTATED = "unstated";

    private static final Map<String, Phase> PHASES = Map.ofEntries(
            // The vendor's pages and SDK; all but 'created' and 'cancelled' were seen live.
            Map.entry("created", Phase.QUEUED),
            Map.entry("queued", Phase.QUEUED),
            Map.entry("dispatched", Phase.QUEUED),
            Map.entry("processing", Phase.PROCESSING),
            Map.entry("success", Phase.SUCCEEDED),
            Map.entry("failed", Phase.FAILED),
            Map.entry("cancelled", Phase.CANCELLED),
            // Guesses of other clients.
            Map.entry("running", Phase.PROCESSING),
            Map.entry("finished", Phase.SUCCEEDED),
            Map.entry("completed", Phase.SUCCEEDED),
            Map.entry("succeeded", Phase.SUCCEEDED),
            Map.entry("done", Phase.SUCCEEDED),
            Map.entry("error", Phase.FAILED),
            Map.entry("canceled", Phase.FAILED));

    private Statuses() {}

    /** Letters' case does not matter; a word on no list is {@code UNRECOGNISED}, never terminal. */
    static Phase phase(String status) {
        return PHASES.getOrDefault(status.strip().toLowerCase(Locale.ROOT), Phase.UNRECOGNISED);
    }
}
