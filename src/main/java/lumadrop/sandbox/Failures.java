package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/** What a failed record says, and where. */
final class Failures {

    private static final String WORDS = "generation could not be completed";
    private static final String MODERATION = "Request blocked by content moderation: the prompt violates our policy";

    private Failures() {}

    /** The oddity by which this generation fails. */
    static Optional<Oddity> of(Generation generation) {
        for (Oddity oddity : generation.oddities().keySet()) {
            String name = oddity.name();
            if (name.startsWith("FAILED")
                    || name.startsWith("MODERATED")
                    || name.startsWith("THROTTLED")
                    || oddity == Oddity.SAYS_ERROR) {
                return Optional.of(oddity);
            }
        }
        return Optional.empty();
    }

    /** Writes the reason into a record whose outcome is null so far. */
    static void describe(Oddity oddity, ObjectNode record) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        switch (oddity) {
            case FAILED, SAYS_ERROR -> record.put("error_message", WORDS);
            case FAILED_ERROR -> record.put("error", WORDS);
            case FAILED_ERROR_OBJECT ->
                record.set(
                        "error",
                        json.objectNode()
                                .put("code", 500)
                                .put("details", "{\"detail\":\"" + WORDS + "\",\"type\":\"worker\"}"));
            case FAILED_OUTCOME_ERROR -> record.set("outcome", json.objectNode().put("error", WORDS));
            case FAILED_OUTCOME_MESSAGE ->
                record.set("outcome", json.objectNode().put("message", WORDS));
            case FAILED_REASON -> record.put("reason", WORDS);
            case FAILED_MESSAGE -> record.put("message", WORDS);
            case FAILED_NO_REASON -> record.putNull("error_message");
            case MODERATED -> record.put("error_message", MODERATION);
            case MODERATED_ERROR ->
                record.set("error", json.objectNode().put("message", MODERATION).put("type", "moderation"));
            case MODERATED_OUTCOME_ERROR ->
                record.set("outcome", json.objectNode().put("error", MODERATION));
            case MODERATED_OUTCOME_MESSAGE ->
                record.set("outcome", json.objectNode().put("message", MODERATION));
            case THROTTLED -> record.put("error_message", "Rate limit reached: 4 RPM. Please try again later.");
            case THROTTLED_CAPACITY -> record.put("error_message", "Upstream at capacity, try again in a while");
            case THROTTLED_QUOTA -> record.put("error_message", "Quota exceeded for this model");
            default ->
                record.put(
                        "error_message",
                        oddity.name().substring("FAILED_".length()).toLowerCase(Locale.ROOT));
        }
    }
}
