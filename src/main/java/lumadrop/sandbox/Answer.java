package lumadrop.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes back, the body of the message that a route ends with.
 *
 * @param status the HTTP status
 * @param headers beside Content-Length and Date
 * @param body the bytes; may be empty
 * @param delivery how the bytes go out
 */
record Answer(int status, Map<String, String> headers, byte[] body, Delivery delivery) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Answer json(int status, JsonNode body) {
        try {
            return of(status, "application/json", MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    static Answer of(int status, String contentType, byte[] body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, new Delivery.Whole());
    }

    /** The form that most errors have. */
    static Answer error(int status, String message) {
        return json(status, JsonNodeFactory.instance.objectNode().put("error", message));
    }

    /** What a proxy in between shows. */
    static Answer html(int status, String title) {
        String page = "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><h1>" + title
                + "</h1><hr>cloudfront</body></html>";
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** Nothing but a way of not answering. */
    static Answer none(Delivery delivery) {
        return new Answer(200, Map.of(), new byte[0], delivery);
    }

    static Answer redirect(int status, String to) {
        return new Answer(status, Map.of("Location", to), new byte[0], new Delivery.Whole());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body, delivery);
    }

    Answer with(byte[] newBody) {
        return new Answer(status, headers, newBody, delivery);
    }

    Answer delivered(Delivery how) {
        return new Answer(status, headers, body, how);
    }
}
