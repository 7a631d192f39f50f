package lumadrop.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lumadrop.text.Nearest;

/** Finds the settings among a process's environment variables. */
final class EnvironmentVariables {
    /** Variables that start like a setting and are none: read before there are settings, or secret. */
    private static final Set<String> NOT_SETTINGS = Set.of(
            "LUMADROP_HOME",
            "LUMADROP_JAVA_OPTS",
            ProxyFinder.USER,
            ProxyFinder.PASSWORD,
            ProxyFinder.PASSWORD + "_FILE",
            Network.TRUST_STORE_PASSWORD,
            Network.TRUST_STORE_PASSWORD + "_FILE");

    private EnvironmentVariables() {}

    /** The settings by their keys' names. A variable that is empty counts as not set, which is what it mostly means. */
    static Source read(Map<String, String> environment) {
        TreeMap<String, String> values = new TreeMap<>();
        for (Key<?> key : Keys.all().values()) {
            String value = environment.getOrDefault(key.variable(), "").strip();
            if (!key.name().equals(Keys.API_KEY.name())
                    && !value.isEmpty()
                    && !ServiceLinks.isOne(key.variable(), value)) {
                values.put(key.name(), value);
            }
        }
        return new Source(Source.Place.ENVIRONMENT, null, values);
    }

    /** Finds what is meant as a setting and is none. */
    static void check(Map<String, String> environment, Problems problems) {
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (name.startsWith(Key.ENVIRONMENT_PREFIX)
                    && key(name) == null
                    && !NOT_SETTINGS.contains(name)
                    && !ServiceLinks.isOne(name, variable.getValue())) {
                problems.add("the environment variable " + problems.quoted(name) + " is no setting; " + hint(name));
            }
        }
    }

    private static String hint(String variable) {
        List<String> known = new ArrayList<>();
        for (Key<?> key : Keys.all().values()) {
            known.add(rest(key.variable()));
        }
        return Nearest.to(rest(variable), known)
                .map(nearest -> key(Key.ENVIRONMENT_PREFIX + nearest))
                .map(key -> "did you mean " + key.variable() + " (" + key.name() + ")?")
                .orElse(UnknownKeys.WHERE_TO_LOOK);
    }

    private static Key<?> key(String variable) {
        for (Key<?> key : Keys.all().values()) {
            if (key.variable().equals(variable)) {
                return key;
            }
        }
        return null;
    }

    private static String rest(String variable) {
        return variable.substring(Key.ENVIRONMENT_PREFIX.length());
    }
}
