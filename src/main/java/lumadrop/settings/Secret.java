package lumadrop.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A password from a variable of the environment, or from a file that another one names ({@code NAME_FILE}). */
final class Secret {
    private static final int MOST_BYTES = 16 * 1024;

    private Secret() {}

    /**
     * The text without the line's end that editors put behind it; empty where neither is set. Nothing that is added to
     * the problems repeats it, nor the file's name: who mistakes the variables puts the password itself there.
     */
    static Optional<String> find(String variable, Map<String, String> environment, Problems problems) {
        String value = environment.getOrDefault(variable, "");
        String fileVariable = variable + "_FILE";
        String file = environment.getOrDefault(fileVariable, "").strip();
        if (file.isEmpty()) {
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        }
        if (!value.isEmpty()) {
            problems.add(variable + " and " + fileVariable + " are both set; keep one of them");
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            String text = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            if (!text.isEmpty() && bytes.length <= MOST_BYTES) {
                return Optional.of(text);
            }
            problems.add("the file that " + fileVariable + " names is " + (text.isEmpty() ? "empty" : "too large")
                    + "; it must hold the password and nothing else");
        } catch (IOException | InvalidPathException e) {
            problems.add("the file that " + fileVariable + " names cannot be read ("
                    + e.getClass().getSimpleName() + "); the variable holds a path, not the password");
        }
        return Optional.empty();
    }
}
