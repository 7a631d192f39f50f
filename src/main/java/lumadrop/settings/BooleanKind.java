package lumadrop.settings;

import java.util.Locale;

/** {@code true} or {@code false}, and nothing else: a misspelt yes must not be a no. */
record BooleanKind() implements Kind<Boolean> {
    @Override
    public Boolean read(String text) {
        return switch (tidy(text)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    @Override
    public String expected() {
        return "true or false";
    }

    @Override
    public String tidy(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
