package lumadrop.flow;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.net.URIAuthority;

/**
 * In place of the client's own step for logins and proxies, where there is neither: that one takes each address apart and
 * keeps a state of logins for each call. What is left is that a request is complete, and that a connection goes back to
 * its pool with an answer's last byte, and to nobody after a fault.
 */
final class DirectExchange implements ExecChainHandler {
    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        boolean answered = false;
        try {
            complete(request, scope);
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() != null) {
                response.setEntity(new Entity(response.getEntity(), scope.execRuntime));
            }
            answered = true;
            return response;
        } finally {
            if (!answered) {
                scope.execRuntime.discardEndpoint();
            }
        }
    }

    private static void complete(ClassicHttpRequest request, ExecChain.Scope scope) throws ProtocolException {
        if (request.getScheme() == null) {
            request.setScheme(scope.route.getTargetHost().getSchemeName());
        }
        if (request.getAuthority() == null) {
            request.setAuthority(new URIAuthority(scope.route.getTargetHost()));
        }
        if (request.getAuthority().getUserInfo() != null) {
            throw new ProtocolException("An address with a login in it is not asked");
        }
    }

    private static final class Entity extends HttpEntityWrapper {
        private final ExecRuntime connection;
        private Body body;

        Entity(HttpEntity entity, ExecRuntime connection) {
            super(entity);
            this.connection = connection;
        }

        @Override
        public boolean isRepeatable() {
            return false;
        }

        @Override
        public InputStream getContent() throws IOException {
            if (body == null) {
                body = new Body(super.getContent(), connection);
            }
            return body;
        }
    }

    private static final class Body extends FilterInputStream {
        private final ExecRuntime connection;
        private boolean over;

        Body(InputStream content, ExecRuntime connection) {
            super(content);
            this.connection = connection;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (over) {
                return -1;
            }
            boolean well = false;
            try {
                int count = super.read(buffer, offset, length);
                if (count < 0) {
                    release();
                }
                well = true;
                return count;
            } finally {
                if (!well) {
                    discard();
                }
            }
        }

        /** Reads what is left, so that the connection can be used again. */
        @Override
        public void close() throws IOException {
            if (over) {
                return;
            }
            boolean well = false;
            try {
                super.close();
                release();
                well = true;
            } finally {
                if (!well) {
                    discard();
                }
            }
        }

        private void release() {
            over = true;
            connection.releaseEndpoint();
        }

        private void discard() {
            over = true;
            connection.discardEndpoint();
        }
    }
}
