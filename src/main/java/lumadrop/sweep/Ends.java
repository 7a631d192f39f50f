package lumadrop.sweep;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lumadrop.job.Snapshot;

/** Requests that have ended of late, to hold the list against: it should soon say the same. Not thread-safe. */
final class Ends {
    private static final int REMEMBERED = 1000;

    /**
     * How a request ended.
     *
     * @param isOwn whether its own answer says so, and not the list itself
     */
    record End(Snapshot snapshot, boolean isOwn) {}

    private final Map<String, End> byId = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, End> eldest) {
            return size() > REMEMBERED;
        }
    };

    void add(Snapshot snapshot, boolean isOwn) {
        byId.put(snapshot.requestId(), new End(snapshot, isOwn));
    }

    /** It is not looked for any more. */
    Optional<End> take(String requestId, Instant seenBefore) {
        End end = byId.get(requestId);
        if (end == null || !end.snapshot().seenAt().isBefore(seenBefore)) {
            return Optional.empty();
        }
        byId.remove(requestId);
        return Optional.of(end);
    }

    /** @return how many of them their own answers have told of */
    int forget(Instant seenBefore) {
        int own = 0;
        var ends = byId.values().iterator();
        while (ends.hasNext()) {
            End end = ends.next();
            if (end.snapshot().seenAt().isBefore(seenBefore)) {
                own += end.isOwn() ? 1 : 0;
                ends.remove();
            }
        }
        return own;
    }
}
