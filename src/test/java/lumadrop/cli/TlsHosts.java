package lumadrop.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An upstream and hosts of pictures in one, over TLS, with a certificate that nobody trusts who is not told to. A job's
 * prompt is the URL that its picture is said to be at; {@code /redirect?URL} and {@code /loop} redirect, paths below
 * {@code /answer/} answer with that status, and everything else is a picture.
 */
final class TlsHosts implements AutoCloseable {
    private static final String PASSWORD = "changeit";
    private static final String REQUESTS = "/api/v1/ie/requestqueue/apikey/requests";

    /** What came in. */
    record Seen(String method, String host, String path, Map<String, List<String>> headers) {}

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path certificate;
    private final Map<String, String> prompts = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();

    private TlsHosts(HttpsServer server, Path certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    static TlsHosts start(Path folder, String... names) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("hosts.p12");
        Path certificate = folder.resolve("hosts.pem");
        String subjects = "san=ip:127.0.0.1,dns:" + String.join(",dns:", names);
        keytool(
                "-genkeypair",
                "-alias",
                "hosts",
                "-keyalg",
                "EC",
                "-dname",
                "CN=hosts",
                "-ext",
                subjects,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                "hosts",
                "-file",
                certificate.toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        TlsHosts hosts = new TlsHosts(server, certificate);
        server.setExecutor(hosts.threads);
        server.createContext("/", hosts::answer);
        server.start();
        return hosts;
    }

    private static void keytool(String... arguments) throws IOException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(text);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** As PEM. */
    Path certificate() {
        return certificate;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Of those, what was asked of anybody but the API. */
    List<Seen> media() {
        return seen.stream()
                .filter(request -> !request.path().startsWith("/api/"))
                .toList();
    }

    long posts() {
        return seen.stream().filter(request -> request.method().equals("POST")).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        seen.add(new Seen(
                exchange.getRequestMethod(),
                exchange.getRequestHeaders().getFirst("Host"),
                uri.getPath(),
                Map.copyOf(exchange.getRequestHeaders())));
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = uri.getPath();
        if (path.startsWith("/api/")) {
            api(exchange, path, body);
        } else if (path.equals("/redirect")) {
            exchange.getResponseHeaders().set("Location", uri.getQuery());
            respond(exchange, 302, new byte[0]);
        } else if (path.equals("/loop")) {
            exchange.getResponseHeaders().set("Location", "https://cdn.example/loop");
            respond(exchange, 302, new byte[0]);
        } else if (path.startsWith("/answer/")) {
            challenge(exchange);
            respond(exchange, Integer.parseInt(path.substring("/answer/".length())), new byte[0]);
        } else {
            respond(exchange, 200, picture());
        }
    }

    private void api(HttpExchange exchange, String path, byte[] body) throws IOException {
        // Whoever obeys these goes elsewhere with the next request.
        exchange.getResponseHeaders().set("CamelHttpUri", "https://evil.example/");
        exchange.getResponseHeaders().set("CamelHttpMethod", "DELETE");
        exchange.getResponseHeaders().set("CamelHttpPath", "/evil");
        exchange.getResponseHeaders().set("CamelFileName", "../../../evil.png");
        exchange.getResponseHeaders().set("Set-Cookie", "evil=1");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        ObjectNode record = Place.JSON.createObjectNode();
        if (exchange.getRequestMethod().equals("POST")) {
            JsonNode asked = Place.JSON.readTree(body);
            String prompt = asked.at("/payload/prompt").asText();
            if (prompt.startsWith("answer ")) {
                challenge(exchange);
                respond(exchange, Integer.parseInt(prompt.substring("answer ".length())), bytes("{\"error\": \"no\"}"));
                return;
            }
            String id = "request-" + ids.incrementAndGet();
            prompts.put(id, prompt);
            record.put("request_id", id).put("status", "queued").set("payload", asked.path("payload"));
        } else if (path.equals(REQUESTS)) {
            record.putArray("requests");
            record.put("total", 0);
        } else {
            String id = path.substring(path.lastIndexOf('/') + 1);
            record.put("request_id", id).put("status", "success");
            record.putObject("outcome").putArray("media_urls").addObject().put("url", prompts.getOrDefault(id, ""));
        }
        respond(exchange, 200, bytes(record.toString()));
    }

    /** Whoever has a login to give gives it now. */
    private static void challenge(HttpExchange exchange) {
        exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"evil\"");
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"evil\"");
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static byte[] picture() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", png);
        return png.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        threads.shutdownNow();
        Files.deleteIfExists(certificate);
    }
}
