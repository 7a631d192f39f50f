package lumadrop.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * The floor: the same calls and the same files on 16 threads, and no promise at all. What is in hand when it ends is
 * lost, or paid twice.
 *
 * <p>Arguments: home, base URL.
 */
final class PlainPeer {
    private static final int THREADS = 16;

    private final Path home;
    private final URI requests;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newFixedThreadPool(2))
            .build();

    private PlainPeer(Path home, String base) {
        this.home = home;
        this.requests = URI.create(base + "/api/v1/ie/requestqueue/apikey/requests");
    }

    public static void main(String[] args) throws Exception {
        new PlainPeer(Path.of(args[0]), args[1]).drain();
        System.exit(0);
    }

    private void drain() throws Exception {
        for (String folder : List.of("accepted", "output")) {
            Files.createDirectories(home.resolve(folder));
        }
        List<Path> files;
        try (Stream<Path> inbox = Files.list(home.resolve("inbox"))) {
            files = inbox.filter(file -> file.toString().endsWith(".json")).toList();
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> drops = files.stream()
                .<Future<?>>map(file -> threads.submit(() -> drop(file)))
                .toList();
        for (Future<?> drop : drops) {
            drop.get();
        }
    }

    private Void drop(Path file) throws Exception {
        String name = file.getFileName().toString().replace(".json", "");
        JsonObject job = new JsonObject(Files.readString(file));
        Files.move(file, home.resolve("accepted").resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        JsonObject body = new JsonObject().put("model", "luma-uni-1.1").put("payload", job);
        JsonObject record = json(HttpRequest.newBuilder(requests)
                .header("Authorization", "Bearer bench")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode())));
        URI status = URI.create(requests + "/" + record.getString("request_id"));
        do {
            record = json(HttpRequest.newBuilder(status).header("Authorization", "Bearer bench"));
        } while (!record.getString("status").equals("success"));
        Path folder = Files.createDirectories(home.resolve("output").resolve(name));
        URI media = URI.create(record.getJsonObject("outcome")
                .getJsonArray("media_urls")
                .getJsonObject(0)
                .getString("url"));
        byte[] picture = client.send(HttpRequest.newBuilder(media).build(), BodyHandlers.ofByteArray())
                .body();
        publish(folder.resolve(name + ".png"), picture);
        JsonObject manifest = new JsonObject()
                .put(
                        "jobs",
                        new JsonArray()
                                .add(new JsonObject().put("request", record).put("bytes", picture.length)));
        publish(folder.resolve("manifest.json"), manifest.encodePrettily().getBytes(StandardCharsets.UTF_8));
        return null;
    }

    private JsonObject json(HttpRequest.Builder request) throws Exception {
        return new JsonObject(
                client.send(request.build(), BodyHandlers.ofString()).body());
    }

    private static void publish(Path file, byte[] bytes) throws Exception {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
