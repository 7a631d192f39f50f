package lumadrop.picture;

/** Foreign text made fit for a log line or a manifest. */
final class OneLine {
    private static final int LONGEST = 120;

    private OneLine() {}

    /**
     * The text without control, format (such as right-to-left marks) and unpaired characters, its white space folded,
     * URLs without their query (it can be a signature), at most 120 characters.
     */
    static String of(String text) {
        String bare = text.replaceAll("(?i)(https?://[^\\s\"'<>?#]*)[?#][^\\s\"'<>]*", "$1");
        String clean = bare.replaceAll("[\\p{C}\\p{Z}\\s\\x{FFFD}]+", " ").strip();
        if (clean.codePointCount(0, clean.length()) <= LONGEST) {
            return clean;
        }
        return clean.substring(0, clean.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
    }
}
