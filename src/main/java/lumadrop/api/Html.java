package lumadrop.api;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words what an HTML page is that came in place of an answer; never passes on markup. */
final class Html {
    /** Titles stand near the top; the rest of a page is not searched. */
    private static final int SEARCHED = 16_384;

    private static final Pattern TITLE = Pattern.compile("(?is)<title[^>]{0,200}>([^<]{1,1000})");

    private Html() {}

    static boolean is(String text) {
        String start =
                text.substring(0, Math.min(text.length(), 1024)).stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype")
                || start.startsWith("<?xml")
                || start.startsWith("<!--")
                || start.startsWith("<html")
                || start.startsWith("<head")
                || start.startsWith("<body")
                || start.contains("<html");
    }

    static String words(String page) {
        Matcher title = TITLE.matcher(page.substring(0, Math.min(page.length(), SEARCHED)));
        if (title.find()) {
            String words = title.group(1).replaceAll("[<>]", "").strip();
            if (!words.isEmpty()) {
                return "an HTML page, \"" + words + "\"";
            }
        }
        return "an HTML page";
    }
}
