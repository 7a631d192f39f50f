package lumadrop.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import lumadrop.api.ListItem;
import lumadrop.api.RequestBody;
import lumadrop.job.Ask;

/** How like an item of the list is to what a job asks for; the later the liker. */
enum Likeness {
    /** It says something else than the job sent. */
    NONE,
    /** It does not say what was asked: anyone's, the job's included. */
    BLANK,
    /** It says what the job sent, and leaves out some of it or adds to it, as an upstream does that fills in defaults. */
    COVERS,
    /** It says what the job sent and no more. */
    EQUAL;

    static Likeness of(ListItem item, Ask ask) {
        if (item.model() != null && !item.model().equals(ask.model())) {
            return NONE;
        }
        return item.payload() == null ? BLANK : of(item.payload(), RequestBody.payload(ask));
    }

    private static Likeness of(JsonNode echoed, ObjectNode sent) {
        boolean whole = true;
        for (Map.Entry<String, JsonNode> field : sent.properties()) {
            JsonNode echo = echoed.path(field.getKey());
            if (isSilent(echo)) {
                whole = false;
            } else if (!isSame(echo, field.getValue())) {
                return NONE;
            }
        }
        if (!sent.has("image") && !isSilent(echoed.path("image"))) {
            return NONE; // an edit, where we asked for a picture from text
        }
        if (isSilent(echoed.path("prompt"))) {
            return BLANK;
        }
        return whole && addsNothing(echoed, sent) ? EQUAL : COVERS;
    }

    private static boolean addsNothing(JsonNode echoed, ObjectNode sent) {
        Set<Map.Entry<String, JsonNode>> fields = echoed.properties();
        return fields.stream().allMatch(field -> sent.has(field.getKey()) || isSilent(field.getValue()));
    }

    private static boolean isSilent(JsonNode value) {
        return value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isEmpty();
    }

    /** A number may come back in another form: 7 as 7.0. */
    private static boolean isSame(JsonNode echo, JsonNode sent) {
        return echo.isNumber() && sent.isNumber()
                ? echo.decimalValue().compareTo(sent.decimalValue()) == 0
                : echo.equals(sent);
    }
}
