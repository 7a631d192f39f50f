package lumadrop.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes one part of a path out of text that nobody vouches for, so that Windows, macOS and Linux all take it and a
 * person sees what it is. The same text always gives the same name, and a safe name stays as it is.
 *
 * <p>Sources: "Naming Files, Paths, and Namespaces" (Microsoft) for characters, endings and device names; Unicode's
 * general categories for marks that hide or turn text.
 */
public final class SafeName {
    /** Devices of Windows, which it finds in any folder and before any ending: {@code nul.txt} is one. */
    private static final Pattern DEVICE =
            Pattern.compile("(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|CLOCK\\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(\\..*)?");

    private static final String FORBIDDEN = "/\\:*?\"<>|";

    /** Letters and marks by category that show as nothing: the grapheme joiner and the Hangul fillers. */
    private static final String INVISIBLE = "\u034f\u115f\u1160\u3164\uffa0";

    private static final int LEAST_BYTES = 4;

    private SafeName() {}

    /**
     * The text as one part of a path; the fallback, made safe too, where nothing of the text is left.
     *
     * @param maxBytes the most bytes of UTF-8, at least 4; never cuts through a character
     */
    public static String of(String raw, int maxBytes, String fallback) {
        return from(raw, maxBytes).or(() -> from(fallback, maxBytes)).orElse("_");
    }

    /** As {@link #of}, and empty where nothing of the text is left: it was {@code ..}, or blank. */
    public static Optional<String> from(String raw, int maxBytes) {
        if (maxBytes < LEAST_BYTES) {
            throw new IllegalArgumentException("a name needs at least " + LEAST_BYTES + " bytes, not " + maxBytes);
        }
        String name = withoutEnd(shortened(withoutStart(characters(raw)), maxBytes));
        if (DEVICE.matcher(name.toUpperCase(Locale.ROOT)).matches()) {
            name = withoutEnd(shortened("_" + name, maxBytes));
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /**
     * The text with each character harmless in a name, in normal form C; ends and length are not looked at. Separators
     * and wild cards become {@code _}, white space becomes a space, controls and marks that turn or hide text vanish.
     */
    public static String characters(String raw) {
        StringBuilder out = new StringBuilder(raw.length());
        for (int at = 0; at < raw.length(); ) {
            int point = raw.codePointAt(at);
            at += Character.charCount(point);
            switch (Character.getType(point)) {
                case Character.CONTROL -> {
                    if (Character.isWhitespace(point)) {
                        out.append(' ');
                    }
                }
                case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    out.append(' ');
                case Character.FORMAT -> {}
                // Half a character, or one that means what its maker says: Samba and macOS hide ':' and '\' in these.
                case Character.SURROGATE, Character.PRIVATE_USE -> out.append('_');
                default -> {
                    if (FORBIDDEN.indexOf(point) >= 0 || isNoCharacter(point)) {
                        out.append('_');
                    } else if (INVISIBLE.indexOf(point) < 0) {
                        out.appendCodePoint(point);
                    }
                }
            }
        }
        return Normalizer.normalize(out, Normalizer.Form.NFC);
    }

    /**
     * The name in ASCII, for a process that can write no others: letters lose their marks, what has no letter in ASCII
     * becomes {@code _}.
     */
    public static String ascii(String name) {
        StringBuilder out = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFD).codePoints().forEach(point -> {
            if (point < 0x80) {
                out.appendCodePoint(point);
            } else if (Character.getType(point) != Character.NON_SPACING_MARK) {
                out.append('_');
            }
        });
        return of(out.toString(), Math.max(LEAST_BYTES, out.length() + 1), "_");
    }

    /** The longest beginning of the text that fits, in whole code points. */
    public static String shortened(String text, int maxBytes) {
        int bytes = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes > maxBytes) {
                return text.substring(0, at);
            }
            at += Character.charCount(point);
        }
        return text;
    }

    private static boolean isNoCharacter(int point) {
        return (point & 0xfffe) == 0xfffe || point >= 0xfdd0 && point <= 0xfdef;
    }

    /**
     * A leading dot hides a file, {@code ~$} marks the lock files of office programs, a leading space hides in lists.
     */
    private static String withoutStart(String name) {
        int at = 0;
        while (at < name.length()) {
            if (name.charAt(at) == '.' || name.charAt(at) == ' ') {
                at++;
            } else if (name.startsWith("~$", at)) {
                at += 2;
            } else {
                break;
            }
        }
        return name.substring(at);
    }

    /** Windows drops dots and spaces at the end silently, and two names become one. */
    private static String withoutEnd(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(0, end);
    }
}
