package lumadrop.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The requests in flight that this process has seen an answer of. One that it has not asked after although its turn was a
 * while ago is another process's, or a person's, or nobody's by now, and forgotten. Not thread-safe.
 */
final class InFlight {
    private static final Duration OTHERS_AFTER = Duration.ofMinutes(1);

    /** What is asked by id so rarely is not worth a list call. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Map<String, Known> byId = new HashMap<>();

    Known get(String requestId) {
        return byId.get(requestId);
    }

    void put(Known known) {
        byId.put(known.request().id(), known);
    }

    void remove(String requestId) {
        byId.remove(requestId);
    }

    Collection<Known> all() {
        return byId.values();
    }

    void forgetOthers(Instant now) {
        byId.values().removeIf(known -> known.due().plus(OTHERS_AFTER).isBefore(now));
    }

    static boolean isDueSoon(Known known, Instant now) {
        return known.due().isBefore(now.plus(SOON));
    }
}
