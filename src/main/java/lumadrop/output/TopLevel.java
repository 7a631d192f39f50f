package lumadrop.output;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads one member of an object without building the rest of it. */
final class TopLevel {
    private TopLevel() {}

    /** The member's text; null where what comes is no object, or has no such member, or that is no text. */
    static String text(JsonParser json, String member) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals(member);
            JsonToken value = json.nextToken();
            if (wanted) {
                return value == JsonToken.VALUE_STRING ? json.getText() : null;
            }
            json.skipChildren();
        }
        return null;
    }
}
