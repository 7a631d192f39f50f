package lumadrop.schedule;

import java.nio.file.Path;

/**
 * Why a schedule file is not run.
 *
 * @param field the field at fault, or the line and column; empty where it is the file as a whole
 * @param text found, expected, what to do
 */
public record ScheduleFault(Path file, String field, String text) {
    /** All of it on one line, for a person. */
    public String line() {
        String line = file + ": " + (field.isEmpty() ? "" : field + ": ") + text;
        return line.replaceAll("\\s*\\R\\s*", " ");
    }
}
