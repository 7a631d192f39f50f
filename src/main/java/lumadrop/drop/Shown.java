package lumadrop.drop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Shows what came from outside: shortened, with nothing in it that moves a cursor or turns a line around, and without the
 * user and the password of a URL.
 */
final class Shown {
    /** Code points of a value that are shown at most. */
    private static final int LIMIT = 80;

    private static final Pattern USER = Pattern.compile("//[^/?#\\s]*@");

    private Shown() {}

    /** The text in double quotes. */
    static String quoted(CharSequence text) {
        return '"' + plain(text, LIMIT) + '"';
    }

    /** The text without quotes. */
    static String plain(CharSequence text) {
        return plain(text, LIMIT);
    }

    /** A value with its kind: {@code number 3}, {@code null}, {@code string "abc"}, {@code an object}. */
    static String value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "the string " + quoted(node.textValue());
            case NUMBER -> "the number " + plain(node.asText());
            default -> plain(node.asText());
        };
    }

    /** A number for people: {@code 10,000}. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** One character for people: itself in quotes, or its code where it cannot be seen. */
    static String character(int codePoint) {
        return hidden(codePoint)
                ? String.format(Locale.ROOT, "the character U+%04X", codePoint)
                : "'" + Character.toString(codePoint) + "'";
    }

    /** The text without quotes, so many characters of it at most. */
    static String plain(CharSequence raw, int limit) {
        // Before it is cut: a cut may take the @ and leave the password.
        String text = USER.matcher(raw).replaceAll("//***@");
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (int count = 0; at < text.length() && count < limit; count++) {
            int codePoint = Character.codePointAt(text, at);
            at += Character.charCount(codePoint);
            if (codePoint == '\n') {
                shown.append("\\n");
            } else if (hidden(codePoint)) {
                for (char unit : Character.toChars(codePoint)) {
                    shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                shown.appendCodePoint(codePoint);
            }
        }
        return at < text.length() ? shown.append('…').toString() : shown.toString();
    }

    private static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }
}
