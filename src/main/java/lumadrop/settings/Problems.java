package lumadrop.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong, so that it is said at once and not one start at a time. */
final class Problems {
    /** Shorter ones are no real keys, and would blot out parts of other words. */
    private static final int SHORTEST_KEY = 8;

    /** A shorter one is a stand-in for use with the sandbox, and may well be part of an honest value. */
    private static final int SHORTEST_REAL_KEY = 16;

    private final List<String> lines = new ArrayList<>();
    private final Set<String> unspoken = new HashSet<>();

    void add(String line) {
        lines.add(line);
    }

    /** From here on the API key is blotted out of what is quoted: people paste it into the wrong line. */
    void keepQuiet(String key) {
        if (key.length() >= SHORTEST_KEY) {
            unspoken.add(key);
        }
    }

    /** Whether the text holds what can only be the API key. */
    boolean holdsKey(String text) {
        for (String key : unspoken) {
            if (key.length() >= SHORTEST_REAL_KEY && text.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** Text from outside, fit for a message: in quotes, on one line, cut. */
    String quoted(String text) {
        return Quote.of(blotted(text));
    }

    /** The value of a key, fit for a message. */
    String quoted(Key<?> key, String text) {
        return key.shown(blotted(text));
    }

    /** @throws SettingsFault if there are any problems */
    void stopIfAny() {
        if (!lines.isEmpty()) {
            throw new SettingsFault(lines);
        }
    }

    private String blotted(String text) {
        String blotted = text;
        for (String key : unspoken) {
            blotted = blotted.replace(key, "***");
        }
        return blotted;
    }
}
