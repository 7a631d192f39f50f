package lumadrop.drop;

import java.util.Locale;
import java.util.Optional;

/** How a drop is written; its file's ending tells. */
public enum Form {
    /** {@code .json}: one JSON value. */
    JSON(".json"),
    /** {@code .jsonl}: one job a line, blank lines ignored. */
    LINES(".jsonl");

    private final String ending;

    Form(String ending) {
        this.ending = ending;
    }

    /** The form that a file's name announces, its ending in any case; empty where it is no drop's name. */
    public static Optional<Form> ofFileName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Form form : values()) {
            if (lower.endsWith(form.ending)) {
                return Optional.of(form);
            }
        }
        return Optional.empty();
    }

    /** The ending of such a file: {@code .json}. */
    public String ending() {
        return ending;
    }
}
