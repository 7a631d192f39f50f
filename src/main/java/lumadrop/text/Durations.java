package lumadrop.text;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Durations as people write them: a whole number and its unit, such as {@code 500ms}, {@code 20s} or {@code 24h}. */
public final class Durations {
    /** What a reader is told to write. */
    public static final String FORMS = "500ms, 20s, 5m, 24h, 7d or PT1M";

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Durations() {}

    /**
     * Reads {@code 500ms}, {@code 20s}, {@code 5m}, {@code 24h}, {@code 7d} (a day is 24 hours) or ISO 8601's
     * {@code PT1M}. A number without unit is refused: half the world would mean seconds, the other half milliseconds.
     *
     * @throws IllegalArgumentException if the text is none of these, negative, or longer than 292 million years
     */
    public static Duration parse(String text) {
        String trimmed = text.strip();
        if (trimmed.toUpperCase(Locale.ROOT).startsWith("P")) {
            return iso(trimmed);
        }
        int digits = 0;
        while (digits < trimmed.length() && isDigit(trimmed.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            throw refused(text);
        }
        long unit = millis(trimmed.substring(digits), text);
        try {
            return Duration.ofMillis(Math.multiplyExact(Long.parseLong(trimmed.substring(0, digits)), unit));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is too long for a duration", e);
        }
    }

    /**
     * The shortest form that {@link #parse} reads back to the same duration: the largest unit that leaves no rest
     * ({@code 90m}, not {@code 1.5h}); ISO 8601 where there are parts of a millisecond.
     */
    public static String format(Duration duration) {
        if (!duration.equals(duration.truncatedTo(ChronoUnit.MILLIS))) {
            return duration.toString();
        }
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        } else if (millis % DAY == 0) {
            return millis / DAY + "d";
        } else if (millis % HOUR == 0) {
            return millis / HOUR + "h";
        } else if (millis % MINUTE == 0) {
            return millis / MINUTE + "m";
        } else if (millis % SECOND == 0) {
            return millis / SECOND + "s";
        }
        return millis + "ms";
    }

    private static long millis(String unit, String text) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            case "d" -> DAY;
            case "" -> throw new IllegalArgumentException("'" + text + "' has no unit; a duration is written " + FORMS);
            default -> throw refused(text);
        };
    }

    private static Duration iso(String text) {
        Duration duration;
        try {
            duration = Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw refused(text);
        }
        if (duration.isNegative()) {
            throw new IllegalArgumentException("'" + text + "' is negative; a duration is written " + FORMS);
        }
        return duration;
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is no duration; a duration is written " + FORMS);
    }

    /** The first where they are alike. */
    public static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** The first where they are alike. */
    public static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
