package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import lumadrop.api.Answers;
import lumadrop.api.ApiHost;
import lumadrop.api.ApiKey;
import lumadrop.api.SubmitAnswer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that says on which connection each request came, and closes them when it is told to. */
class HttpClientsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile boolean closes;
    private volatile Greeting greeting = socket -> true;
    private ServerSocket server;
    private PoolingHttpClientConnectionManager pool;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (true) {
                Socket socket = server.accept();
                connections.add(socket);
                int number = connections.size();
                if (greeting.goesOn(socket)) {
                    start(() -> serve(socket, number));
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        pool.close();
        server.close();
        for (Socket socket : connections) {
            socket.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** What the server does with a new connection, before it reads from it. */
    private interface Greeting {
        boolean goesOn(Socket socket) throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // the test is over, or closed it
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket, int number) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String request = line.substring(0, line.indexOf(" HTTP"));
            while (!line.isEmpty()) {
                line = in.readLine();
            }
            requests.add(number + " " + request);
            if (closes) {
                socket.close();
                return;
            }
            byte[] body = "x".repeat(request.endsWith("/long") ? 1 << 20 : 1000).getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
        }
    }

    private CloseableHttpClient asking() {
        return client(pool -> HttpClients.asks(pool, LONG, Egress.PLAIN, host(), ApiKey.of("k"), ""), true);
    }

    private CloseableHttpClient client(
            Function<PoolingHttpClientConnectionManager, HttpClientConfigurer> configurer, boolean free) {
        pool = free
                ? HttpClients.getPool(4, LONG, SystemDefaultDnsResolver.INSTANCE, Egress.PLAIN)
                : HttpClients.submitPool(4, LONG, SystemDefaultDnsResolver.INSTANCE, Egress.PLAIN);
        HttpClientBuilder builder = HttpClientBuilder.create();
        configurer.apply(pool).configureHttpClient(builder);
        return builder.build();
    }

    private ApiHost host() {
        return new ApiHost(URI.create("http://127.0.0.1:" + server.getLocalPort()));
    }

    private ClassicHttpResponse send(CloseableHttpClient client, String method, String path) throws IOException {
        ClassicHttpRequest request =
                ClassicRequestBuilder.create(method).setPath(path).build();
        return client.executeOpen(new HttpHost("http", "127.0.0.1", server.getLocalPort()), request, null);
    }

    private int ask(CloseableHttpClient client, String method, String path) throws IOException {
        ClassicHttpResponse response = send(client, method, path);
        try (InputStream body = response.getEntity().getContent()) {
            return body.readAllBytes().length;
        }
    }

    @Test
    void aConnectionIsUsedAgainOnceItsAnswerIsRead() throws IOException {
        CloseableHttpClient client = asking();
        for (int i = 0; i < 3; i++) {
            assertThat(ask(client, "GET", "/" + i)).isEqualTo(1000);
            assertThat(pool.getTotalStats().getLeased()).isZero();
        }
        assertThat(requests).containsExactly("1 GET /0", "1 GET /1", "1 GET /2");
    }

    @Test
    void oneWhoseAnswerIsLeftUnreadIsClosed() throws IOException {
        CloseableHttpClient client = asking();
        try (InputStream body = send(client, "GET", "/long").getEntity().getContent()) {
            assertThat(body.read()).isEqualTo('x');
        }
        assertThat(pool.getTotalStats().getLeased()).isZero();
        assertThat(pool.getTotalStats().getAvailable()).isZero();
        ask(client, "GET", "/next");
        assertThat(requests).containsExactly("1 GET /long", "2 GET /next");
    }

    /** All that rested are closed; so is the first one's neighbour, which is not tried then. */
    @Test
    void aGetOnAConnectionThatTheServerHasClosedIsAskedOnceMore() throws Exception {
        CloseableHttpClient client = asking();
        rest(client, 2);
        closeAll();
        assertThat(ask(client, "GET", "/free")).isEqualTo(1000);
        assertThat(requests).last().isEqualTo("3 GET /free");
        assertThat(connections).hasSize(3);
        assertThat(pool.getTotalStats().getLeased()).isZero();
    }

    @Test
    void butNotOnANewOneAndNotForEver() throws Exception {
        CloseableHttpClient client = asking();
        rest(client, 1);
        closes = true;
        assertThatThrownBy(() -> ask(client, "GET", "/free")).isInstanceOf(IOException.class);
        assertThat(requests).containsExactly("1 GET /long", "1 GET /free", "2 GET /free");
        assertThatThrownBy(() -> ask(client, "GET", "/anew")).isInstanceOf(IOException.class);
        assertThat(requests).hasSize(4).last().isEqualTo("3 GET /anew");
        assertThat(pool.getTotalStats().getLeased()).isZero();
    }

    /** It may have arrived, and is paid for. */
    @Test
    void aSubmitIsSentOnce() throws Exception {
        CloseableHttpClient client = submitting();
        ask(client, "POST", "/first");
        closes = true;
        assertThatThrownBy(() -> ask(client, "POST", "/paid")).isInstanceOf(IOException.class);
        assertThat(requests).containsExactly("1 POST /first", "1 POST /paid");
        assertThat(pool.getTotalStats().getLeased()).isZero();
    }

    @Test
    void aSubmitIsNotSentWhereTheServerHasHungUp() throws Exception {
        CloseableHttpClient client = submitting();
        ask(client, "POST", "/first");
        closeAll();
        Thread.sleep(50); // longer than a connection counts as fresh
        assertThat(ask(client, "POST", "/paid")).isEqualTo(1000);
        assertThat(requests).containsExactly("1 POST /first", "2 POST /paid");
    }

    /** Neither an exception of Java's for all sockets nor one for all of TLS tells whether a request had left. */
    @Test
    void whatFailsBeforeASubmitHasLeftIsKnownNotToHaveBeenSent() throws Exception {
        CloseableHttpClient client = submitting();
        assertNotSent(client, new HttpHost("http", "255.255.255.255", 80)); // where no TCP goes
        HttpHost secure = new HttpHost("https", "127.0.0.1", server.getLocalPort());
        greeting = socket -> {
            socket.setSoLinger(true, 0);
            socket.close(); // a reset
            return false;
        };
        assertNotSent(client, secure);
        greeting = socket -> {
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            return false;
        };
        assertNotSent(client, secure);
        assertThat(requests).isEmpty();
    }

    @Test
    void whatFailsOnceItHasLeftIsNot() throws Exception {
        CloseableHttpClient client = submitting();
        closes = true;
        assertThat(submitted(client, new HttpHost("http", "127.0.0.1", server.getLocalPort())))
                .isInstanceOf(SubmitAnswer.Uncertain.class);
        assertThat(requests).containsExactly("1 POST /paid");
    }

    private CloseableHttpClient submitting() {
        return client(pool -> HttpClients.submits(pool, LONG, Egress.PLAIN, host(), ApiKey.of("k"), ""), false);
    }

    private void assertNotSent(CloseableHttpClient client, HttpHost host) {
        assertThat(submitted(client, host)).isInstanceOf(SubmitAnswer.NotSent.class);
        assertThat(pool.getTotalStats().getLeased()).isZero();
    }

    private static SubmitAnswer submitted(CloseableHttpClient client, HttpHost host) {
        ClassicHttpRequest request =
                ClassicRequestBuilder.post().setPath("/paid").build();
        Throwable met = catchThrowable(() -> client.executeOpen(host, request, null));
        assertThat(met).isInstanceOf(IOException.class);
        return new Answers(ApiKey.of("k")).submitBroke((Exception) met);
    }

    /** So many connections rest in the pool. */
    private void rest(CloseableHttpClient client, int count) throws IOException {
        List<InputStream> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bodies.add(send(client, "GET", "/long").getEntity().getContent());
        }
        for (InputStream body : bodies) {
            try (body) {
                body.readAllBytes();
            }
        }
        assertThat(pool.getTotalStats().getAvailable()).isEqualTo(count);
    }

    private void closeAll() throws IOException {
        for (Socket socket : connections) {
            socket.close();
        }
    }
}
