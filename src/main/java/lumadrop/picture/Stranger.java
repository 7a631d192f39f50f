package lumadrop.picture;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lumadrop.picture.BadPicture.Kind;

/** Says what was sent in place of a picture, by its first bytes: mostly an error page under a 200. */
final class Stranger {
    private static final Pattern TITLE = tag("title");
    private static final Pattern MESSAGE = tag("message");
    private static final Pattern CODE = tag("code");

    private Stranger() {}

    /** @param length how many bytes of {@code head} there are; some 4 KiB are plenty */
    static BadPicture of(byte[] head, int length) {
        String latin = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        String format = format(latin);
        if (format != null) {
            return new BadPicture(Kind.UNSUPPORTED, "a " + format + " file; only PNG and JPEG are taken");
        }
        String text = new String(head, 0, length, StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .strip();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.contains("<html") || lower.contains("<title")) {
            return stranger("an HTML page", first(text, TITLE));
        }
        if (lower.startsWith("<?xml") || lower.startsWith("<error") || lower.startsWith("<svg")) {
            String code = first(text, CODE);
            String message = first(text, MESSAGE);
            return stranger(
                    "an XML document", code.isEmpty() || message.isEmpty() ? code + message : code + ": " + message);
        }
        if (isText(latin)) {
            return stranger(lower.startsWith("{") || lower.startsWith("[") ? "a JSON document" : "a text", text);
        }
        return stranger("unknown bytes", HexFormat.ofDelimiter(" ").formatHex(head, 0, Math.min(16, length)));
    }

    private static BadPicture stranger(String what, String words) {
        String shown = OneLine.of(words);
        return new BadPicture(Kind.NOT_A_PICTURE, what + ", not a picture" + (shown.isEmpty() ? "" : ": " + shown));
    }

    private static String format(String head) {
        if (head.startsWith("GIF8")) {
            return "GIF";
        } else if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return "WebP";
        } else if (head.startsWith("ftypavif", 4) || head.startsWith("ftyphei", 4) || head.startsWith("ftypmif1", 4)) {
            return "AVIF or HEIC";
        } else if (head.startsWith("ftyp", 4)) {
            return "video";
        } else if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
            return "TIFF";
        } else if (head.startsWith("%PDF")) {
            return "PDF";
        } else if (head.startsWith("PK\3\4")) {
            return "ZIP";
        } else if (head.startsWith("\u001f\u008b")) {
            return "gzip";
        }
        return null;
    }

    private static boolean isText(String head) {
        return head.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' || c == 0x7f);
    }

    private static Pattern tag(String name) {
        return Pattern.compile("<" + name + "\\b[^>]{0,200}>([^<]{0,1000})", Pattern.CASE_INSENSITIVE);
    }

    private static String first(String text, Pattern tag) {
        Matcher matcher = tag.matcher(text);
        return matcher.find() ? matcher.group(1).strip() : "";
    }
}
