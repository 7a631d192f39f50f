package lumadrop.flow;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The client's own TLS, made when the first connection needs it: to read the certificates that Java trusts takes as long
 * as a tenth of a start, and a drain that finds nothing to do asks nobody.
 */
final class LazyTls implements TlsSocketStrategy {
    private static final class Made {
        private static final TlsSocketStrategy TLS = DefaultClientTlsStrategy.createDefault();
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        return Made.TLS.upgrade(socket, target, port, attachment, context);
    }
}
