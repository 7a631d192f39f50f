package lumadrop.flow;

import java.io.IOException;
import java.net.ConnectException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;

/**
 * Tells what a proxy says from what the host behind it says. The library hands on a proxy's refusal as if it were the
 * host's answer, and takes a host's 407 for the proxy's; here the first is a failed connection, over which nothing was
 * sent, and the second an answer like any other, for which nothing is sent twice.
 */
final class Tunnel {
    /** Set in a request's context as it leaves by a tunnel that stands. */
    private static final String STANDS = "lumadrop.tunnel";

    /** The way to a host is closed: nothing was sent to it. */
    static final class Refused extends ConnectException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private Tunnel() {}

    static void watch(HttpClientBuilder builder) {
        builder.addExecInterceptorBefore(ChainElement.CONNECT.name(), "outside-the-tunnel", Tunnel::outside);
        builder.addExecInterceptorAfter(ChainElement.CONNECT.name(), "in-the-tunnel", Tunnel::inside);
    }

    private static ClassicHttpResponse outside(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpRoute route = scope.route;
        scope.clientContext.removeAttribute(STANDS);
        ClassicHttpResponse answer;
        try {
            answer = chain.proceed(request, scope);
        } catch (IOException | HttpException e) {
            if (route.isTunnelled() && !stands(scope)) {
                throw refused(route, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
            }
            throw e;
        }
        if (route.isTunnelled() && !stands(scope)) {
            answer.close();
            throw refused(route, words(answer.getCode()), null);
        }
        return answer;
    }

    private static ClassicHttpResponse inside(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(STANDS, true);
        ClassicHttpResponse answer = chain.proceed(request, scope);
        if (scope.route.isTunnelled()) {
            answer.removeHeaders(HttpHeaders.PROXY_AUTHENTICATE);
        }
        return answer;
    }

    private static boolean stands(ExecChain.Scope scope) {
        return scope.clientContext.getAttribute(STANDS) != null;
    }

    private static Refused refused(HttpRoute route, String why, Exception cause) {
        Refused refused =
                new Refused("no way through the proxy " + route.getProxyHost().toHostString() + " to "
                        + route.getTargetHost().toHostString() + ": " + why);
        if (cause != null) {
            refused.addSuppressed(cause); // as its cause it would be the one that is shown, without the proxy
        }
        return refused;
    }

    private static String words(int status) {
        return "it answers " + status
                + (status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED
                        ? "; it wants a user and a password, or other ones than LUMADROP_HTTP_PROXY_USER and"
                                + " LUMADROP_HTTP_PROXY_PASSWORD say"
                        : "");
    }
}
