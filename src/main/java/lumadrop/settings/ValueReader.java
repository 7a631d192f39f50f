package lumadrop.settings;

import java.util.List;

/** Takes a key's text from the place that wins, and reads it. */
final class ValueReader {
    private ValueReader() {}

    /**
     * @param sources in rising precedence
     * @return null where a problem was added instead
     */
    static Setting read(Key<?> key, List<Source> sources, Problems problems) {
        String text = key.text();
        String where = Setting.DEFAULT_SOURCE;
        for (Source source : sources) {
            String own = source.values().get(key.name());
            if (own != null) {
                text = own;
                where = source.where(key.name());
            }
        }
        String fault;
        // A value that is shown nowhere may hold it: the sandbox's own key is often the one that is in the environment.
        if (problems.holdsKey(text) && !key.secret()) {
            fault = "it holds the API key; take it out there";
        } else if (text.contains("{{")) {
            fault = "references ({{…}}) are not resolved here; write the value itself, or set " + key.variable()
                    + " in the environment";
        } else if (hasControls(text)) {
            fault = "it has a control character; in a properties file a backslash is written \\\\";
        } else {
            try {
                Object value = key.kind().read(text);
                return new Setting(key, value, key.kind().tidy(text), where);
            } catch (IllegalArgumentException e) {
                fault = "expected " + key.kind().expected() + forms(key.kind());
            }
        }
        problems.add(key.name() + ": found " + problems.quoted(key, text) + ", from " + where + "; " + fault);
        return null;
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static String forms(Kind<?> kind) {
        return kind.forms().isEmpty() ? "" : ", " + kind.forms();
    }
}
