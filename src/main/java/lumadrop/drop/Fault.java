package lumadrop.drop;

import java.util.Objects;

/**
 * One thing that is wrong with a drop, in words for its sender.
 *
 * @param pointer JSON pointer (RFC 6901) of the value; in a {@code .jsonl} file inside the line; null where the whole
 *     file is meant. It can hold any character of a field's name: show it with {@link #sentence()}
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1, in characters (an emoji is one); 0 where the whole file is meant
 * @param found what stands there, shortened, control characters escaped
 * @param expected what should stand there
 * @param hint what was most likely meant, as a question: {@code did you mean 'prompt'?}; null where nobody can tell
 */
public record Fault(String pointer, int line, int column, String found, String expected, String hint) {
    public Fault {
        Objects.requireNonNull(found);
        Objects.requireNonNull(expected);
    }

    /** A fault without a hint. */
    public Fault(String pointer, int line, int column, String found, String expected) {
        this(pointer, line, column, found, expected, null);
    }

    /** A fault of the file as a whole, such as one that cannot be read. */
    public static Fault ofFile(String found, String expected) {
        return new Fault(null, 0, 0, found, expected);
    }

    /** The fault on one line: where, found, expected. Safe to print. */
    public String sentence() {
        StringBuilder text = new StringBuilder();
        if (line > 0) {
            text.append("line ").append(line).append(", column ").append(column);
            if (pointer != null && !pointer.isEmpty()) {
                text.append(" (").append(Shown.plain(pointer)).append(')');
            }
            text.append(": ");
        }
        return text.append(found)
                .append("; ")
                .append(hint != null ? hint : "expected " + expected)
                .toString();
    }
}
