package lumadrop.flow;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Which way a request goes: https through the proxy, by a tunnel that the proxy cannot look into; plain http, which is
 * for this machine and for tests, never.
 *
 * <p>The library's own planner goes straight to a host that is the proxy itself. Here that goes through the proxy like
 * everything else, since the proxy's address is the one that is not held against {@link PublicAddresses}.
 */
final class ProxyRoutes implements HttpRoutePlanner {
    private final HttpHost proxy;
    private final NoProxy exceptions;

    ProxyRoutes(HttpHost proxy, NoProxy exceptions) {
        this.proxy = proxy;
        this.exceptions = exceptions;
    }

    @Override
    public HttpRoute determineRoute(HttpHost target, HttpContext context) throws HttpException {
        HttpHost at = RoutingSupport.normalize(target, DefaultSchemePortResolver.INSTANCE);
        boolean secure = URIScheme.HTTPS.same(at.getSchemeName());
        return secure && (isProxy(at.getHostName()) || !exceptions.covers(at))
                ? new HttpRoute(at, null, proxy, true)
                : new HttpRoute(at, null, secure);
    }

    /** Whether anything at all goes through the proxy. */
    boolean isUsed() {
        return !exceptions.isEverything();
    }

    boolean isProxy(String host) {
        return HostNames.plain(host).equals(HostNames.plain(proxy.getHostName()));
    }
}
