package lumadrop.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Fills {@code {date}} ({@code 2026-11-25}) and {@code {time}} ({@code 0230}) into a drop: in each job's {@code name}
 * and {@code prompt} (also the vendor's {@code payload.prompt}, also in {@code defaults}), in each
 * {@code idempotency_key}, and nowhere else, so that metadata and URLs go out as they were written. A drop without an
 * {@code idempotency_key} gets one of its schedule and time.
 */
final class DropTemplate {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm");
    private static final JsonMapper JSON = new JsonMapper();

    private static final String KEY = "idempotency_key";

    private DropTemplate() {}

    /**
     * The drop as bytes of JSON, UTF-8; the tree given stays as it is.
     *
     * @param key for a drop without one of its own
     */
    static byte[] fill(JsonNode drop, LocalDateTime time, String key) {
        try {
            return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(withKey(filled(drop, time), key)) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The drop filled in; the tree given stays as it is. */
    static JsonNode filled(JsonNode drop, LocalDateTime time) {
        JsonNode filled = drop.deepCopy();
        if (filled.isArray()) {
            filled.forEach(job -> fillJob(job, time));
        } else {
            fillJob(filled, time);
            fillJob(filled.path("defaults"), time);
            filled.path("jobs").forEach(job -> fillJob(job, time));
        }
        return filled;
    }

    /** A list has no place for a key of the whole: it becomes the jobs of an object, which means the same. */
    private static JsonNode withKey(JsonNode drop, String key) {
        if (drop.isArray() && !drop.isEmpty()) {
            return JSON.createObjectNode().put(KEY, key).set("jobs", drop);
        }
        if (drop instanceof ObjectNode object && !object.has(KEY)) {
            object.put(KEY, key);
        }
        return drop;
    }

    private static void fillJob(JsonNode job, LocalDateTime time) {
        fillField(job, "name", time);
        fillField(job, "prompt", time);
        fillField(job, KEY, time);
        fillField(job.path("payload"), "prompt", time);
    }

    private static void fillField(JsonNode holder, String field, LocalDateTime time) {
        if (holder instanceof ObjectNode object && object.path(field).isTextual()) {
            String text = object.path(field).textValue();
            object.put(field, text.replace("{date}", DATE.format(time)).replace("{time}", TIME.format(time)));
        }
    }
}
