package lumadrop.settings;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A base URL that may be trusted with the API key: https, or http that does not leave this machine. Slashes at its end
 * are taken off, because paths are appended to it.
 */
record BaseUrlKind() implements Kind<URI> {
    /** Literals only: what a name of this machine resolves to is the resolver's word, and it can change. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(?i)localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1]");

    private static final Pattern PRIVATE_PARTS = Pattern.compile("//[^/@]*@|[?#].*");

    @Override
    public URI read(String text) {
        URI url = URI.create(tidy(text));
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        boolean plain = "http".equalsIgnoreCase(url.getScheme());
        String host = url.getHost();
        if (host == null
                || !(secure || plain && LOOPBACK.matcher(host).matches())
                || url.getPort() > 65535
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw new IllegalArgumentException("not a base URL that may be used");
        }
        return url;
    }

    @Override
    public String expected() {
        return "an https:// URL, or http:// to this machine (localhost, 127.0.0.1, [::1]),"
                + " without user, query or fragment";
    }

    @Override
    public String tidy(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    /** Without what a password or a key may have been put into. */
    @Override
    public String shown(String text) {
        return PRIVATE_PARTS.matcher(text).replaceAll(found -> found.group().startsWith("//") ? "//***@" : "?***");
    }
}
