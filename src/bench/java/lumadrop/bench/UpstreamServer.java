package lumadrop.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The upstream, as fast as can be: no checks, no oddities, one picture for all. A process of its own.
 *
 * <p>Arguments: {@code generation-ms sigma sync|queued picture-bytes page-size}; {@code sync} answers a submit when the picture is
 * there, but for one in so many, which is to be asked after. It prints a line {@code port N} once it listens.
 * Besides the API: {@code GET /stats}, {@code GET /finished} (a line {@code id milliseconds} for each request).
 */
final class UpstreamServer extends AbstractVerticle {
    private static final String API = "/api/v1/ie/requestqueue/apikey/";
    private static final String REQUESTS = API + "requests";
    private static final String MEDIA = "/media/";
    private static final int LARGE = 1 << 20;

    private final Requests requests;
    private final Consumer<HttpServerResponse> picture;
    private final boolean sync;
    private final int pageSize;
    private final int port;

    private UpstreamServer(
            Requests requests, Consumer<HttpServerResponse> picture, boolean sync, int pageSize, int port) {
        this.requests = requests;
        this.picture = picture;
        this.sync = sync;
        this.pageSize = pageSize;
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        Requests requests = new Requests(Long.parseLong(args[0]), Double.parseDouble(args[1]));
        boolean sync = args[2].equals("sync");
        Consumer<HttpServerResponse> picture = sending(NoisePicture.png(Integer.parseInt(args[3])));
        int pageSize = Integer.parseInt(args[4]);
        int port = Ports.free();
        requests.answerAt("http://127.0.0.1:" + port + MEDIA);
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(
                        () -> new UpstreamServer(requests, picture, sync, pageSize, port),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        System.out.println("port " + port);
        while (System.in.read() >= 0) {} // it ends with whoever started it
        System.exit(0);
    }

    /** A large one from a file: the system sends that without a copy in this process. */
    private static Consumer<HttpServerResponse> sending(byte[] picture) throws IOException {
        if (picture.length < LARGE) {
            Buffer bytes = Buffer.buffer(picture);
            return response -> response.end(bytes);
        }
        Path file = Files.write(Files.createTempFile("bench", ".png"), picture);
        file.toFile().deleteOnExit();
        return response -> response.sendFile(file.toString());
    }

    @Override
    public void start() {
        vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setAcceptBacklog(4096)
                        .setTcpNoDelay(true))
                .requestHandler(this::handle)
                .listen();
    }

    private void handle(HttpServerRequest request) {
        String path = request.path();
        if (path.startsWith(MEDIA)) {
            requests.count("media");
            picture.accept(request.response().putHeader("Content-Type", "image/png"));
        } else if (path.equals(REQUESTS) && request.method().equals(HttpMethod.POST)) {
            request.bodyHandler(body -> submit(request, body));
        } else if (path.equals(REQUESTS)) {
            requests.count("lists");
            json(request, requests.newest(size(request)));
        } else if (path.startsWith(REQUESTS + "/")) {
            requests.count("polls");
            String record = requests.record(path.substring(REQUESTS.length() + 1));
            if (record == null) {
                request.response().setStatusCode(404).end("{\"error\":\"request not found\"}");
            } else {
                json(request, record);
            }
        } else if (path.equals(API + "models")) {
            json(request, "{\"models\":[{\"id\":\"luma-uni-1.1\"}]}");
        } else if (path.equals("/stats")) {
            json(request, requests.stats().encode());
        } else if (path.equals("/finished")) {
            request.response().end(requests.finished());
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private int size(HttpServerRequest request) {
        String asked = request.getParam("page_size");
        return asked == null ? pageSize : Math.min(pageSize, Integer.parseInt(asked));
    }

    private void submit(HttpServerRequest request, Buffer body) {
        requests.count("submits");
        String id = requests.add(new JsonObject(body).getJsonObject("payload").encode());
        long left = requests.millisLeft(id);
        if (!sync || Requests.isAskedAfter(id)) {
            json(request, requests.recordAtOnce(id));
        } else if (left > 0) {
            vertx.setTimer(left, timer -> json(request, requests.record(id)));
        } else {
            json(request, requests.record(id));
        }
    }

    private static void json(HttpServerRequest request, String body) {
        request.response().putHeader("Content-Type", "application/json").end(body);
    }
}
