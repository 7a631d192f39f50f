package lumadrop.settings;

import java.util.regex.Pattern;

/** An HTTP proxy's address, {@code none}, or nothing: then the environment says. */
record ProxyKind() implements Kind<String> {
    static final String NONE = "none";

    /** What stands before the host's @, where people put a user and a password. */
    private static final Pattern USER = Pattern.compile("(?s)^(.*//)?.*@");

    @Override
    public String read(String text) {
        if (text.isEmpty() || text.equalsIgnoreCase(NONE)) {
            return tidy(text);
        }
        if (!text.regionMatches(true, 0, "http://", 0, "http://".length())) {
            throw new IllegalArgumentException("not http://host:port");
        }
        ProxyAddress.of(text);
        return text;
    }

    @Override
    public String expected() {
        return "http://host:port, without a user; none for no proxy; or nothing";
    }

    @Override
    public String forms() {
        return "with user and password in " + ProxyFinder.USER + " and " + ProxyFinder.PASSWORD + " of the environment";
    }

    @Override
    public String tidy(String text) {
        return text.equalsIgnoreCase(NONE) ? NONE : text;
    }

    @Override
    public String shown(String text) {
        return USER.matcher(text).replaceFirst("$1***@");
    }
}
