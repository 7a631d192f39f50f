package lumadrop.api;

import java.net.URI;
import java.util.Locale;

/** Tells the API's own host from every other: the key goes there and nowhere else. */
public final class ApiHost {
    private final String scheme;
    private final String host;
    private final int port;

    /** @throws IllegalArgumentException if the base is no absolute http(s) URL with a host */
    public ApiHost(URI base) {
        Endpoints.check(base);
        this.scheme = base.getScheme().toLowerCase(Locale.ROOT);
        this.host = plain(base.getHost());
        this.port = port(scheme, base.getPort());
    }

    /** Whether scheme, host and effective port of the base are these. */
    public static boolean isApi(URI base, String scheme, String host, int port) {
        return new ApiHost(base).isApi(scheme, host, port);
    }

    /**
     * Whether a request that is about to leave goes to the API.
     *
     * @param host an IPv6 address with or without brackets
     * @param port negative: the scheme's own
     */
    public boolean isApi(String scheme, String host, int port) {
        if (scheme == null || host == null) {
            return false;
        }
        String asked = scheme.toLowerCase(Locale.ROOT);
        return asked.equals(this.scheme) && plain(host).equals(this.host) && port(asked, port) == this.port;
    }

    private static String plain(String host) {
        String plain = host.toLowerCase(Locale.ROOT);
        return plain.startsWith("[") && plain.endsWith("]") ? plain.substring(1, plain.length() - 1) : plain;
    }

    private static int port(String scheme, int port) {
        if (port >= 0) {
            return port;
        }
        return switch (scheme) {
            case "https" -> 443;
            case "http" -> 80;
            default -> -1;
        };
    }
}
