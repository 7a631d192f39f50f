package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import lumadrop.api.ApiKey;
import lumadrop.job.JobState;
import lumadrop.reconcile.RequestList;
import lumadrop.settings.Settings;
import lumadrop.settings.SettingsLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What really goes over the wire, seen by a server of the test's own. */
class WireTest {
    private static final int ITEMS = 300;

    @TempDir
    Path root;

    private HttpServer server;
    private final Queue<Map<String, List<String>>> posts = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Test
    void theAttemptsIdIsInItsHeaderAndNothingElseOfOursIs() throws Exception {
        server.createContext("/", exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                posts.add(exchange.getRequestHeaders());
            }
            byte[] refusal = "{\"error\": \"a field is refused\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(400, refusal.length);
            exchange.getResponseBody().write(refusal);
            exchange.close();
        });
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("api.base-url", base())
                .with("api.idempotency-header", "Idempotency-Key")
                .started()) {
            home.drop("cat.json", "{\"prompt\": \"cat\"}");
            String id = home.job("cat", JobState.FAILED).id();
            assertThat(posts).hasSize(1);
            Map<String, List<String>> headers = posts.element();
            assertThat(headers).containsEntry("Idempotency-key", List.of(id + "-a1"));
            assertThat(headers)
                    .containsOnlyKeys(
                            "Idempotency-key",
                            "Authorization",
                            "Content-type",
                            "Content-length",
                            "Host",
                            "Connection",
                            "User-agent");
        }
    }

    /** A real list comes in many segments, some of them late. */
    @Test
    void aListThatComesInPiecesIsReadToItsEnd() throws Exception {
        StringBuilder list = new StringBuilder("{\"requests\": [");
        for (int i = 0; i < ITEMS; i++) {
            list.append(i == 0 ? "" : ",")
                    .append("{\"request_id\": \"r")
                    .append(i)
                    .append("\", \"status\": \"success\", \"payload\": {\"prompt\": \"")
                    .append("p".repeat(500))
                    .append("\"}}");
        }
        byte[] bytes = list.append("], \"total\": ")
                .append(ITEMS)
                .append("}")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < bytes.length; i += 20_000) {
                    out.write(bytes, i, Math.min(20_000, bytes.length - i));
                    out.flush();
                    pause();
                }
            }
        });
        Settings settings = new SettingsLoader(Map.of(), Map.of())
                .load(Path.of("").toAbsolutePath(), root, Map.of("lumadrop.api.base-url", base()))
                .settings();
        RequestList read = new UpstreamList(settings, Egress.PLAIN, ApiKey.of(HomeAtWork.KEY), Clock.systemUTC())
                .ask(Instant.EPOCH);
        assertThat(read.items()).hasSize(ITEMS);
    }

    /** Between two pieces, as on a slow line: what is proven does not depend on how long. */
    private static void pause() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
