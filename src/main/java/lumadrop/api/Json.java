package lumadrop.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** Reads JSON that cannot be trusted: never throws, never nests or grows beyond what the constraints allow. */
final class Json {
    /** Far more than a record of the upstream needs, far less than a stack overflow needs. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_TOKENS = 2_000_000;

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    // Names in answers are the sender's choice: they must not stay in tables that outlive the answer.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .build();

    private Json() {}

    /** The value that the bytes begin with; empty where they are no JSON, or none that we are willing to read. */
    static Optional<JsonNode> read(byte[] bytes) {
        try {
            return whole(MAPPER.readTree(bytes));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** As {@link #read(byte[])}. */
    static Optional<JsonNode> read(String text) {
        try {
            return whole(MAPPER.readTree(text));
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> whole(JsonNode node) {
        return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    }

    /**
     * The value of a top-level field of a document that may be cut off or broken behind it; empty where the breach
     * comes first, or the field is no text.
     */
    static Optional<String> salvage(byte[] bytes, String field) {
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = field.equals(parser.currentName());
                JsonToken value = parser.nextToken();
                if (wanted) {
                    return value == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }
}
