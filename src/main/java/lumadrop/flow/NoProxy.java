package lumadrop.flow;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * What is reached without a proxy, in the words that most programs know from {@code NO_PROXY}: {@code example.com} stands
 * for itself and all below it, {@code .example.com} and {@code *.example.com} for what is below it, {@code 10.0.0.0/8} for
 * hosts that are written as an address of that network, {@code *} for everything; a port may stand behind a name or an
 * address. This machine is never reached through a proxy.
 */
final class NoProxy {
    private static final Pattern NETWORK = Pattern.compile("([^/]+)/(\\d{1,3})");
    private static final Pattern NAME =
            Pattern.compile("(\\*?\\.)?([a-zA-Z0-9_-]+(?:\\.[a-zA-Z0-9_-]+)*)\\.?(?::(\\d{1,5}))?");
    private static final Pattern WITH_PORT = Pattern.compile("(\\[[^]]+]|[\\d.]+):(\\d{1,5})");

    private final List<Predicate<HttpHost>> rules = new ArrayList<>();
    private final boolean everything;

    /**
     * @param strict whether an item that cannot be read is a fault, rather than left out
     * @throws IllegalArgumentException if one is; its text names it
     */
    NoProxy(List<String> items, boolean strict) {
        this.everything = items.contains("*");
        for (String item : items) {
            Optional<Predicate<HttpHost>> rule = rule(item);
            if (rule.isEmpty() && strict) {
                throw new IllegalArgumentException(
                        "'" + item + "' is no host, domain (.example.com), network" + " (10.0.0.0/8) or *");
            }
            rule.ifPresent(rules::add);
        }
    }

    /** Whether nothing at all goes through the proxy. */
    boolean isEverything() {
        return everything;
    }

    /** @param target with the port that it is really asked at */
    boolean covers(HttpHost target) {
        return isThisMachine(target.getHostName()) || rules.stream().anyMatch(rule -> rule.test(target));
    }

    private static boolean isThisMachine(String host) {
        String name = HostNames.plain(host);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || Literals.address(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    private static Optional<Predicate<HttpHost>> rule(String item) {
        if (item.equals("*")) {
            return Optional.of(target -> true);
        }
        Matcher network = NETWORK.matcher(item);
        if (network.matches()) {
            return Literals.address(network.group(1)).flatMap(net -> network(net, Integer.parseInt(network.group(2))));
        }
        Matcher withPort = WITH_PORT.matcher(item);
        String host = withPort.matches() ? withPort.group(1) : item;
        Optional<InetAddress> address = Literals.address(host);
        if (address.isPresent()) {
            Predicate<HttpHost> port = port(withPort.matches() ? withPort.group(2) : null);
            return network(address.get(), address.get().getAddress().length * Byte.SIZE)
                    .map(rule -> rule.and(port));
        }
        return domain(NAME.matcher(item));
    }

    private static Optional<Predicate<HttpHost>> domain(Matcher item) {
        if (!item.matches()) {
            return Optional.empty();
        }
        String name = HostNames.plain(item.group(2));
        boolean itself = item.group(1) == null;
        Predicate<HttpHost> port = port(item.group(3));
        return Optional.of(port.and(target -> {
            String asked = HostNames.plain(target.getHostName());
            return asked.endsWith("." + name) || itself && asked.equals(name);
        }));
    }

    private static Predicate<HttpHost> port(String port) {
        return target -> port == null || target.getPort() == Integer.parseInt(port);
    }

    private static Optional<Predicate<HttpHost>> network(InetAddress net, int bits) {
        int length = net.getAddress().length * Byte.SIZE;
        if (bits > length) {
            return Optional.empty();
        }
        String prefix = binary(net).substring(0, bits);
        return Optional.of(target -> Literals.address(target.getHostName())
                .map(NoProxy::binary)
                .filter(asked -> asked.length() == length && asked.startsWith(prefix))
                .isPresent());
    }

    private static String binary(InetAddress address) {
        StringBuilder bits = new StringBuilder();
        for (byte b : address.getAddress()) {
            bits.append(Integer.toBinaryString((b & 0xff) | 0x100).substring(1));
        }
        return bits.toString();
    }
}
