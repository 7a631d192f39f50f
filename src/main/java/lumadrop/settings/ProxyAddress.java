package lumadrop.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an HTTP proxy listens.
 *
 * @param host a name, or an address; one of IPv6 without its brackets
 */
public record ProxyAddress(String host, int port) {
    private static final Pattern FORM =
            Pattern.compile("(?i:http://)?(\\[[0-9a-fA-F:.]{2,45}]|[a-zA-Z0-9._-]{1,253}):(\\d{1,5})/?");

    private static final int MOST_PORTS = 65_535;

    /** @throws IllegalArgumentException if the text is no {@code http://host:port}; its text does not repeat it */
    static ProxyAddress of(String text) {
        Matcher parts = FORM.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        if (port < 1 || port > MOST_PORTS) {
            throw new IllegalArgumentException("not http://host:port");
        }
        return new ProxyAddress(parts.group(1).replaceAll("[\\[\\]]", ""), port);
    }

    /** {@code host:port}. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
