package lumadrop.flow;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
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
 * Tells what failed before a request left, after which a paid one may be sent again, from what failed later. The failure
 * alone does not say it: a network that cannot be reached is a {@link java.net.SocketException} as a reset connection is,
 * and what goes wrong with TLS may be any exception. How far the request had come does: before it left, all is a
 * {@link ConnectException} here, or an {@link UnknownHostException}.
 *
 * <p>Tells what a proxy says from what the host behind it says, too. The library hands on a proxy's refusal as if it were
 * the host's answer, and takes a host's 407 for the proxy's; here the first is a failed connection, and the second an
 * answer like any other, for which nothing is sent twice.
 */
final class Departure {
    /** Set in a request's context as it leaves by a connection that stands, and a tunnel where there is to be one. */
    private static final String LEFT = "lumadrop.left";

    /** The way to a host is closed: nothing was sent to it. */
    static final class Refused extends ConnectException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private Departure() {}

    static void watch(HttpClientBuilder builder) {
        builder.addExecInterceptorBefore(ChainElement.CONNECT.name(), "before-departure", Departure::before);
        builder.addExecInterceptorAfter(ChainElement.CONNECT.name(), "departure", Departure::leave);
    }

    private static ClassicHttpResponse before(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpRoute route = scope.route;
        scope.clientContext.removeAttribute(LEFT);
        ClassicHttpResponse answer;
        try {
            answer = chain.proceed(request, scope);
        } catch (IOException | HttpException | RuntimeException e) {
            if (hasLeft(scope)) {
                throw e;
            }
            if (route.isTunnelled()) {
                throw refused(route, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
            }
            if (e instanceof ConnectException || e instanceof UnknownHostException) {
                throw e;
            }
            ConnectException failed = new ConnectException("no connection to " + route.getTargetHost());
            failed.initCause(e);
            throw failed;
        }
        if (route.isTunnelled() && !hasLeft(scope)) {
            answer.close();
            throw refused(route, words(answer.getCode()), null);
        }
        return answer;
    }

    private static ClassicHttpResponse leave(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        scope.clientContext.setAttribute(LEFT, true);
        ClassicHttpResponse answer = chain.proceed(request, scope);
        if (scope.route.isTunnelled()) {
            answer.removeHeaders(HttpHeaders.PROXY_AUTHENTICATE);
        }
        return answer;
    }

    private static boolean hasLeft(ExecChain.Scope scope) {
        return scope.clientContext.getAttribute(LEFT) != null;
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
