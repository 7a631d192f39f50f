package lumadrop.sandbox;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.Method;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One endpoint: a {@link Call} goes into the route, an {@link Answer} comes out, now or later. */
final class AsyncHttpConsumer extends DefaultConsumer implements PlatformHttpConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncHttpConsumer.class);
    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([^/}]+)\\}");

    private final VertxPlatformHttpRouter router;
    private final AnswerWriter writer;
    private final int bodyLimit;
    private Route route;

    AsyncHttpConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            VertxPlatformHttpRouter router,
            AnswerWriter writer,
            int bodyLimit) {
        super(endpoint, processor);
        this.router = router;
        this.writer = writer;
        this.bodyLimit = bodyLimit;
    }

    @Override
    public PlatformHttpEndpoint getEndpoint() {
        return (PlatformHttpEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        route = router.route(PATH_PARAMETER.matcher(getEndpoint().getPath()).replaceAll(":$1"));
        if (getEndpoint().getHttpMethodRestrict() != null) {
            for (Method method : Method.parseList(getEndpoint().getHttpMethodRestrict())) {
                route.method(HttpMethod.valueOf(method.name()));
            }
        }
        route.handler(this::receive);
    }

    @Override
    protected void doStop() throws Exception {
        if (route != null) {
            route.remove();
            route = null;
        }
        super.doStop();
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        Buffer body = Buffer.buffer(0);
        boolean[] tooLarge = {false};
        request.handler(part -> {
            if (body.length() + part.length() > bodyLimit) {
                tooLarge[0] = true;
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> process(
                request,
                new Call(
                        request.method().name(),
                        request.path(),
                        routing.pathParams(),
                        routing.queryParams(),
                        request.query() == null ? "" : request.query(),
                        request.headers(),
                        tooLarge[0] ? new byte[0] : body.getBytes(),
                        tooLarge[0])));
    }

    private void process(HttpServerRequest request, Call call) {
        Context loop = router.vertx().getOrCreateContext();
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getIn().setBody(call);
        try {
            createUoW(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        getAsyncProcessor().process(exchange, doneSync -> {
            Answer answer = answerOf(exchange);
            doneUoW(exchange);
            releaseExchange(exchange, false);
            if (doneSync) {
                writer.write(request, answer);
            } else {
                // A delayed exchange comes back on a timer's thread; the connection belongs to the event loop.
                loop.runOnContext(now -> writer.write(request, answer));
            }
        });
    }

    private Answer answerOf(Exchange exchange) {
        if (exchange.getException() != null) {
            LOG.error("The sandbox failed at {}", getEndpoint().getPath(), exchange.getException());
            return Answer.error(
                    500, "sandbox: " + exchange.getException().getClass().getSimpleName());
        }
        return exchange.getMessage().getBody() instanceof Answer answer
                ? answer
                : Answer.error(500, "sandbox: the route ended without an answer");
    }
}
