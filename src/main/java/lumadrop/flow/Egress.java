package lumadrop.flow;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lumadrop.settings.Keys;
import lumadrop.settings.Network;
import lumadrop.settings.Proxy;
import lumadrop.settings.Settings;
import lumadrop.settings.SettingsFault;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.StandardAuthScheme;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;

/** How this house's HTTP gets out: straight or through a proxy, and whom its TLS trusts. */
public final class Egress {
    /** Straight out, with the JDK's own certificates. */
    public static final Egress PLAIN = new Egress(Optional.empty(), null, Optional.empty());

    private final Optional<Proxy> proxy;
    private final ProxyRoutes routes;
    private final Optional<DefaultClientTlsStrategy> tls;

    private Egress(Optional<Proxy> proxy, ProxyRoutes routes, Optional<DefaultClientTlsStrategy> tls) {
        this.proxy = proxy;
        this.routes = routes;
        this.tls = tls;
    }

    /**
     * The way out for what talks to the API alone.
     *
     * @throws SettingsFault if the trust store cannot be used
     */
    public static Egress toApi(Settings settings, Network network) {
        List<String> problems = new ArrayList<>();
        Egress egress = of(settings, network, problems);
        stopIfAny(problems);
        return egress;
    }

    /**
     * The way out to the API and to wherever the pictures are.
     *
     * @throws SettingsFault also if names that answers give would be resolved by a proxy, and none are listed
     */
    public static Egress toApiAndMedia(Settings settings, Network network) {
        List<String> problems = new ArrayList<>();
        Egress egress = of(settings, network, problems);
        if (!settings.get(Keys.MEDIA_ALLOW_PRIVATE_NETWORK)
                && settings.get(Keys.MEDIA_HOSTS).isEmpty()
                && egress.routes != null
                && egress.routes.isUsed()) {
            Proxy proxy = network.proxy().get();
            problems.add(Keys.MEDIA_HOSTS.name() + ": found nothing, but the proxy " + proxy.address() + " (from "
                    + proxy.source() + ") resolves names itself, so that lumadrop cannot see whether a picture's URL"
                    + " leads into a private network: list the hosts that pictures may come from, such as"
                    + " cdn.example.com,*.example.net (or set " + Keys.HTTP_PROXY.name() + "=none)");
        }
        stopIfAny(problems);
        return egress;
    }

    private static Egress of(Settings settings, Network network, List<String> problems) {
        ProxyRoutes routes = network.proxy().map(Egress::routes).orElse(null);
        Optional<DefaultClientTlsStrategy> tls = Optional.empty();
        if (network.trustStore().isPresent()) {
            try {
                tls = Optional.of(new DefaultClientTlsStrategy(
                        Certificates.trusted(network.trustStore().get(), network.trustStorePassword())));
            } catch (IllegalArgumentException bad) {
                problems.add(settings.shown(Keys.HTTP_TRUST_STORE) + "; " + bad.getMessage()
                        + "; its password goes into LUMADROP_HTTP_TRUST_STORE_PASSWORD");
            }
        }
        return new Egress(network.proxy(), routes, tls);
    }

    private static ProxyRoutes routes(Proxy proxy) {
        HttpHost host =
                new HttpHost("http", proxy.address().host(), proxy.address().port());
        // Those that a person wrote for us were checked at the start.
        return new ProxyRoutes(host, new NoProxy(proxy.exceptions(), false));
    }

    private static void stopIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new SettingsFault(problems);
        }
    }

    void applyTo(PoolingHttpClientConnectionManagerBuilder pool) {
        tls.ifPresent(pool::setTlsSocketStrategy);
    }

    /** The proxy's own address may be private; what is behind it, the resolver gets to see only where it is not used. */
    DnsResolver resolving(DnsResolver names) {
        return proxy.isEmpty() ? names : new Resolver(names);
    }

    void applyTo(HttpClientBuilder client, RequestConfig.Builder requests) {
        if (proxy.isEmpty()) {
            return;
        }
        client.setRoutePlanner(routes);
        // No host gets a login, whatever it asks for; the proxy gets its own, and only when it asks.
        client.setTargetAuthenticationStrategy((type, challenges, context) -> List.of());
        client.setDefaultCredentialsProvider(credentials(proxy.get()));
        requests.setProxyPreferredAuthSchemes(List.of(StandardAuthScheme.DIGEST, StandardAuthScheme.BASIC));
    }

    private static CredentialsProvider credentials(Proxy proxy) {
        return (scope, context) -> proxy.login()
                .filter(login -> proxy.address().host().equalsIgnoreCase(scope.getHost())
                        && proxy.address().port() == scope.getPort())
                .map(login -> new UsernamePasswordCredentials(
                        login.user(), login.password().toCharArray()))
                .orElse(null);
    }

    /** Resolves the proxy's name as it is, every other one as it was told to. */
    private final class Resolver implements DnsResolver {
        private final DnsResolver names;

        Resolver(DnsResolver names) {
            this.names = names;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return routes.isProxy(host) ? SystemDefaultDnsResolver.INSTANCE.resolve(host) : names.resolve(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) throws UnknownHostException {
            return names.resolveCanonicalHostname(host);
        }
    }
}
