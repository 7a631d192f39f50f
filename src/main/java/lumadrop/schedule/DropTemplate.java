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
 * and {@code prompt} (also the vendor's {@code payload.prompt}, also in {@code defaults}) and nowhere else, so that
 * metadata and URLs go out as they were written.
 */
final class DropTemplate {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm");
    private static final JsonMapper JSON = new JsonMapper();

    private DropTemplate() {}

    /** The drop as bytes of JSON, UTF-8; the tree given stays as it is. */
    static byte[] fill(JsonNode drop, LocalDateTime time) {
        try {
            return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(filled(drop, time)) + "\n")
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

    private static void fillJob(JsonNode job, LocalDateTime time) {
        fillField(job, "name", time);
        fillField(job, "prompt", time);
        fillField(job.path("payload"), "prompt", time);
    }

    private static void fillField(JsonNode holder, String field, LocalDateTime time) {
        if (holder instanceof ObjectNode object && object.path(field).isTextual()) {
            String text = object.path(field).textValue();
            object.put(field, text.replace("{date}", DATE.format(time)).replace("{time}", TIME.format(time)));
        }
    }
}
