package lumadrop.output;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.Request;

/**
 * How long a job's last request waited upstream and how long it was worked on, as far as its answers tell.
 *
 * <p>Queued: from the submit to the first answer that says it is worked on, by our clock, so late by up to one poll.
 * Generating: the rest until it ended; the whole by the upstream's own times where it gives both (whole seconds), else
 * by our clock. Where no answer ever said that it waits (it was finished in the submit's own answer), the whole counts
 * as generating. The total is known wherever the end is, also where nobody saw when the waiting ended. Null is: not
 * known. Never negative, whatever a clock did.
 */
record Durations(Duration queued, Duration generating, Duration total) {
    /** The queue's words for a request that waits, and for one that is worked on. */
    private static final Set<String> WAITS = Set.of("created", "queued", "dispatched");

    private static final Set<String> WORKS = Set.of("processing", "running");

    static Durations of(Job job, List<JobEvent> events) {
        Request request = job.request();
        if (request == null) {
            return new Durations(null, null, null);
        }
        List<JobEvent> statuses = ofLastAttempt(events).stream()
                .filter(event -> event.kind().equals("status"))
                .toList();
        Duration queued = statuses.stream()
                .filter(event -> WORKS.contains(event.word().toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(event -> between(request.submittedAt(), event.at()))
                .orElse(null);
        boolean waited =
                statuses.stream().anyMatch(event -> WAITS.contains(event.word().toLowerCase(Locale.ROOT)));
        Duration whole = whole(request, statuses);
        if (whole == null || queued == null && waited) {
            return new Durations(queued, null, whole);
        }
        return new Durations(queued, queued == null ? whole : atLeastZero(whole.minus(queued)), whole);
    }

    private static Duration whole(Request request, List<JobEvent> statuses) {
        if (request.ended() == null) {
            return null;
        }
        if (request.createdAt() != null && request.updatedAt() != null) {
            return between(request.createdAt(), request.updatedAt());
        }
        return statuses.isEmpty()
                ? null
                : between(
                        request.submittedAt(), statuses.get(statuses.size() - 1).at());
    }

    /** A retried job's history holds earlier requests too. */
    private static List<JobEvent> ofLastAttempt(List<JobEvent> events) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i).kind().equals("attempt")) {
                return events.subList(i, events.size());
            }
        }
        return events;
    }

    private static Duration between(Instant from, Instant to) {
        return atLeastZero(Duration.between(from, to));
    }

    private static Duration atLeastZero(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
