package lumadrop.settings;

import java.util.List;
import java.util.Locale;
import lumadrop.text.Nearest;

/** Finds names that were meant as a setting and are none: a setting that is silently not obeyed is the worst kind. */
final class UnknownKeys {
    static final String WHERE_TO_LOOK = "config/application.properties of the installation lists all of them";

    private UnknownKeys() {}

    /** Whether the name is meant as a setting: {@code lumadrop.} stands before it, in any case, or was forgotten. */
    static boolean isMeant(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(Key.PREFIX)
                || Keys.all().containsKey(Key.PREFIX.concat(name));
    }

    static void check(Source source, Problems problems) {
        for (String name : source.values().keySet()) {
            if (isMeant(name) && !Keys.all().containsKey(name) && !ApiKeyFinder.isMisplaced(name)) {
                problems.add(problems.quoted(name) + ", from " + source.where(name) + ", is no setting; " + hint(name));
            }
        }
    }

    private static String hint(String name) {
        boolean prefixed = name.toLowerCase(Locale.ROOT).startsWith(Key.PREFIX);
        String meant = prefixed ? name.substring(Key.PREFIX.length()) : name;
        List<String> known = Keys.all().values().stream().map(Key::shortName).toList();
        return Nearest.to(meant, known)
                .map(nearest -> "did you mean " + Key.PREFIX + nearest + "?")
                .orElse(WHERE_TO_LOOK);
    }
}
