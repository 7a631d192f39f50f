package lumadrop.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A plain client of the double, as any program would be one. */
final class Vendor {

    static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String API = "/api/v1/ie/requestqueue/apikey";

    private final URI base;

    Vendor(SandboxServer server) {
        this.base = server.baseUri();
    }

    HttpRequest.Builder api(String path) {
        return plain(API + path).header("Authorization", "Bearer key-1");
    }

    HttpRequest.Builder plain(String pathOrUrl) {
        return HttpRequest.newBuilder(base.resolve(pathOrUrl)).timeout(Duration.ofSeconds(10));
    }

    HttpRequest submitting(JsonNode body) {
        return api("/requests")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
    }

    static ObjectNode body(String prompt) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model", "luma-uni-1.1");
        body.putObject("payload").put("prompt", prompt);
        return body;
    }

    HttpResponse<byte[]> submit(String prompt) throws IOException {
        return send(submitting(body(prompt)));
    }

    CompletableFuture<HttpResponse<byte[]>> submitLater(String prompt) {
        return CLIENT.sendAsync(submitting(body(prompt)), BodyHandlers.ofByteArray());
    }

    /** Submits, and gives the record that came back. */
    JsonNode submitted(String prompt) throws IOException {
        return json(submit(prompt));
    }

    HttpResponse<byte[]> status(String id) throws IOException {
        return send(api("/requests/" + id).GET().build());
    }

    JsonNode record(String id) throws IOException {
        return json(status(id));
    }

    JsonNode list(String query) throws IOException {
        return json(send(api("/requests" + query).GET().build()));
    }

    HttpResponse<byte[]> get(String pathOrUrl) throws IOException {
        return send(plain(pathOrUrl).GET().build());
    }

    HttpResponse<byte[]> control(String path, String body) throws IOException {
        return send(
                plain("/sandbox/" + path).POST(BodyPublishers.ofString(body)).build());
    }

    HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return CLIENT.send(request, BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    /** The first picture's URL in a record of the usual form. */
    static String url(JsonNode record) {
        return record.at("/outcome/media_urls/0/url").asText();
    }
}
