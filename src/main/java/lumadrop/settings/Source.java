package lumadrop.settings;

import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One of the places that settings come from.
 *
 * @param place what kind of place
 * @param path the file's, where it is one; else null
 * @param values by the keys' full names, trimmed, in the order of the names
 */
record Source(Place place, Path path, NavigableMap<String, String> values) {
    enum Place {
        FILE,
        ENVIRONMENT,
        SYSTEM_PROPERTIES,
        VERB
    }

    static Source file(Path path, Problems problems) {
        return new Source(Place.FILE, path, PropertiesFile.read(path, problems));
    }

    static Source verb(Map<String, String> options) {
        return new Source(Place.VERB, null, new TreeMap<>(options));
    }

    /** Names the place of a value for a message: {@code the environment variable LUMADROP_DEADLINE}. */
    String where(String name) {
        return switch (place) {
            case FILE -> path.toString();
            case ENVIRONMENT ->
                "the environment variable " + Keys.all().get(name).variable();
            case SYSTEM_PROPERTIES -> isOurs(name) ? "-D" + name : "a -D on the command line";
            case VERB -> "the command line";
        };
    }

    /** Names that are not ours come from outside and have no place in a message unquoted. */
    private static boolean isOurs(String name) {
        return Keys.all().containsKey(name) || ApiKeyFinder.isMisplaced(name);
    }

    /** The values may hold what nobody is to read. */
    @Override
    public String toString() {
        return place.toString();
    }
}
