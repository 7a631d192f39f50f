package lumadrop.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import lumadrop.job.JobEvent;
import lumadrop.job.Phase;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import lumadrop.ledger.Ledger;
import lumadrop.pace.Pace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once of a request that the upstream has taken and then left in its queue, untouched, that it is stalled. It is still
 * asked after: it may be paid for, so it is never submitted again.
 */
final class Stalls {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop.job");
    private static final String KIND = "stalled";
    private static final int REMEMBERED = 10_000;

    private final Ledger ledger;
    private final Pace pace;
    private final Duration after;
    private final Set<String> said = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    /** @param after how long it must have been left */
    Stalls(Ledger ledger, Pace pace, Duration after) {
        this.ledger = ledger;
        this.pace = pace;
        this.after = after;
    }

    /** One more answer without a change. */
    void look(Hand hand, Request request, Snapshot snapshot, Instant now) {
        boolean untouched = snapshot.phase() == Phase.QUEUED
                && pace.inFlightFor(request, now).compareTo(after) >= 0
                && (request.updatedAt() == null || !request.updatedAt().isAfter(now.minus(after)));
        if (untouched && said.add(request.id()) && !isInHistory(hand.getId(), request.id())) {
            String text = "request " + request.id() + " is left " + request.status() + " since "
                    + (request.updatedAt() == null ? request.submittedAt() : request.updatedAt())
                    + "; it is still asked after, and not submitted again";
            hand.event(new JobEvent(now, KIND, request.status(), text));
            LOG.warn("stalled: {}", text);
        }
    }

    private boolean isInHistory(String job, String request) {
        return ledger.events(job).stream()
                .anyMatch(event -> event.kind().equals(KIND) && event.text().contains(request));
    }
}
