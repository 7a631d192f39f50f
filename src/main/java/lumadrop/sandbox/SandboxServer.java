package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The double, running: a Camel context of its own with the routes of a folder, listening on the loopback address.
 *
 * <p>It is turned by its settings, by marks in prompts ({@code #sandbox:NAME}), by the calls below {@code /sandbox/},
 * and by the methods here, which do the same.
 */
public final class SandboxServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int UPLOAD_LIMIT = 50 << 20;
    private static final long PICTURE_BUDGET = 64L << 20;
    private static final int PAINTERS = 2;

    private final DefaultCamelContext context;
    private final VertxPlatformHttpServer server;
    private final Control control;

    private SandboxServer(DefaultCamelContext context, VertxPlatformHttpServer server, Control control) {
        this.context = context;
        this.server = server;
        this.control = control;
    }

    /**
     * Starts it.
     *
     * @param routesDir holds {@code *.camel.yaml}
     * @throws IOException if the routes cannot be read or the port is taken
     */
    public static SandboxServer start(SandboxSettings settings, Path routesDir) throws IOException {
        return start(settings, routesDir, Clock.systemUTC());
    }

    /** The same by another clock; it says how far a request is, while a blocking submit waits by the machine's. */
    public static SandboxServer start(SandboxSettings settings, Path routesDir, Clock clock) throws IOException {
        checkPort(settings.port());
        DefaultCamelContext context = quietContext();
        try {
            return assemble(settings, routesDir, Clock.offset(clock, settings.clockSkew()), context);
        } catch (Exception e) {
            context.stop();
            throw e instanceof IOException io ? io : new IOException("the sandbox cannot start: " + e.getMessage(), e);
        }
    }

    /** Camel's server (4.22.0) starts without a word when its port is taken. */
    @SuppressWarnings("AddressSelection") // a literal has one address
    private static void checkPort(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK))) {
            LOG.debug("Port {} can be had", probe.getLocalPort());
        } catch (BindException e) {
            throw new IOException(
                    "port " + port + " of " + LOOPBACK
                            + " cannot be had: another program uses it, or it needs rights; choose another, or 0 for"
                            + " any free one",
                    e);
        }
    }

    private static SandboxServer assemble(
            SandboxSettings settings, Path routesDir, Clock clock, DefaultCamelContext context) throws Exception {
        VertxPlatformHttpServer server = httpServer(settings, context);
        Supplier<URI> base = () -> baseUri(server);
        long seed = settings.seed() == 0 ? new SecureRandom().nextLong() : settings.seed();
        Stats stats = new Stats();
        Requests requests = new Requests();
        Oddities oddities = new Oddities(settings.oddities(), seed);
        Outcomes outcomes = new Outcomes(base, settings.pictureFormat());
        RecordView view = new RecordView(outcomes);
        Pictures pictures = new Pictures(new Painter(settings.pictureSize()), PICTURE_BUDGET);
        SubmitRules rules = new SubmitRules(settings.models(), settings.promptLimit(), settings.bodyLimit());
        Submits submits = new Submits(settings, seed, rules, oddities, requests, view, stats, clock);
        Uploads uploads = new Uploads(rules, oddities, base, seed, clock);
        Control control = new Control(requests, stats, oddities, clock, () -> {
            submits.clear();
            uploads.clear();
            pictures.clear();
        });
        ExecutorService painters = context.getExecutorServiceManager()
                .newFixedThreadPool(SandboxServer.class, "sandbox-painter", PAINTERS);

        RouteSteps steps = new RouteSteps(context.getRegistry());
        steps.bindDoor(new Doorkeeper(settings.key(), stats, oddities, clock));
        steps.bindQueue(
                submits,
                new Statuses(requests, view, oddities, clock),
                new Listing(requests, view, oddities, settings.pageSize(), clock),
                new Models(settings.models()));
        steps.bindStorage(uploads, new MediaDesk(requests, outcomes, pictures, oddities, base, painters, clock));
        steps.bindControl(control);

        context.addService(server, true, true);
        AtomicLong answers = new AtomicLong();
        AnswerWriter writer = new AnswerWriter(
                new DateHeader(clock),
                () -> oddities.atCall(Oddity.CLOSES_IDLE, answers.getAndIncrement())
                        .isPresent());
        context.getRegistry()
                .bind(
                        PlatformHttpConstants.PLATFORM_HTTP_ENGINE_FACTORY,
                        new AsyncHttpEngine(server, writer, Math.max(UPLOAD_LIMIT, settings.bodyLimit())));
        PluginHelper.getRoutesLoader(context).loadRoutes(routes(routesDir));
        context.start();
        LOG.info("The sandbox listens on {}", baseUri(server));
        return new SandboxServer(context, server, control);
    }

    private static DefaultCamelContext quietContext() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("sandbox");
        context.disableJMX();
        context.setStreamCaching(false);
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        context.setInflightRepository(new NothingToFinish());
        return context;
    }

    private static VertxPlatformHttpServer httpServer(SandboxSettings settings, DefaultCamelContext context) {
        context.getRegistry()
                .bind(
                        "vertxOptions",
                        new VertxOptions()
                                .setEventLoopPoolSize(1)
                                .setWorkerPoolSize(1)
                                .setInternalBlockingPoolSize(1)
                                .setFileSystemOptions(new FileSystemOptions()
                                        .setFileCachingEnabled(false)
                                        .setClassPathResolvingEnabled(false)));
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(LOOPBACK);
        configuration.setBindPort(settings.port());
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        server.setCamelContext(context);
        return server;
    }

    private static List<Resource> routes(Path routesDir) throws IOException {
        List<Resource> resources = new ArrayList<>();
        try (Stream<Path> files = Files.list(routesDir)) {
            List<Path> routes = files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
            for (Path file : routes) {
                // Read here: Camel's "file:" decodes a folder named "100%20".
                resources.add(ResourceHelper.fromBytes("file:" + file.getFileName(), Files.readAllBytes(file)));
            }
        }
        if (resources.isEmpty()) {
            throw new IOException("there are no *.camel.yaml files in " + routesDir.toAbsolutePath());
        }
        return resources;
    }

    private static URI baseUri(VertxPlatformHttpServer server) {
        return URI.create("http://" + LOOPBACK + ":" + server.getPort());
    }

    /** Where it listens, without a path: what {@code lumadrop.api.base-url} is set to. */
    public URI baseUri() {
        return baseUri(server);
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** What it saw, as {@code GET /sandbox/stats} shows it. */
    public ObjectNode stats() {
        return control.stats();
    }

    /** All requests it accepted, newest first. */
    public List<SeenRequest> requests() {
        return control.requests();
    }

    /** Makes an oddity happen at its next so many occasions; 0 ends it. */
    public void order(Oddity oddity, int times) {
        control.order(oddity, oddity.defaultNumber(), times);
    }

    /** Makes an oddity happen with this N at its next so many occasions; 0 ends it. */
    public void order(Oddity oddity, int number, int times) {
        control.order(oddity, number, times);
    }

    /** Makes an oddity happen at every occasion from now on. */
    public void order(Oddity oddity) {
        order(oddity, Integer.MAX_VALUE);
    }

    /** Forgets everything: requests, counts, orders, uploads, pictures. */
    public void reset() {
        control.reset();
    }

    @Override
    public void close() {
        context.stop();
    }
}
