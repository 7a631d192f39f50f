package lumadrop.sandbox;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Puts an answer on the wire, well or badly. Runs on the connection's event loop. */
final class AnswerWriter {

    private static final Buffer BLANKS = Buffer.buffer(" ".repeat(64 * 1024));
    private static final long SLOW_STEP_MILLIS = 100;

    private static final long IDLE_MILLIS = 20;

    private final Supplier<String> date;
    private final BooleanSupplier closesIdle;

    AnswerWriter(Supplier<String> date, BooleanSupplier closesIdle) {
        this.date = date;
        this.closesIdle = closesIdle;
    }

    void write(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        Delivery delivery = answer.delivery();
        if (delivery instanceof Delivery.Never) {
            return;
        }
        if (delivery instanceof Delivery.Reset) {
            reset(request);
            return;
        }
        if (delivery instanceof Delivery.HangUp) {
            request.connection().close();
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader("Date", date.get());
        if (closesIdle.getAsBoolean()) {
            response.endHandler(ended -> Vertx.currentContext()
                    .owner()
                    .setTimer(IDLE_MILLIS, now -> request.connection().close()));
        }
        send(request, response, answer.body(), delivery);
    }

    private static void send(HttpServerRequest request, HttpServerResponse response, byte[] body, Delivery delivery) {
        if (delivery instanceof Delivery.Chunked) {
            response.setChunked(true).end(Buffer.buffer(body));
        } else if (delivery instanceof Delivery.Cut cut) {
            response.putHeader("Content-Length", String.valueOf(cut.announced()));
            response.write(Buffer.buffer(Arrays.copyOf(body, Math.min(cut.sent(), body.length))))
                    .onComplete(written -> request.connection().close());
        } else if (delivery instanceof Delivery.Slow slow) {
            response.putHeader("Content-Length", String.valueOf(body.length));
            drip(response, body, Math.max(1, slow.bytesPerSecond() / 10));
        } else if (delivery instanceof Delivery.Flood flood) {
            if (flood.blanks() == Long.MAX_VALUE) {
                response.setChunked(true);
            } else {
                response.putHeader("Content-Length", String.valueOf(body.length + flood.blanks()));
            }
            response.write(Buffer.buffer(body));
            pour(response, flood.blanks());
        } else {
            response.end(Buffer.buffer(body));
        }
    }

    private static void drip(HttpServerResponse response, byte[] body, int step) {
        Vertx vertx = Vertx.currentContext().owner();
        int[] sent = {0};
        vertx.setPeriodic(0, SLOW_STEP_MILLIS, timer -> {
            if (response.closed() || response.ended()) {
                vertx.cancelTimer(timer);
                return;
            }
            int end = Math.min(body.length, sent[0] + step);
            response.write(Buffer.buffer(Arrays.copyOfRange(body, sent[0], end)));
            sent[0] = end;
            if (end == body.length) {
                vertx.cancelTimer(timer);
                response.end();
            }
        });
    }

    private static void pour(HttpServerResponse response, long blanks) {
        long left = blanks;
        while (left > 0 && !response.closed()) {
            if (response.writeQueueFull()) {
                long rest = left;
                response.drainHandler(drained -> pour(response, rest));
                return;
            }
            int step = (int) Math.min(left, BLANKS.length());
            response.write(step == BLANKS.length() ? BLANKS : BLANKS.slice(0, step));
            left = left == Long.MAX_VALUE ? left : left - step;
        }
        if (!response.closed()) {
            response.end();
        }
    }

    /** Lingering for zero seconds makes the close a reset: what a killed server or a firewall looks like. */
    private static void reset(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase connection) {
            Channel channel = connection.channel();
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var unused = channel.close();
        } else {
            request.connection().close();
        }
    }
}
