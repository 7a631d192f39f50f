package lumadrop.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Answers as they come off the wire, for tests. JSON is written with {@code '} for {@code "}. */
final class Wire {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final String ID = "5c30b275-0001";

    private Wire() {}

    static HttpAnswer http(int status, String body) {
        return http(status, body, Map.of());
    }

    static HttpAnswer http(int status, String body, Map<String, String> headers) {
        return new HttpAnswer(status, headers, bytes(body), false, NOW);
    }

    static HttpAnswer truncated(int status, String body) {
        return new HttpAnswer(status, Map.of(), bytes(body), true, NOW);
    }

    /** 200 with a record that has these fields beside its request id. */
    static HttpAnswer record(String fields) {
        return http(200, "{'request_id':'" + ID + "'" + (fields.isEmpty() ? "" : "," + fields) + "}");
    }

    static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}
