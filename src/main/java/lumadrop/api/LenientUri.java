package lumadrop.api;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a URL as browsers do: what {@link URI} refuses is percent-encoded, everything else stays to the character, so
 * that a signature in the query still holds.
 */
final class LenientUri {
    private static final int MAX_LENGTH = 16_384;

    private static final Pattern PARTS = Pattern.compile("(?is)(https?)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");

    private static final String PATH = "-._~!$&'()*+,;=:@/";
    private static final String QUERY = PATH + "?[]";

    private LenientUri() {}

    /** Empty unless it is an absolute http(s) URL with a host. */
    static Optional<URI> of(String text) {
        String url = text.strip();
        Matcher parts = PARTS.matcher(url);
        if (url.length() > MAX_LENGTH || !parts.matches()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(parts.group(1).toLowerCase(Locale.ROOT)
                    + "://"
                    + ascii(parts.group(2))
                    + encoded(parts.group(3), PATH)
                    + part(parts.group(4))
                    + part(parts.group(5)));
            return uri.getHost() == null || uri.getPort() > 65_535 ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException | IllegalArgumentException unusable) {
            return Optional.empty();
        }
    }

    private static String ascii(String authority) {
        boolean plain = authority.chars().allMatch(c -> c < 128);
        int at = authority.lastIndexOf('@') + 1;
        int colon = authority.indexOf(':', at);
        int end = colon < 0 ? authority.length() : colon;
        return plain
                ? authority
                : authority.substring(0, at) + IDN.toASCII(authority.substring(at, end)) + authority.substring(end);
    }

    /** A query or fragment with the mark that begins it. */
    private static String part(String part) {
        return part == null ? "" : part.charAt(0) + encoded(part.substring(1), QUERY);
    }

    private static String encoded(String part, String allowed) {
        StringBuilder encoded = new StringBuilder(part.length() + 16);
        for (int i = 0; i < part.length(); ) {
            int c = part.codePointAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (letter || allowed.indexOf(c) >= 0 || c == '%' && isHex(part, i + 1) && isHex(part, i + 2)) {
                encoded.appendCodePoint(c);
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append(String.format("%%%02X", b & 0xff));
                }
            }
            i += Character.charCount(c);
        }
        return encoded.toString();
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && text.charAt(at) < 128 && Character.digit(text.charAt(at), 16) >= 0;
    }
}
