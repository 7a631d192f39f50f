package lumadrop.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Numbers of bytes as people write them: {@code 16MiB} (1024s), {@code 10MB} (1000s), {@code 123} (bytes). */
public final class Sizes {
    /** What a reader is told to write. */
    public static final String FORMS = "512KiB, 16MiB, 1GiB, 10MB or a plain number of bytes";

    /** The larger first, so that the first that leaves no rest is the shortest to write. */
    private static final Map<String, Long> UNITS = units();

    private Sizes() {}

    /**
     * Reads a whole number and its unit: {@code KiB MiB GiB TiB} (1024s), {@code kB MB GB TB} (1000s), {@code B} or
     * none (bytes). The letters' case does not count.
     *
     * @return bytes
     * @throws IllegalArgumentException if the text is none of these or too large for a long
     */
    public static long parse(String text) {
        String trimmed = text.strip();
        int digits = 0;
        while (digits < trimmed.length() && trimmed.charAt(digits) >= '0' && trimmed.charAt(digits) <= '9') {
            digits++;
        }
        String unit = trimmed.substring(digits);
        Long bytes = unit.isEmpty() ? Long.valueOf(1) : unit(unit);
        if (digits == 0 || bytes == null) {
            throw new IllegalArgumentException("'" + text + "' is no size; a size is written " + FORMS);
        }
        try {
            return Math.multiplyExact(Long.parseLong(trimmed.substring(0, digits)), bytes);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is too large for a size", e);
        }
    }

    /** The exact size in the largest unit that leaves no rest, the 1024s first; {@link #parse} reads it back. */
    public static String format(long bytes) {
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (bytes >= unit.getValue() && bytes % unit.getValue() == 0) {
                return bytes / unit.getValue() + unit.getKey();
            }
        }
        return bytes + "B";
    }

    private static Long unit(String wanted) {
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (unit.getKey().toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT))) {
                return unit.getValue();
            }
        }
        return null;
    }

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("TiB", 1L << 40);
        units.put("GiB", 1L << 30);
        units.put("MiB", 1L << 20);
        units.put("KiB", 1L << 10);
        units.put("TB", 1_000_000_000_000L);
        units.put("GB", 1_000_000_000L);
        units.put("MB", 1_000_000L);
        units.put("kB", 1_000L);
        units.put("B", 1L);
        return units;
    }
}
