package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** All oddities, for people. */
public final class OddityList {

    private OddityList() {}

    /** One line each: name, where it shows, what it does. */
    public static List<String> lines() {
        return Arrays.stream(Oddity.values())
                .map(oddity -> String.format(
                        Locale.ROOT,
                        "%-28s %-9s %s%s",
                        oddity.id(),
                        place(oddity),
                        oddity.description(),
                        oddity.defaultNumber() > 0 ? " (N = " + oddity.defaultNumber() + ")" : ""))
                .toList();
    }

    static ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Oddity oddity : Oddity.values()) {
            json.putObject(oddity.id())
                    .put("place", place(oddity))
                    .put("number", oddity.defaultNumber())
                    .put("description", oddity.description());
        }
        return json;
    }

    private static String place(Oddity oddity) {
        return oddity.place().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
