package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lumadrop.cli.Program.Ended;
import lumadrop.cli.Program.Start;
import lumadrop.cli.TlsHosts.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where requests go, by which way, and with what in them, whatever an upstream, a media host or a proxy answers. */
class EgressIT {
    @TempDir
    Path folder;

    private Path home;
    private TlsHosts hosts;
    private ConnectProxy proxy;

    @BeforeEach
    void start() throws Exception {
        home = Files.createDirectory(folder.resolve("home"));
        hosts = TlsHosts.start(folder, "api.example", "cdn.example", "*.cdn.example", "inside.example", "localhost");
        proxy = new ConnectProxy(hosts.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        hosts.close();
    }

    /** In a hurry, strict about where pictures come from, and all names of its own: nothing else can be resolved. */
    private Start program() throws IOException {
        Path names = Files.writeString(
                folder.resolve("names"), "127.0.0.1 api.example cdn.example inside.example localhost\n");
        return Program.in(home)
                .jvm("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Djdk.net.hosts.file=" + names)
                .with("lumadrop.http.trust-store", hosts.certificate())
                .with("lumadrop.inbox.stable-time", "0s")
                .with("lumadrop.poll.interval", "100ms")
                .with("lumadrop.retry.first", "50ms")
                .with("lumadrop.retry.max", "200ms")
                .with("lumadrop.media.tries", 2)
                .env("http_proxy", "")
                .env("https_proxy", "")
                .env("HTTPS_PROXY", "")
                .env("NO_PROXY", "")
                .env("no_proxy", "");
    }

    private Start throughTheProxy() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), ConnectProxy.PASSWORD + "\n");
        return program()
                .with("lumadrop.api.base-url", "https://api.example")
                .with("lumadrop.media.hosts", "cdn.example,*.cdn.example,inside.example")
                .with("lumadrop.http.no-proxy", "inside.example")
                .env("HTTPS_PROXY", "http://127.0.0.1:" + proxy.port())
                .env("LUMADROP_HTTP_PROXY_USER", ConnectProxy.USER)
                .env("LUMADROP_HTTP_PROXY_PASSWORD_FILE", password.toString());
    }

    @Test
    void keyAndLoginEachGoToTheirOneHostWhateverIsAnswered() throws Exception {
        Place place = new Place(home, null);
        Map<String, String> good = Map.of(
                "plain", "https://cdn.example/a.png?sig=a%2Fb",
                "redirected", "https://cdn.example/redirect?https://b.cdn.example/a.png");
        Map<String, String> bad = new HashMap<>(Map.of(
                "elsewhere", "https://cdn.example/redirect?https://evil.example/a.png",
                "metadata", "https://cdn.example/redirect?https://169.254.169.254/latest/meta-data",
                "mapped", "https://cdn.example/redirect?https://[::ffff:10.0.0.1]/a.png",
                "plain-http", "https://cdn.example/redirect?http://cdn.example/a.png",
                "user", "https://cdn.example/redirect?https://me:pw@cdn.example/a.png",
                "file", "https://cdn.example/redirect?file:///etc/passwd",
                "round", "https://cdn.example/loop",
                "inside", "https://cdn.example/redirect?https://inside.example:" + hosts.port() + "/a.png"));
        bad.put("wants-login", "https://cdn.example/answer/407");
        bad.put("wants-key", "https://cdn.example/answer/401");
        bad.put("lines", "https://cdn.example/answer/404?\\r\\nX-Evil: 1\\r\\n\\r\\n");
        StringBuilder jobs = new StringBuilder();
        good.forEach((name, url) -> jobs.append(job(name, url)));
        bad.forEach((name, url) -> jobs.append(job(name, url)));
        place.drop("all.jsonl", jobs.toString());

        Ended drained = throughTheProxy().run("drain");

        assertThat(drained.exit()).as(drained.err()).isEqualTo(3);
        Map<String, String> became = place.told().stream()
                .collect(Collectors.toMap(
                        line -> line.path("name").asText(),
                        line -> line.path("status").asText() + " "
                                + line.at("/reason/text").asText()));
        assertThat(became).hasSize(good.size() + bad.size());
        good.keySet().forEach(name -> assertThat(became.get(name)).as(name).startsWith("done"));
        bad.keySet().forEach(name -> assertThat(became.get(name)).as(name).startsWith("failed"));
        assertThat(became.get("elsewhere")).contains("evil.example", "lumadrop.media.hosts");
        assertThat(became.get("inside")).contains("not on the public Internet");

        // The proxy: only what was meant, by tunnels alone, its login where it asks for it, and nothing of ours.
        assertThat(proxy.targets()).containsExactly("api.example:443", "b.cdn.example:443", "cdn.example:443");
        assertThat(proxy.heads())
                .allMatch(head -> head.startsWith("CONNECT "))
                .noneMatch(head -> head.contains(Program.KEY)
                        || head.toLowerCase(Locale.ROOT).contains("\nauthorization:"));
        assertThat(proxy.everything()).doesNotContain(Program.KEY, "\nauthorization:", "Bearer ");
        // The hosts: the key to the API alone, the login to none; each submit once.
        assertThat(hosts.seen()).hasSizeGreaterThan(20);
        for (Seen request : hosts.seen()) {
            boolean api = request.path().startsWith("/api/");
            assertThat(request.host()).isIn(api ? List.of("api.example") : List.of("cdn.example", "b.cdn.example"));
            assertThat(request.headers().keySet())
                    .as(request.toString())
                    .isSubsetOf(
                            "Host",
                            "Connection",
                            "User-agent",
                            "Authorization",
                            "Content-type",
                            "Content-length",
                            "Accept-encoding");
            assertThat(request.headers().getOrDefault("Authorization", List.of()))
                    .isEqualTo(api ? List.of("Bearer " + Program.KEY) : List.of());
            assertThat(request.method()).isIn("GET", "POST");
        }
        assertThat(hosts.posts()).isEqualTo(good.size() + bad.size());

        assertNothingSecretIn(drained);
        assertEverythingIsItsOwners();
    }

    @Test
    void whatAProxySaysIsNeverTakenForTheUpstreamsAnswer() throws Exception {
        Place place = new Place(home, null);
        String body = "{\"error\": {\"code\": \"content_moderated\", \"message\": \"refused\"}}";
        proxy.refuseWith("HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
        place.drop("cat.json", job("cat", "https://cdn.example/a.png"));
        try (Program run = throughTheProxy().start("run")) {
            Place.await()
                    .until(() -> run.err()
                                    .contains("no way through the proxy 127.0.0.1:" + proxy.port()
                                            + " to api.example:443: it answers 400")
                            || !run.isAlive());
            assertThat(place.files("failed")).isEmpty();
            assertThat(hosts.posts()).isZero();
            proxy.refuseWith(null);
            Place.await().until(() -> !place.told().isEmpty() || !run.isAlive());
            assertThat(place.told().get(0).path("status").asText()).isEqualTo("done");
            assertThat(hosts.posts()).isEqualTo(1);
            assertNothingSecretIn(run.terminate().ended());
        }
        // Nor is what the upstream says taken for the proxy's: a login would go to it, and the paid request once more.
        place.drop("dog.json", job("dog", "answer 407"));
        try (Program run = throughTheProxy().start("run")) {
            Place.await().until(() -> run.err().contains("HTTP 407") || !run.isAlive());
            assertThat(hosts.posts()).isEqualTo(2);
            assertThat(hosts.seen()).noneMatch(request -> request.headers().containsKey("Proxy-authorization"));
        }
        Ended refused = throughTheProxy()
                .without("LUMADROP_HTTP_PROXY_PASSWORD_FILE")
                .env("LUMADROP_HTTP_PROXY_PASSWORD", "wrong")
                .run("reconcile");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("it answers 407; it wants a user and a password, or other ones than");
    }

    @Test
    void withoutAProxyTheAddressThatIsConnectedToMustBePublic() throws Exception {
        Place place = new Place(home, null);
        int port = hosts.port();
        String notPublic = "not on the public Internet";
        String noUrl = "no usable http(s) URL";
        Map<String, String> refusals = Map.ofEntries(
                Map.entry("https://cdn.example:" + port + "/a.png", notPublic), // by what its name resolves to
                Map.entry("https://localhost:" + port + "/a.png", notPublic),
                Map.entry("https://127.0.0.1:" + port + "/a.png", notPublic),
                Map.entry("https://2130706433:" + port + "/a.png", notPublic),
                Map.entry("https://[::1]:" + port + "/a.png", notPublic),
                Map.entry("https://[::ffff:127.0.0.1]:" + port + "/a.png", notPublic),
                Map.entry("https://[::127.0.0.1]:" + port + "/a.png", notPublic),
                Map.entry("https://[64:ff9b::7f00:1]:" + port + "/a.png", notPublic),
                Map.entry("https://[2002:7f00:1::]:" + port + "/a.png", notPublic),
                Map.entry("https://0.0.0.0:" + port + "/a.png", notPublic),
                Map.entry("https://169.254.169.254/latest/meta-data", notPublic),
                Map.entry("https://[fd00:ec2::254]/latest/meta-data", notPublic),
                Map.entry("https://cdn.example:" + port + "@127.0.0.1:" + port + "/a.png", "or a user"),
                Map.entry("http://cdn.example:" + port + "/a.png", "not https"),
                Map.entry("https://127.1:" + port + "/a.png", noUrl),
                Map.entry("file:///etc/passwd", noUrl),
                Map.entry("jar:https://cdn.example/x.jar!/a.png", noUrl),
                Map.entry("//127.0.0.1:" + port + "/a.png", noUrl));
        StringBuilder jobs = new StringBuilder();
        refusals.keySet().forEach(url -> jobs.append(job("job", url)));
        place.drop("urls.jsonl", jobs.toString());

        Ended drained = program()
                .with("lumadrop.api.base-url", "https://api.example:" + port)
                .run("drain");

        assertThat(drained.exit()).as(drained.err()).isEqualTo(3);
        List<JsonNode> told = place.told();
        assertThat(told).hasSize(refusals.size()).allSatisfy(line -> {
            assertThat(line.path("status").asText()).isEqualTo("failed");
            assertThat(line.at("/reason/text").asText())
                    .contains(refusals.get(line.path("prompt").asText()));
        });
        assertThat(hosts.posts()).isEqualTo(refusals.size());
        assertThat(hosts.media()).isEmpty();
        assertNothingSecretIn(drained);
    }

    @Test
    void withoutAListOfHostsNothingStartsThroughAProxyAndTheStartSaysWhy() throws Exception {
        Ended refused = throughTheProxy().with("lumadrop.media.hosts", "").run("drain");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .startsWith("lumadrop.media.hosts: found nothing, but the proxy 127.0.0.1:" + proxy.port()
                        + " (from the environment variable HTTPS_PROXY) resolves names itself");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void aCertificateThatNobodyVouchesForGetsNoKey() throws Exception {
        Ended refused = throughTheProxy().with("lumadrop.http.trust-store", "").run("reconcile");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("certification path");
        Ended wrong = throughTheProxy()
                .with("lumadrop.api.base-url", "https://other.example")
                .run("reconcile");
        assertThat(wrong.exit()).isEqualTo(3);
        assertThat(wrong.err()).contains("other.example").containsAnyOf("subject alternative", "doesn't match");
        assertThat(hosts.seen()).isEmpty();
    }

    private static String job(String name, String url) {
        return "{\"name\":\"" + name + "\",\"prompt\":\"" + url + "\"}\n";
    }

    /** Neither on the terminal nor in any file of the home. */
    private void assertNothingSecretIn(Ended ended) throws IOException {
        List<String> secrets = List.of(Program.KEY, ConnectProxy.PASSWORD, ConnectProxy.LOGIN);
        assertThat(ended.out() + ended.err()).doesNotContain(secrets);
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(secrets);
            }
        }
    }

    /** But for the inbox, which is for others too. */
    private void assertEverythingIsItsOwners() throws IOException {
        for (String below : List.of("data", "output", "accepted", "failed")) {
            try (Stream<Path> all = Files.walk(home.resolve(below))) {
                assertThat(all)
                        .hasSizeGreaterThan(1)
                        .allSatisfy(path -> assertThat(modes(path))
                                .as(path.toString())
                                .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
            }
        }
    }

    private static String modes(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
