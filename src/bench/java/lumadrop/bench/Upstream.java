package lumadrop.bench;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The upstream's process, and what it has counted. */
final class Upstream implements AutoCloseable {
    private final Process process;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private Upstream(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Done at once, with pictures of so many bytes. */
    static Upstream atOnce(int pictureBytes) throws IOException {
        return start(0, 0, "queued", pictureBytes);
    }

    /** As the real one: half a minute, with a lognormal spread. */
    static Upstream halfAMinute(boolean sync) throws IOException {
        return start(30_000, 0.35, sync ? "sync" : "queued", 1024);
    }

    private static Upstream start(long millis, double sigma, String mode, int pictureBytes) throws IOException {
        Process process = new ProcessBuilder(
                        Bench.java().resolve("bin/java").toString(),
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1", // what its compiler would take is missing to those who are measured
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UpstreamServer.class.getName(),
                        Long.toString(millis),
                        Double.toString(sigma),
                        mode,
                        Integer.toString(pictureBytes),
                        "100")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the upstream did not start");
        }
        return new Upstream(process, Integer.parseInt(line.substring("port ".length())));
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    /** Calls of each kind, and requests in flight. */
    JsonObject stats() throws IOException, InterruptedException {
        return new JsonObject(get("/stats"));
    }

    /** When each request was or will be done, in milliseconds since the epoch. */
    Map<String, Long> finishedAt() throws IOException, InterruptedException {
        Map<String, Long> times = new HashMap<>();
        get("/finished").lines().forEach(line -> {
            String[] fields = line.split(" ");
            times.put(fields[0], Long.parseLong(fields[1]));
        });
        return times;
    }

    private String get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(base() + path)).build(), BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
