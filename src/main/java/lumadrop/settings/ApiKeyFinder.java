package lumadrop.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the API key where it may be: {@code GMI_API_KEY}, {@code LUMADROP_API_KEY}, a variable that a properties file
 * refers to, or the file that {@code GMI_API_KEY_FILE} names. Refuses it everywhere else, without repeating it.
 */
final class ApiKeyFinder {
    static final String VARIABLE = "GMI_API_KEY";
    static final String FILE_VARIABLE = "GMI_API_KEY_FILE";

    /** Names under which people try to hand the key over, besides the key's own. */
    private static final Set<String> MISPLACED = Set.of(VARIABLE, FILE_VARIABLE, Keys.API_KEY.variable(), "api.key");

    private static final Pattern REFERENCE = Pattern.compile("\\{\\{env:(\\w+)}}");
    private static final Pattern KEY = Pattern.compile("[!-~]+");
    private static final int MOST_BYTES = 16 * 1024;
    private static final String WHERE_IT_GOES = "put it into the environment variable " + VARIABLE
            + ", or into a file of its own that " + FILE_VARIABLE + " names";

    private final Map<String, String> environment;
    private final Problems problems;

    /** Where a key was found, and the key. */
    private final Map<String, String> found = new LinkedHashMap<>();

    ApiKeyFinder(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Whether the name, in a file or on a command line, can only be an attempt to hand the key over. */
    static boolean isMisplaced(String name) {
        return MISPLACED.contains(name);
    }

    /** @param sources in rising precedence */
    Optional<String> find(List<Source> sources) {
        fromVariable(VARIABLE);
        fromVariable(Keys.API_KEY.variable());
        String referredTo = references(sources);
        if (referredTo != null && !referredTo.equals(FILE_VARIABLE)) {
            fromVariable(referredTo);
        }
        fromFile();
        Set<String> keys = new LinkedHashSet<>(found.values());
        if (keys.size() > 1) {
            problems.add("the API key: " + String.join(" and ", found.keySet()) + " differ; keep one of them");
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.iterator().next());
    }

    /** The variable that the last file with a reference refers to; null where none does. */
    private String references(List<Source> sources) {
        String variable = null;
        for (Source source : sources) {
            for (Map.Entry<String, String> entry : source.values().entrySet()) {
                String name = entry.getKey();
                String value = entry.getValue();
                if (isMisplaced(name)) {
                    refuse(name, value, source);
                } else if (name.equals(Keys.API_KEY.name()) && !value.isEmpty()) {
                    Matcher reference = REFERENCE.matcher(value);
                    if (source.place() == Source.Place.FILE && reference.matches()) {
                        variable = reference.group(1);
                    } else {
                        refuse(name, value, source);
                    }
                }
            }
        }
        return variable;
    }

    private void refuse(String name, String value, Source source) {
        problems.keepQuiet(value);
        if (name.equals(FILE_VARIABLE)) {
            problems.add(name + " is an environment variable and has no effect as " + source.where(name));
            return;
        }
        problems.add(name + ": the API key is not taken from " + source.where(name) + ", where others can read it;"
                + " take it out there and " + WHERE_IT_GOES);
    }

    private void fromVariable(String variable) {
        String value = environment.getOrDefault(variable, "").strip();
        if (!value.isEmpty()) {
            take("the environment variable " + variable, value);
        }
    }

    private void fromFile() {
        String name = environment.getOrDefault(FILE_VARIABLE, "").strip();
        if (name.isEmpty()) {
            return;
        }
        // Without its name: who mistakes the variable for GMI_API_KEY puts the key itself there.
        String where = "the file that " + FILE_VARIABLE + " names";
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            String value = new String(bytes, StandardCharsets.UTF_8).strip();
            if (bytes.length > MOST_BYTES) {
                problems.add("the API key: " + where + " is too large; it must hold the key and nothing else");
            } else if (value.isEmpty()) {
                problems.add("the API key: " + where + " is empty; it must hold the key and nothing else");
            } else {
                take(where, value);
            }
        } catch (NoSuchFileException e) {
            problems.add("the API key: " + where + " does not exist; the variable holds a path, not the key");
        } catch (AccessDeniedException e) {
            problems.add("the API key: " + where + " cannot be read; this user is not allowed to");
        } catch (IOException | InvalidPathException e) {
            problems.add("the API key: " + where + " cannot be read; is it a file?");
        }
    }

    private void take(String where, String value) {
        problems.keepQuiet(value);
        if (KEY.matcher(value).matches()) {
            found.put(where, value);
        } else {
            problems.add("the API key: " + where + " has white space or other characters that no key has;"
                    + " it must hold the key and nothing else");
        }
    }
}
