package lumadrop.flow;

import java.io.IOException;
import java.net.SocketException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.pool.ConnPoolControl;
import org.apache.hc.core5.util.TimeValue;

/**
 * Asks once more, over a new connection, where a GET met one that the server had closed since its last answer: that is
 * what servers do with connections that rest, and no trouble. Never anything but a GET, which costs nothing and changes
 * nothing.
 */
final class OnceMore implements ExecChainHandler {
    private final ConnPoolControl<?> pool;

    OnceMore(ConnPoolControl<?> pool) {
        this.pool = pool;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        try {
            return chain.proceed(request, scope);
        } catch (NoHttpResponseException | SocketException closed) {
            if (!Method.GET.isSame(request.getMethod()) || !answeredBefore(scope)) {
                throw closed;
            }
            scope.execRuntime.discardEndpoint();
            pool.closeIdle(TimeValue.ZERO_MILLISECONDS); // those that rested beside it are likely closed as well
            return chain.proceed(
                    ClassicRequestBuilder.copy(scope.originalRequest).build(), scope);
        }
    }

    private static boolean answeredBefore(ExecChain.Scope scope) {
        EndpointDetails connection = scope.clientContext.getEndpointDetails();
        return connection != null && connection.getResponseCount() > 0;
    }
}
