package lumadrop.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds the settings among a JVM's many properties of its own. */
final class SystemProperties {
    private static final List<String> PREFIXES = List.of("camel.", "quartz.", "org.quartz.");

    private SystemProperties() {}

    /** @param files what these set counts as a setting here too, whatever its name */
    static Source read(Map<String, String> properties, List<Source> files) {
        TreeMap<String, String> values = new TreeMap<>();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (isSetting(property.getKey(), files)) {
                values.put(property.getKey(), property.getValue().strip());
            }
        }
        return new Source(Source.Place.SYSTEM_PROPERTIES, null, values);
    }

    private static boolean isSetting(String name, List<Source> files) {
        if (name.toLowerCase(Locale.ROOT).startsWith(Key.PREFIX) || ApiKeyFinder.isMisplaced(name)) {
            return true;
        }
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        for (Source file : files) {
            if (file.values().containsKey(name)) {
                return true;
            }
        }
        return false;
    }
}
