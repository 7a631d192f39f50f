package lumadrop.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a record of the upstream into a snapshot. */
final class RecordReader {
    private static final Logger LOG = LoggerFactory.getLogger(RecordReader.class);

    private static final int MAX_ID = 200;
    private static final int MAX_STATUS = 64;

    /**
     * So many unknown words are worth a line each; an upstream that invents one per answer must not fill the memory.
     */
    private static final int MAX_TOLD = 64;

    /** Epoch seconds of our time; greater are milliseconds, which no client saw yet. */
    private static final double LATEST = 1e11;

    /** Asked of every answer: read once. */
    private static final Instant CENTURY = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant CENTURY_END = Instant.parse("2100-01-01T00:00:00Z");

    private final OneLine line;
    private final MediaReader media;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    RecordReader(OneLine line, int maxMedia) {
        this.line = line;
        this.media = new MediaReader(maxMedia);
    }

    /** The record's request id; empty where there is none, or one that could be more than one part of a path. */
    static Optional<String> requestId(JsonNode record) {
        JsonNode id = record.path("request_id");
        return id.isTextual() || id.isIntegralNumber() ? usable(id.asText()) : Optional.empty();
    }

    /** The id without white space around it; empty where it cannot be one. */
    static Optional<String> usable(String requestId) {
        String id = requestId.strip();
        boolean visible = id.chars().allMatch(c -> c > ' ' && c < 127);
        boolean dots = id.equals(".") || id.equals("..");
        return visible && !dots && !id.isEmpty() && id.length() <= MAX_ID ? Optional.of(id) : Optional.empty();
    }

    static boolean hasStatus(JsonNode record) {
        return record.path("status").isTextual()
                && !record.path("status").textValue().isBlank();
    }

    /**
     * Never fails: what cannot be read is left out. Only the top level's {@code status} counts; the outcome's is
     * another word.
     */
    Snapshot read(JsonNode record, String requestId, Instant seenAt) {
        return read(record, requestId, seenAt, true);
    }

    /** The same of a record that stands in a list: there a thumbnail may be all that is shown of a picture. */
    Snapshot readItem(JsonNode record, String requestId, Instant seenAt) {
        return read(record, requestId, seenAt, false);
    }

    private Snapshot read(JsonNode record, String requestId, Instant seenAt, boolean whole) {
        String stated = line.of(record.path("status").asText(""), MAX_STATUS);
        String status = hasStatus(record) && !stated.isEmpty() ? stated : Statuses.UNSTATED;
        Phase phase = Statuses.phase(status);
        if (phase == Phase.UNRECOGNISED && !status.equals(Statuses.UNSTATED)) {
            tellOnce(status, requestId);
        }
        MediaReader.Found found = media.read(record.path("outcome"), whole && phase == Phase.SUCCEEDED);
        if (found.more() > 0) {
            LOG.warn("request {} offers {} pictures more than are taken", requestId, found.more());
        }
        return new Snapshot(
                requestId,
                phase,
                status,
                found.media(),
                reason(record, phase, status, found),
                time(record.path("created_at")),
                time(record.path("updated_at")),
                seenAt);
    }

    /** A request of which only the id is known. */
    static Snapshot idOnly(String requestId, Instant seenAt) {
        return new Snapshot(requestId, Phase.UNRECOGNISED, Statuses.UNSTATED, List.of(), null, null, null, seenAt);
    }

    private Reason reason(JsonNode record, Phase phase, String status, MediaReader.Found found) {
        return switch (phase) {
            case FAILED, CANCELLED -> failure(Words.ofRecord(record), status);
            case SUCCEEDED -> found.media().isEmpty() ? emptySuccess(Words.ofRecord(record), found) : null;
            case QUEUED, PROCESSING, UNRECOGNISED -> null;
        };
    }

    /**
     * The first place's words are shown; where these name no class, a later place may. A cancelled request counts as a
     * failure of the upstream's unless its words say otherwise: it was not us who gave it up.
     */
    private Reason failure(List<Words> words, String status) {
        if (words.isEmpty()) {
            return new Reason(
                    ReasonClass.UPSTREAM_FAILED, line.of("the upstream says \"" + status + "\" and gives no reason"));
        }
        ReasonClass named = words.stream()
                .map(said -> ReasonWords.of(said.meant()))
                .flatMap(Optional::stream)
                .filter(found -> found != ReasonClass.UPSTREAM_FAILED)
                .findFirst()
                .orElse(ReasonClass.UPSTREAM_FAILED);
        return new Reason(named, shown(words.get(0)));
    }

    /** Words that explain come first; then what stood in place of a URL; then words that promise nothing. */
    private Reason emptySuccess(List<Words> words, MediaReader.Found found) {
        for (Words said : words) {
            ReasonClass named = ReasonWords.ofEmptySuccess(said.meant());
            if (named != ReasonClass.NO_OUTPUT) {
                return new Reason(named, shown(said));
            }
        }
        if (!found.unusable().isEmpty()) {
            return new Reason(
                    ReasonClass.NO_OUTPUT,
                    line.of("the upstream says success, but gives no usable http(s) URL; found: "
                            + String.join(
                                    ", ", found.unusable().stream().limit(3).toList())));
        }
        return words.isEmpty() ? null : new Reason(ReasonClass.NO_OUTPUT, shown(words.get(0)));
    }

    private String shown(Words words) {
        String shown = line.of(words.shown());
        return shown.isEmpty() ? "the upstream's reason has no readable character" : shown;
    }

    private void tellOnce(String status, String requestId) {
        if (told.size() < MAX_TOLD && told.add(status)) {
            LOG.warn("unknown status \"{}\" of request {}: taken for in flight until the deadline", status, requestId);
        }
    }

    /** Epoch seconds; null where it is none of our century. */
    private static Instant time(JsonNode node) {
        if (node.isNumber()) {
            double value = node.doubleValue();
            double seconds = value > LATEST ? value / 1000 : value;
            return seconds >= 1 && seconds <= LATEST ? ours(Instant.ofEpochSecond((long) seconds)) : null;
        }
        if (node.isTextual()) {
            try {
                return ours(Instant.ofEpochSecond(
                        Instant.parse(node.textValue().strip()).getEpochSecond()));
            } catch (DateTimeException noTime) {
                return null;
            }
        }
        return null;
    }

    private static Instant ours(Instant time) {
        return time.isAfter(CENTURY) && time.isBefore(CENTURY_END) ? time : null;
    }
}
