package lumadrop.api;

import java.util.regex.Pattern;

/**
 * Makes a foreign text fit to be shown and kept: one line, at most {@value #MAX_LENGTH} characters, nothing that steers
 * a terminal or turns the reading direction, and no key. Upstreams echo a refused key in the words of the refusal.
 */
final class OneLine {
    static final int MAX_LENGTH = 500;

    /** What follows the scheme's name in an echoed {@code Authorization} header. */
    private static final Pattern BEARER = Pattern.compile("(?i)\\b(bearer)[\\s:=]+\\S+");

    /** A JSON Web Token: the form that the vendor's keys have. */
    private static final Pattern TOKEN = Pattern.compile("\\beyJ[\\w-]{8,}\\.[\\w-]+(\\.[\\w-]*)?");

    private final ApiKey key;

    /** @param key taken out of every text; null: none is known */
    OneLine(ApiKey key) {
        this.key = key;
    }

    String of(String text) {
        return of(text, MAX_LENGTH);
    }

    /** Keys are taken out before the cut, which could leave half of one. */
    String of(String text, int maxLength) {
        return cut(withoutKeys(printable(text)), maxLength);
    }

    private String withoutKeys(String text) {
        String hidden = key == null ? text : key.hideIn(text);
        hidden = BEARER.matcher(hidden).replaceAll("$1 [hidden]");
        return hidden.contains("eyJ") ? TOKEN.matcher(hidden).replaceAll("[hidden]") : hidden;
    }

    private static String printable(String text) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), 1024));
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SPACE_SEPARATOR -> space = true;
                // Turns of direction, invisible marks and tags.
                case Character.FORMAT -> {}
                default -> {
                    if (space && !line.isEmpty()) {
                        line.append(' ');
                    }
                    space = false;
                    line.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c);
                }
            }
        }
        return line.toString();
    }

    private static String cut(String line, int maxLength) {
        if (line.length() <= maxLength) {
            return line;
        }
        int end = maxLength - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }
}
