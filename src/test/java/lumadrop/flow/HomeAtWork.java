package lumadrop.flow;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import lumadrop.api.ApiKey;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Owner;
import lumadrop.output.ToldLines;
import lumadrop.pace.SteadyClock;
import lumadrop.sandbox.PictureFormat;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SandboxSettings;
import lumadrop.sandbox.SeenRequest;
import lumadrop.settings.Loaded;
import lumadrop.settings.SettingsLoader;
import lumadrop.storage.MountedFolder;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ThrowingRunnable;
import org.slf4j.LoggerFactory;

/**
 * A home in a folder of the test's, its flow running from the shipped routes against a sandbox of its own: files in, HTTP,
 * files out. Everything that takes time in earnest is set short.
 */
final class HomeAtWork implements AutoCloseable {
    /** What the flow is given, and the only key that the sandbox takes. */
    static final String KEY = "key-of-the-tests-0123456789";

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Path INSTALLATION = Path.of("").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path root;
    private final Map<String, String> settings;
    private final Clock clock;
    private final boolean schedules;
    private final SandboxServer upstream;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private boolean newFolders;
    private Ledger ledger;
    private Flow flow;

    private HomeAtWork(Plan plan) throws Exception {
        root = plan.root;
        settings = new LinkedHashMap<>(plan.settings);
        clock = plan.clock;
        schedules = plan.schedules;
        log.start();
        ((Logger) LoggerFactory.getLogger("lumadrop")).setLevel(Level.WARN); // a verb may have made it quieter
        rootLogger().addAppender(log);
        upstream = SandboxServer.start(
                plan.upstream.apply(SandboxSettings.defaults()
                        .withKey(KEY)
                        .withGenerateTime(Duration.ZERO)
                        .withPictures(32, PictureFormat.PNG)
                        .withSeed(7)),
                INSTALLATION.resolve("routes/sandbox"),
                plan.upstreamClock);
        settings.putIfAbsent("lumadrop.api.base-url", upstream.baseUri().toString());
    }

    /** A home that is about to be set up there. */
    static Plan in(Path root) {
        return new Plan(root);
    }

    /** What a home is to be like. */
    static final class Plan {
        private final Path root;
        private final Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "lumadrop.reconcile.absent-after", "1s",
                "lumadrop.media.allow-private-network", "true",
                "lumadrop.poll.interval", "100ms",
                "lumadrop.poll.per-second", "200",
                "lumadrop.poll.sweep", "off", // calls are counted: those of one kind
                "lumadrop.inbox.stable-time", "100ms",
                "lumadrop.inbox.scan-interval", "25ms",
                "lumadrop.retry.first", "20ms",
                "lumadrop.pause.first", "100ms",
                "lumadrop.shutdown.grace", "5s"));
        private UnaryOperator<SandboxSettings> upstream = sandbox -> sandbox;
        private Clock clock = SteadyClock.system();
        private Clock upstreamClock = Clock.systemUTC();
        private boolean schedules;

        private Plan(Path root) {
            this.root = root;
        }

        /** A setting by its name without {@code lumadrop.}. */
        Plan with(String key, String value) {
            settings.put("lumadrop." + key, value);
            return this;
        }

        Plan upstream(UnaryOperator<SandboxSettings> change) {
            upstream = change;
            return this;
        }

        /** The flow alone goes by this clock. */
        Plan by(Clock ours) {
            clock = ours;
            return this;
        }

        /** Flow and upstream go by this time. */
        Plan by(MovableTime time) {
            clock = time.clock();
            upstreamClock = time.clock();
            return this;
        }

        Plan withSchedules() {
            schedules = true;
            return this;
        }

        /** The flow does not run yet. */
        HomeAtWork prepared() throws Exception {
            HomeAtWork home = new HomeAtWork(this);
            for (String folder : List.of("inbox", "accepted", "output", "failed", "data")) {
                Files.createDirectories(root.resolve(folder));
            }
            return home;
        }

        HomeAtWork started() throws Exception {
            HomeAtWork home = prepared();
            home.start();
            return home;
        }
    }

    // --- Start and stop
    // ------------------------------------------------------------------------------------------------

    void start() throws Exception {
        startBy(clock);
    }

    /** Starts with the folders as they are now, whatever was remembered of them. */
    void startWithNewFolders() throws Exception {
        newFolders = true;
        startBy(clock);
        newFolders = false;
    }

    /** Starts by another clock than the last time. */
    void startBy(Clock ours) throws Exception {
        Loaded loaded = new SettingsLoader(Map.of(), Map.of()).load(INSTALLATION, root, settings);
        Places places = new Places(
                inbox(),
                root.resolve("accepted"),
                output(),
                failed(),
                root.resolve("data"),
                List.of(root.resolve("config/schedules")),
                INSTALLATION.resolve("routes"));
        ledger = openLedger(ours);
        flow = new Flow(loaded.settings(), places, ledger, ours);
        flow = newFolders ? flow.withNewFolders() : flow;
        flow.start(ApiKey.of(KEY), "1.2.3-test", schedules);
    }

    /** The ledger alone, as a process that is not the flow's opens it. */
    Ledger openLedger(Clock ours) {
        return Ledger.open("jdbc:sqlite:" + root.resolve("data/lumadrop.db"), ours, Owner.ofThisProcess());
    }

    void stop() throws Exception {
        if (flow != null) {
            flow.close();
            ledger.close();
            flow = null;
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (Exception e) {
            throw new IllegalStateException("the flow did not stop", e);
        } finally {
            upstream.close();
            rootLogger().detachAppender(log);
        }
    }

    // --- Files in
    // ------------------------------------------------------------------------------------------------------

    Path root() {
        return root;
    }

    Path inbox() {
        return root.resolve("inbox");
    }

    Path output() {
        return root.resolve("output");
    }

    Path failed() {
        return root.resolve("failed");
    }

    /** A file for the inbox, as a careful program puts it there: written elsewhere, renamed into place. */
    void drop(String path, String text) throws IOException {
        drop(path, text.getBytes(StandardCharsets.UTF_8));
    }

    void drop(String path, byte[] bytes) throws IOException {
        Path draft = Files.createTempFile(root, "draft", null);
        Files.write(draft, bytes);
        moveIn(draft, path);
    }

    void moveIn(Path draft, String path) throws IOException {
        Path file = inbox().resolve(path);
        Files.createDirectories(file.getParent());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** One line of JSON Lines: a job with that custom id and prompt. */
    static String line(String customId, String prompt) {
        return JSON.createObjectNode().put("custom_id", customId).put("prompt", prompt) + "\n";
    }

    // --- Files out
    // -----------------------------------------------------------------------------------------------------

    /** The manifest in that folder of output, as soon as it says that the drop is complete. */
    JsonNode manifest(String folder) throws IOException {
        return manifest(folder, manifest -> manifest.path("complete").asBoolean());
    }

    /** The manifest in that folder of output, as soon as it is as wanted. */
    JsonNode manifest(String folder, Predicate<JsonNode> wanted) throws IOException {
        Path file = output().resolve(folder).resolve("manifest.json");
        within().until(() -> Files.exists(file) && wanted.test(read(file)));
        return read(file);
    }

    /** The only job of a drop, from its manifest. */
    JsonNode only(String folder) throws IOException {
        JsonNode jobs = manifest(folder).path("jobs");
        if (jobs.size() != 1) {
            throw new IllegalStateException(folder + " has " + jobs.size() + " jobs");
        }
        return jobs.get(0);
    }

    /** The job with that custom id in a manifest. */
    static JsonNode withId(JsonNode manifest, String customId) {
        for (JsonNode job : manifest.path("jobs")) {
            if (job.path("custom_id").asText().equals(customId)) {
                return job;
            }
        }
        throw new IllegalStateException("no job " + customId);
    }

    /** The names of a job's pictures, without folders. */
    static List<String> pictures(JsonNode job) {
        return StreamSupport.stream(job.path("pictures").spliterator(), false)
                .map(picture -> picture.path("file").asText().replaceFirst(".*/", ""))
                .toList();
    }

    /** The lines of {@code manifest.jsonl}. */
    List<JsonNode> told() throws IOException {
        return ToldLines.in(output());
    }

    /** The report beside a refused file, or on a failed job, as soon as it is there. */
    JsonNode problem(String path) throws IOException {
        Path file = failed().resolve(path + ".error.json");
        within().until(() -> Files.exists(file));
        return read(file);
    }

    static JsonNode read(Path file) throws IOException {
        return JSON.readTree(Files.readAllBytes(file));
    }

    /** All files below a folder but the marks of mounts, {@code /} between parts, sorted; one that goes away under our eyes is not there. */
    static List<String> files(Path folder) throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !file.endsWith(MountedFolder.MARK)) {
                    files.add(folder.relativize(file).toString().replace('\\', '/'));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    // --- What the ledger says
    // ------------------------------------------------------------------------------------------

    Flow flow() {
        return flow;
    }

    Ledger ledger() {
        return ledger;
    }

    /** The jobs of the newest drop of that folder or path; none where it is not recorded yet. */
    List<Job> jobs(String folder) {
        List<Drop> drops = ledger.dropsNamed(folder, 1);
        return drops.isEmpty() ? List.of() : ledger.jobs(drops.get(0).id(), 0, Integer.MAX_VALUE);
    }

    /** The first job of a drop once it is in that state. */
    Job job(String folder, JobState state) {
        within().until(() -> !jobs(folder).isEmpty() && jobs(folder).get(0).state() == state);
        return jobs(folder).get(0);
    }

    /** All jobs of a drop are in one of these states. */
    void awaitStates(String folder, JobState... states) {
        within().until(() -> !jobs(folder).isEmpty()
                && jobs(folder).stream().allMatch(job -> List.of(states).contains(job.state())));
    }

    /** Nothing is left to do by itself. Only for what was seen in the inbox before: wait for its manifest else. */
    void awaitIdle() {
        within().until(flow::isIdle);
    }

    static ConditionFactory within() {
        return await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE);
    }

    static void eventually(ThrowingRunnable assertion) {
        within().untilAsserted(assertion);
    }

    // --- What the upstream saw, and what was said
    // ------------------------------------------------------------------------

    SandboxServer upstream() {
        return upstream;
    }

    int saw(String count) {
        return upstream.stats().path(count).asInt();
    }

    /** The request of that prompt, which the upstream took once at most. */
    SeenRequest seen(String prompt) {
        List<SeenRequest> found = upstream.requests().stream()
                .filter(request -> request.prompt().equals(prompt))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " requests of " + prompt);
        }
        return found.get(0);
    }

    /** What the upstream has, as its own list shows it: with the payloads as they arrived. */
    JsonNode records() throws Exception {
        URI list = upstream.baseUri().resolve("/api/v1/ie/requestqueue/apikey/requests?model_id=luma-uni-1.1");
        HttpRequest request = HttpRequest.newBuilder(list)
                .header("Authorization", "Bearer " + KEY)
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofByteArray())
                        .body())
                .path("requests");
    }

    /** What was logged at that level and above, as text. */
    List<String> logged(Level least) {
        List<ILoggingEvent> said;
        synchronized (log) { // as those who append to it do
            said = List.copyOf(log.list);
        }
        return said.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(least))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
