package lumadrop.flow;

import java.time.Duration;
import lumadrop.api.ApiHost;
import lumadrop.api.ApiKey;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * How camel-http's clients are set up. Everything that a library might do by itself is off: no retry (a submit is paid),
 * no redirect, no cookie, no login but the proxy's, no compression. The key is set by the client's last interceptor, which looks at the
 * host that the request really goes to.
 */
final class HttpClients {
    private static final Timeout LEASE = Timeout.ofMinutes(2);
    /** A submit over a connection that the server has closed meanwhile is one that may have arrived. */
    private static final TimeValue LOOK_BEFORE_SUBMIT = TimeValue.ofMilliseconds(10);
    /** The look takes a millisecond and an exception; what is free is asked {@link OnceMore} instead. */
    private static final TimeValue LOOK_BEFORE_GET = TimeValue.ofSeconds(2);

    private HttpClients() {}

    /** A pool of connections for submits; sized so that no step waits for another one's. */
    static PoolingHttpClientConnectionManager submitPool(
            int perHost, Duration connectTimeout, DnsResolver resolver, Egress egress) {
        return pool(perHost, connectTimeout, LOOK_BEFORE_SUBMIT, resolver, egress);
    }

    /** A pool of connections for what costs nothing. */
    static PoolingHttpClientConnectionManager getPool(
            int perHost, Duration connectTimeout, DnsResolver resolver, Egress egress) {
        return pool(perHost, connectTimeout, LOOK_BEFORE_GET, resolver, egress);
    }

    private static PoolingHttpClientConnectionManager pool(
            int perHost, Duration connectTimeout, TimeValue lookAfter, DnsResolver resolver, Egress egress) {
        PoolingHttpClientConnectionManagerBuilder pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(perHost)
                .setMaxConnTotal(perHost * 2)
                .setDnsResolver(egress.resolving(resolver))
                .setTlsSocketStrategy(new LazyTls())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(connectTimeout))
                        .setSocketTimeout(timeout(connectTimeout)) // until the request's own timeout takes over: TLS
                        .setValidateAfterInactivity(lookAfter)
                        .setTimeToLive(TimeValue.ofMinutes(10))
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build());
        egress.applyTo(pool);
        return pool.build();
    }

    /** The client that asks the API for what costs nothing. */
    static HttpClientConfigurer asks(
            PoolingHttpClientConnectionManager pool,
            Duration silence,
            Egress egress,
            ApiHost host,
            ApiKey key,
            String organization) {
        return repeating(pool, submits(pool, silence, egress, host, key, organization));
    }

    /** The client that submits. It and the one that asks carry the key, to the API's host, and no other does. */
    static HttpClientConfigurer submits(
            PoolingHttpClientConnectionManager pool,
            Duration silence,
            Egress egress,
            ApiHost host,
            ApiKey key,
            String organization) {
        return builder -> {
            plain(builder, pool, silence, egress);
            builder.addRequestInterceptorLast((request, entity, context) -> {
                boolean toApi = request.getAuthority() != null
                        && host.isApi(
                                request.getScheme(),
                                request.getAuthority().getHostName(),
                                request.getAuthority().getPort());
                request.removeHeaders("Authorization");
                if (toApi && key != null) {
                    request.setHeader("Authorization", "Bearer " + key.reveal());
                    if (!organization.isEmpty()) {
                        request.setHeader("X-Organization-ID", organization);
                    }
                }
            });
        };
    }

    /** The client for media hosts: it knows no key. */
    static HttpClientConfigurer media(PoolingHttpClientConnectionManager pool, Duration silence, Egress egress) {
        return repeating(pool, builder -> plain(builder, pool, silence, egress));
    }

    private static HttpClientConfigurer repeating(
            PoolingHttpClientConnectionManager pool, HttpClientConfigurer client) {
        return builder -> {
            client.configureHttpClient(builder);
            builder.addExecInterceptorFirst("once-more", new OnceMore(pool));
        };
    }

    private static void plain(
            HttpClientBuilder builder, PoolingHttpClientConnectionManager pool, Duration silence, Egress egress) {
        RequestConfig.Builder requests =
                RequestConfig.custom().setResponseTimeout(timeout(silence)).setConnectionRequestTimeout(LEASE);
        egress.applyTo(builder, requests);
        builder.setConnectionManager(pool)
                .setConnectionManagerShared(true)
                .setDefaultRequestConfig(requests.build())
                .setUserAgent("lumadrop")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .addExecInterceptorFirst("abort-unread", new AbortUnread());
        Departure.watch(builder);
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.ofMilliseconds(duration.toMillis());
    }
}
