package lumadrop.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import lumadrop.job.Ask;

/** The body of the POST that asks the upstream for a picture. */
public final class RequestBody {
    private RequestBody() {}

    /**
     * {@code {"model": …, "payload": {"prompt": …}}} in UTF-8, with {@code aspect_ratio}, {@code image} and extra
     * fields only where the ask has them: some models of the queue refuse a field that they do not know, others ignore
     * it silently. The prompt arrives to the character: even half a surrogate pair, which UTF-8 cannot hold, goes out
     * as a JSON escape.
     */
    public static byte[] of(Ask ask) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", ask.model());
        body.set("payload", payload(ask));
        try {
            return escapeHalfPairs(Json.MAPPER.writeValueAsString(body)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of plain JSON values could not be written", impossible);
        }
    }

    /**
     * The payload alone, to compare with what the upstream echoes of it.
     *
     * @throws IllegalArgumentException if an extra field holds something that is no JSON value
     */
    public static ObjectNode payload(Ask ask) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        ask.extra().forEach((name, value) -> payload.set(name, Json.MAPPER.valueToTree(value)));
        // After the extra fields, so that none of them can take the place of what was asked for.
        payload.put("prompt", ask.prompt());
        if (ask.aspectRatio() != null) {
            payload.put("aspect_ratio", ask.aspectRatio());
        }
        if (ask.image() != null) {
            payload.put("image", ask.image());
        }
        return payload;
    }

    private static String escapeHalfPairs(String json) {
        StringBuilder escaped = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < json.length()
                    && Character.isLowSurrogate(json.charAt(i + 1));
            if (Character.isSurrogate(c) && !pair) {
                if (escaped == null) {
                    escaped = new StringBuilder(json.length() + 16).append(json, 0, i);
                }
                escaped.append(String.format("\\u%04x", (int) c));
            } else if (escaped != null) {
                escaped.append(c);
            }
            if (pair) {
                i++;
                if (escaped != null) {
                    escaped.append(json.charAt(i));
                }
            }
        }
        return escaped == null ? json : escaped.toString();
    }
}
