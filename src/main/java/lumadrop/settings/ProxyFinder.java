package lumadrop.settings;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the proxy: {@code lumadrop.http.proxy}, or what the environment says to every program ({@code HTTPS_PROXY}). Its
 * user and password come from the environment or a file alone, for everybody can read a command line.
 */
final class ProxyFinder {
    static final String USER = "LUMADROP_HTTP_PROXY_USER";
    static final String PASSWORD = "LUMADROP_HTTP_PROXY_PASSWORD";

    private final Map<String, String> environment;
    private final Settings settings;
    private final Problems problems;

    ProxyFinder(Map<String, String> environment, Settings settings, Problems problems) {
        this.environment = environment;
        this.settings = settings;
        this.problems = problems;
    }

    Optional<Proxy> find() {
        String own = settings.get(Keys.HTTP_PROXY);
        if (own.equals(ProxyKind.NONE)) {
            return Optional.empty();
        }
        if (!own.isEmpty()) {
            return Optional.of(proxy(ProxyAddress.of(own), settings.source(Keys.HTTP_PROXY), login()));
        }
        String variable = environment.getOrDefault("https_proxy", "").isBlank() ? "HTTPS_PROXY" : "https_proxy";
        String text = environment.getOrDefault(variable, "").strip();
        return text.isEmpty() ? Optional.empty() : ofEnvironment(variable, text);
    }

    private Optional<Proxy> ofEnvironment(String variable, String text) {
        int at = text.lastIndexOf('@');
        int start = text.indexOf("//") < 0 ? 0 : text.indexOf("//") + 2;
        try {
            boolean named = at >= start;
            String user = named ? text.substring(start, at) : "";
            ProxyAddress address = ProxyAddress.of(named ? text.substring(0, start) + text.substring(at + 1) : text);
            Optional<Proxy.Login> login = login();
            return Optional.of(proxy(
                    address,
                    "the environment variable " + variable,
                    login.isPresent() || user.isEmpty() ? login : Optional.of(decoded(user))));
        } catch (IllegalArgumentException e) {
            // Its text may hold a password.
            problems.add("the environment variable " + variable + " names no proxy that lumadrop can use; expected"
                    + " http://host:port or http://user:password@host:port (" + Keys.HTTP_PROXY.name()
                    + " takes its place; none for no proxy)");
            return Optional.empty();
        }
    }

    private Proxy proxy(ProxyAddress address, String source, Optional<Proxy.Login> login) {
        List<String> own = settings.get(Keys.HTTP_NO_PROXY);
        return new Proxy(address, source, login, own.isEmpty() ? exceptions() : own, !own.isEmpty());
    }

    private List<String> exceptions() {
        String text = environment.getOrDefault("no_proxy", "").isBlank()
                ? environment.getOrDefault("NO_PROXY", "")
                : environment.get("no_proxy");
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private Optional<Proxy.Login> login() {
        String user = environment.getOrDefault(USER, "").strip();
        Optional<String> password = Secret.find(PASSWORD, environment, problems);
        if (user.isEmpty()) {
            password.ifPresent(alone -> problems.add(PASSWORD + " is set, but not " + USER + ": set both"));
            return Optional.empty();
        }
        return Optional.of(new Proxy.Login(user, password.orElse("")));
    }

    /** {@code %40} stands for an @, in a user's name as in a password. */
    private static Proxy.Login decoded(String user) {
        String[] parts = user.split(":", 2);
        return new Proxy.Login(decode(parts[0]), parts.length < 2 ? "" : decode(parts[1]));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
