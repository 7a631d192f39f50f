package lumadrop.settings;

/** Shows a value that someone else wrote in a message of one line. */
final class Quote {
    private static final int MOST = 80;

    private Quote() {}

    /** The text in quotes, control characters and the like spelt out, cut after 80 characters. */
    static String of(String text) {
        StringBuilder quoted = new StringBuilder("'");
        text.codePoints().limit(MOST).forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> quoted.append(String.format("\\u%04x", c));
                default -> quoted.appendCodePoint(c);
            }
        });
        return quoted.append(text.codePointCount(0, text.length()) > MOST ? "…'" : "'")
                .toString();
    }
}
