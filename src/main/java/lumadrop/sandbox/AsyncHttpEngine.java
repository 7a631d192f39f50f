package lumadrop.sandbox;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;

/**
 * Serves {@code platform-http:} endpoints on the Vert.x server's router, asynchronously.
 *
 * <p>Camel's own Vert.x consumer (4.22.0) runs each exchange synchronously on a worker thread: twenty submits that
 * block for their picture would then hold up every status call. This one hands the exchange to the asynchronous
 * routing engine on the event loop; a waiting submit costs an object, not a thread.
 */
final class AsyncHttpEngine implements PlatformHttpEngine {

    private final VertxPlatformHttpServer server;
    private final AnswerWriter writer;
    private final int bodyLimit;

    /** The body limit is the most bytes that are read of any body. */
    AsyncHttpEngine(VertxPlatformHttpServer server, AnswerWriter writer, int bodyLimit) {
        this.server = server;
        this.writer = writer;
        this.bodyLimit = bodyLimit;
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        String router = VertxPlatformHttpRouter.getRouterNameFromPort(server.getConfigurationPort());
        return new AsyncHttpConsumer(
                endpoint,
                processor,
                VertxPlatformHttpRouter.lookup(endpoint.getCamelContext(), router),
                writer,
                bodyLimit);
    }

    @Override
    public int getServerPort() {
        return server.getPort();
    }

    @Override
    public String getScheme() {
        return "http";
    }
}
