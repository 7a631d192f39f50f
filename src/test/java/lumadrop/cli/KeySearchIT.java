package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import lumadrop.cli.Program.Ended;
import lumadrop.cli.Program.Start;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.Oddity;
import lumadrop.sandbox.SandboxServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever goes wrong, and however much is logged, the key stands nowhere but in the requests to the API: all that runs with
 * every fault of the sandbox's leave behind, say and send elsewhere is searched for it.
 */
class KeySearchIT {
    /** Its letters are others in a URL, in Base64 and in JSON, so that none of these forms is found for another. */
    private static final String KEY = "gk+7/Zq=49&w_that~must%show-nowhere";

    private static final String MARKER = "a marker that is written down";
    private static final String UNSETTLED =
            "SELECT name || ' ' || state || ', due ' || coalesce(due_at, 'never') || ', of ' || coalesce(owner, 'nobody')"
                    + " || ', ' || coalesce(reason, 'without a reason') FROM jobs WHERE state NOT IN ('done', 'failed', 'held')";

    /** They state a limit of a few submits a minute, which is believed and kept: each is met by a process of its own, at the end. */
    private static final List<String> STATING_A_LIMIT =
            List.of("throttled", "submit-429", "submit-429-negative", "submit-429-huge");

    /** As a user may write one who looks for a fault: everything, in full. */
    private static final String EVERYTHING = """
            <configuration>
              <appender name="STDERR" class="ch.qos.logback.core.ConsoleAppender">
                <target>System.err</target>
                <encoder><pattern>%d %level %logger [%thread] %mdc %kvp %msg%n%ex{full}</pattern></encoder>
              </appender>
              <logger name="org.apache.hc" level="TRACE"/>
              <logger name="org.apache.hc.client5.http.wire" level="TRACE"/>
              <logger name="org.apache.hc.client5.http.headers" level="TRACE"/>
              <root level="TRACE"><appender-ref ref="STDERR"/></root>
            </configuration>
            """;

    @TempDir
    Path folder;

    private final KeySearch search = new KeySearch(KEY);
    private Path home;
    private Path logging;
    private Path keyFile;

    @BeforeEach
    void prepare() throws IOException {
        home = folder.resolve("home");
        logging = Files.writeString(folder.resolve("everything.xml"), EVERYTHING);
        keyFile = Files.writeString(folder.resolve("key"), KEY + "\n");
        Files.createDirectories(folder.resolve("temporary"));
    }

    @Test
    void theKeyIsFoundNowhereButInRequestsToTheApi() throws Exception {
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(100), AnswerMode.MIXED);
                Wiretap media = Wiretap.before(upstream.baseUri());
                Wiretap api = Wiretap.before(upstream.baseUri(), media.uri())) {
            Place place = place(upstream, api.uri());
            dropEveryFault(place, upstream);
            workThroughIt(place);
            lookAtIt(place);
            search.text("requests to other hosts", media.heard());

            KeySearch apiSearch = new KeySearch(KEY);
            apiSearch.text("requests to the API", api.heard());
            assertThat(apiSearch.hits()).as("a search that finds what is there").isNotEmpty();
            assertThat(media.heard()).contains("GET /", "lumadrop");
            beEchoed(upstream);
        }
        handItOverWrongly();
        search.below("files of the home", home);
        search.below("temporary files", folder.resolve("temporary"));

        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", "key-search.txt"), search.summary());
        System.out.print(search.summary());
        assertThat(search.hits()).as(search.summary()).isEmpty();
        assertThat(search.kinds()).hasSizeGreaterThan(12);
        assertThat(search.places()).isGreaterThan(400);
        KeySearch markers = new KeySearch(MARKER);
        markers.below("files of the home", home);
        assertThat(markers.hits())
                .as("a search that finds what is there: in the ledger, the manifests, the accepted files")
                .anyMatch(hit -> hit.contains("lumadrop.db"))
                .anyMatch(hit -> hit.contains("manifest.jsonl"))
                .anyMatch(hit -> hit.contains("accepted"));
    }

    private Place place(SandboxServer upstream, URI api) {
        return new Place(home, upstream) {
            @Override
            Start program() {
                return super.program()
                        .env("GMI_API_KEY", KEY)
                        .jvm(
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx256m",
                                "-Dlogback.configurationFile=" + logging,
                                "-Djava.io.tmpdir=" + folder.resolve("temporary"))
                        .with("lumadrop.api.base-url", api)
                        .with("lumadrop.log.level", "TRACE")
                        .with("lumadrop.api.organization", "an-organization")
                        .with("lumadrop.api.connect-timeout", "1s")
                        .with("lumadrop.api.submit-timeout", "2s")
                        .with("lumadrop.api.read-timeout", "2s")
                        .with("lumadrop.media.read-timeout", "2s")
                        .with("lumadrop.media.max-size", "1MiB")
                        .with("lumadrop.media.tries", 2)
                        .with("lumadrop.deadline", "10s")
                        .with("lumadrop.overdue-for", "1s")
                        .with("lumadrop.poll.overdue-interval", "1s")
                        .with("lumadrop.retry.max", "1s")
                        .with(
                                "lumadrop.submit.throttle-tries",
                                1) // each throttle may halve the pace, down to one a minute
                        .with("lumadrop.pause.first", "100ms")
                        .with("lumadrop.pause.max", "1s");
            }
        };
    }

    private static void dropEveryFault(Place place, SandboxServer upstream) {
        Predicate<String> ofAllJobs =
                name -> name.startsWith("api-") || name.startsWith("list-") || name.equals("closes-idle");
        List<String> names = Arrays.stream(Oddity.values()).map(Oddity::id).toList();
        for (String name : names) {
            if (ofAllJobs.test(name)) {
                upstream.order(Oddity.named(name).orElseThrow(), 1);
            } else if (!name.startsWith("upload-") && !STATING_A_LIMIT.contains(name)) {
                dropFault(place, name);
            }
        }
        place.drop("plain.json", "{\"prompt\":\"" + MARKER + "\",\"count\":3,\"metadata\":{\"a\":\"b\"}}");
        place.drop("refused.json", "{\"promt\":\"" + MARKER + "\"}");
    }

    private static void dropFault(Place place, String name) {
        // A call that never succeeds is called often enough elsewhere.
        boolean once = name.startsWith("submit-") || name.startsWith("status-") || name.startsWith("media-");
        place.drop(
                name + ".json",
                "{\"prompt\":\"" + MARKER + ": " + name + " #sandbox:" + name + (once ? "*1" : "") + "\"}");
    }

    /** A run that is killed, with the key from the environment; one to the end, with the key from a file and a log of JSON. */
    private void workThroughIt(Place place) throws Exception {
        try (Program run = place.program().start("run")) {
            Place.await().until(() -> !run.isAlive() || place.seen("posts") > 20);
            askTheProcess("killed run", run);
            run.kill();
            assertThat(run.err()).as("a log of everything").contains(" TRACE org.apache.camel", " DEBUG org.apache.hc");
            searchWhatItSaid("killed run", run);
        }
        try (Program run = place.program()
                .without("GMI_API_KEY")
                .env("GMI_API_KEY_FILE", keyFile.toString())
                .with("lumadrop.log.format", "json")
                .start("run")) {
            Place.await().until(() -> !run.isAlive() || place.seen("media_calls") > 10);
            askTheProcess("run to the end", run);
            search.text("status while it runs", said(place.run("status")));
            search.text("status --json while it runs", said(place.run("status", "--json")));
            Place.await()
                    .atMost(Duration.ofMinutes(6))
                    .pollInterval(Duration.ofMillis(200))
                    .failFast("the run has ended", () -> !run.isAlive())
                    .untilAsserted(() -> assertThat(place.texts(UNSETTLED)).isEmpty());
            assertThat(run.isAlive()).isTrue();
            run.terminate().ended();
            assertThat(run.err()).as("in JSON too").contains("\"level\":\"TRACE\"");
            searchWhatItSaid("run to the end", run);
        }
    }

    /** What anyone on the machine may ask it or about it. */
    private void askTheProcess(String which, Program program) throws Exception {
        String pid = Long.toString(program.pid());
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        for (String question : List.of("Thread.print", "VM.command_line", "VM.system_properties", "VM.flags")) {
            String answer = output(jcmd, pid, question);
            assertThat(answer).as(question).contains(pid);
            search.text("jcmd " + question + ", " + which, answer);
        }
        String arguments = output("ps", "-ww", "-o", "args=", "-p", pid);
        assertThat(arguments).contains("lumadrop.jar");
        search.text("command line, " + which, arguments);
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private void lookAtIt(Place place) throws IOException {
        for (List<String> verb : List.of(
                List.of("status"),
                List.of("status", "--json"),
                List.of("status", "submit-401.json", "--json"),
                List.of("verify"),
                List.of("reconcile", "--since", "1d"),
                List.of("retry", "--drop", "media-500.json", "--failed"),
                List.of("backup", home.resolve("copy.db").toString()),
                List.of("check", home.resolve("accepted/plain.json").toString()))) {
            lookAtIt(place, verb);
        }
        for (String name : STATING_A_LIMIT) {
            dropFault(place, name);
            lookAtIt(place, List.of("drain"));
            assertThat(place.texts(UNSETTLED)).as(name).isEmpty();
        }
    }

    private void lookAtIt(Place place, List<String> verb) throws IOException {
        try (Program program =
                place.program().start(verb.get(0), verb.subList(1, verb.size()).toArray(String[]::new))) {
            program.ended();
            searchWhatItSaid("verb " + verb.get(0), program);
        }
    }

    /** An upstream that repeats what it was sent: in its headers, in its body, in where it sends one on to. */
    private void beEchoed(SandboxServer upstream) throws IOException {
        HttpServer echo = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        List<String> keys = new ArrayList<>();
        echo.createContext("/", exchange -> {
            String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            keys.add(sent);
            byte[] body = ("{\"error\":\"no such key: " + sent + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("X-Sent", sent);
            exchange.getResponseHeaders().set("Location", "/" + sent.replace(' ', '/'));
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(400, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        echo.start();
        try {
            Place place = place(
                    upstream, URI.create("http://127.0.0.1:" + echo.getAddress().getPort()));
            place.drop("echoed.json", "{\"prompt\":\"" + MARKER + ", echoed\"}");
            try (Program program = place.program().start("drain")) {
                assertThat(program.ended().exit()).isEqualTo(3);
                searchWhatItSaid("upstream that echoes", program);
            }
            assertThat(keys).isNotEmpty().allMatch(sent -> sent.contains(KEY));
        } finally {
            echo.stop(0);
        }
    }

    private void handItOverWrongly() {
        Start bare = Program.in(home).without("GMI_API_KEY");
        say("key as a setting", bare.run("drain", "-Dlumadrop.api.key=" + KEY));
        say(
                "key as its file's name",
                Program.in(home)
                        .without("GMI_API_KEY")
                        .env("GMI_API_KEY_FILE", KEY)
                        .run("drain"));
        say(
                "key with a space",
                Program.in(home).env("GMI_API_KEY", KEY + " " + KEY).run("drain"));
        say(
                "two keys",
                Program.in(home)
                        .env("GMI_API_KEY", KEY)
                        .env("LUMADROP_API_KEY", KEY + "2")
                        .run("drain"));
    }

    private void say(String how, Ended ended) {
        assertThat(ended.exit()).as(how + ": " + said(ended)).isEqualTo(2);
        search.text("exit message: " + how, said(ended));
    }

    private static String said(Ended ended) {
        return ended.out() + ended.err();
    }

    private void searchWhatItSaid(String which, Program program) throws IOException {
        for (Path file : program.said()) {
            search.file("log and output, " + which, file);
        }
    }
}
