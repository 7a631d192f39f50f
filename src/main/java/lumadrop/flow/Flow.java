package lumadrop.flow;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import lumadrop.api.Answers;
import lumadrop.api.ApiHost;
import lumadrop.api.ApiKey;
import lumadrop.api.Endpoints;
import lumadrop.drop.DropReader;
import lumadrop.drop.DropRules;
import lumadrop.drop.Fault;
import lumadrop.file.Access;
import lumadrop.inbox.FileNames;
import lumadrop.inbox.Gate;
import lumadrop.job.Counted;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.learn.Aim;
import lumadrop.learn.Learned;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.OnSame;
import lumadrop.ledger.Released;
import lumadrop.output.DropCopy;
import lumadrop.output.ErrorFile;
import lumadrop.output.FailedJobs;
import lumadrop.output.Manifest;
import lumadrop.output.ManifestLog;
import lumadrop.output.NameTemplate;
import lumadrop.output.NamesInHand;
import lumadrop.output.OutputNames;
import lumadrop.output.TakenOnDisk;
import lumadrop.output.WholeFiles;
import lumadrop.pace.Backoff;
import lumadrop.pace.Brakes;
import lumadrop.pace.Governor;
import lumadrop.pace.HostOutages;
import lumadrop.pace.Pace;
import lumadrop.pace.Pacer;
import lumadrop.pace.Pacers;
import lumadrop.pace.Ticker;
import lumadrop.pace.TokenBucket;
import lumadrop.picture.PictureLimits;
import lumadrop.picture.PictureStore;
import lumadrop.reconcile.Looks;
import lumadrop.schedule.DropCheck;
import lumadrop.schedule.Housekeeping;
import lumadrop.schedule.Housekeeping.TemporaryFiles;
import lumadrop.schedule.Misfire;
import lumadrop.schedule.ScheduleFolders;
import lumadrop.schedule.ScheduleReader;
import lumadrop.schedule.Schedules;
import lumadrop.settings.Keys;
import lumadrop.settings.Settings;
import lumadrop.storage.Boot;
import lumadrop.storage.Mounts;
import lumadrop.sweep.Sweep;
import lumadrop.text.Durations;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole flow of one home, started and stopped: beans for the routes, the routes, and what keeps them going. */
@SuppressWarnings("try") // an interrupt while Camel stops is the caller's to hear of, as it is
public final class Flow implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop");
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** Twelve beats: more than a long garbage collection or a suspended machine's first breath. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final Settings settings;
    private final Places places;
    private final Ledger ledger;
    private final Clock clock;
    private final Access access;
    /** Made beside the rest: it loads a schema, which no file is read against before the routes run. */
    private final CompletableFuture<DropReader> reader;
    /** Whether the ledger is this home's alone. */
    private final boolean ours;

    private final DeadOwners deadOwners;
    private final Outcomes outcomes;
    private final Health health;
    /** What may stop submits, polls and downloads as a whole: each part that watches something adds its own. */
    private final Brakes submitBrake = new Brakes();

    private final Brakes pollBrake = new Brakes();
    private final Brakes collectBrake = new Brakes();
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Main main = new Main();
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(new Daemons("heart"));
    /** Jobs whose line in {@code manifest.jsonl} an earlier process wrote and could not note, and how often they had settled. */
    private final Map<String, Integer> written = new ConcurrentHashMap<>();

    private static final String BOOT = "boot";
    /** Probes, the list for uncertain submits and the sweep, beside the polls. */
    private static final int OTHER_ASKS = 3;

    /** Systems put files on the disk within half a minute; a server of a share may take longer. */
    private static final Duration MAY_BE_LOST = Duration.ofMinutes(10);

    /** Since when what came out may have been lost; null where the last process ended as it should. */
    private Instant mendSince;

    private ErrorFile errors;
    private boolean newFolders;
    private Egress egress = Egress.PLAIN;
    private Disks disks;
    private MediaHosts mediaHosts;
    private PictureStore store;
    private ManifestLog log;
    private InboxRoom inbox;
    private Hands hands;
    private HandsOfOthers others;
    private Asking asking;
    private PoolingHttpClientConnectionManager submitPool;
    private PoolingHttpClientConnectionManager askPool;
    private PoolingHttpClientConnectionManager mediaPool;

    /** @param ledger open; the flow enters it, and at the end gives back what it has in hand, but does not close it */
    public Flow(Settings settings, Places places, Ledger ledger, Clock clock) {
        this.settings = settings;
        this.places = places;
        this.ledger = ledger;
        this.clock = clock;
        this.reader = CompletableFuture.supplyAsync(() -> reader(settings));
        this.access = Access.of(settings.get(Keys.OUTPUT_PERMISSIONS));
        this.outcomes = new Outcomes();
        this.ours = settings.get(Keys.LEDGER_URL).isEmpty();
        HealthReport report = new HealthReport(places.data());
        this.health = new Health(clock, report::write, kind -> ledger.count(Counted.PAUSED, kind.word()));
        report.write(Health.Report.ALL_WELL);
        this.deadOwners = new DeadOwners(ledger, clock, ours ? Duration.ZERO : LEASE);
    }

    /**
     * Starts everything; returns when the routes run.
     *
     * @param key the key to the API
     * @param version lumadrop's own, for the manifests
     * @param withSchedules whether schedules fire and the house is kept
     */
    public void start(ApiKey key, String version, boolean withSchedules) throws Exception {
        ledger.enter();
        inbox = new InboxRoom(places, settings, clock);
        disks = new Disks(mounts(), places, settings.get(Keys.OUTPUT_MIN_FREE), clock, this::openOutput);
        recover();
        bindBeans(key, version);
        configure();
        Workers.choose(settings.get(Keys.SUBMIT_CONCURRENCY)
                + settings.get(Keys.POLL_CONCURRENCY)
                + settings.get(Keys.COLLECT_CONCURRENCY));
        List<String> leftOut = new ArrayList<>();
        if (withSchedules) {
            bindSchedules();
        } else {
            leftOut.add("**/schedule.camel.yaml");
        }
        if (!isSwept()) {
            leftOut.add("**/sweep.camel.yaml");
        }
        if (!leftOut.isEmpty()) {
            main.configure().withRoutesExcludePattern(String.join(",", leftOut));
        }
        disks.start();
        main.start();
        reader.join(); // a start that cannot read drops is none
        others = new HandsOfOthers(ledger, clock);
        for (Runnable task : List.<Runnable>of(this::beat, this::remind)) {
            var unused = heart.scheduleWithFixedDelay(task, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }
        var unused = heart.scheduleWithFixedDelay(
                this::lookAtOthers, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAtOthers() {
        try {
            others.look();
        } catch (RuntimeException e) { // the next look tries again; an exception would end all of them
            LOG.debug("What was done by hand could not be looked at", e);
        }
    }

    private void remind() {
        try {
            mediaHosts.remind();
        } catch (RuntimeException e) { // an exception would end all that follow
            LOG.error("What media hosts are down could not be said: {}", e.toString(), e);
        }
    }

    private void beat() {
        try {
            ledger.beat();
            asking.keep();
            deadOwners.look();
            health.goesOn("ledger");
        } catch (RuntimeException e) { // the next beat tries again; an exception would end all of them
            health.standsStill("ledger", new Pause(PauseClass.LEDGER, "it cannot be written (" + e.getMessage() + ")"));
            LOG.debug("The ledger could not be told that this process lives", e);
        }
    }

    /** Runs what is not worth a thread of its own and must not keep a job waiting. */
    private void aside(Runnable task) {
        try {
            heart.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("It has stopped, and nobody waits for that any more", e);
        }
    }

    private void recover() {
        Instant lastAlive = ledger.lastAlive();
        boolean cutOff = deadOwners.look() > 0;
        long boot = Boot.id();
        boolean rebooted = boot != 0 && ledger.mark(BOOT) != 0 && ledger.mark(BOOT) != boot;
        if (cutOff) {
            ledger.check();
        }
        if (cutOff || rebooted) {
            mendSince = lastAlive.minus(MAY_BE_LOST);
        } else {
            ledger.mark(BOOT, boot);
        }
        if (ours) {
            Duration back = ledger.followClock();
            if (!back.isZero()) {
                LOG.warn("the clock went back by {} since the last run; what waits goes back with it", back);
            }
        }
    }

    private boolean isSwept() {
        return settings.get(Keys.POLL_SWEEP).equals("auto");
    }

    private Mounts mounts() throws IOException {
        Mounts mounts = Mounts.in(places.data());
        if (newFolders) {
            mounts.forget();
        }
        return mounts;
    }

    /** Everything that leaves goes this way; where nothing is said, straight. */
    public Flow through(Egress way) {
        egress = way;
        return this;
    }

    /** The folders as they are at the start are the right ones, whatever is remembered of them. */
    public Flow withNewFolders() {
        newFolders = true;
        return this;
    }

    /** What watches over the folders: holds back what would write, or pay for what cannot be written. */
    private void bindDisks() {
        main.bind("writingBrake", disks.writing());
        collectBrake.add(disks.writing());
        submitBrake
                .add(new CollectFirst(
                        disks.paying(),
                        disks::stops,
                        () -> hands.anyWaits(JobState.READY)
                                ? Optional.of(Instant.MIN)
                                : ledger.nextDue(List.of(JobState.READY)),
                        clock))
                .add(new Backlog(
                        ledger::tallies,
                        clock,
                        settings.get(Keys.OUTPUT_MAX_READY),
                        settings.get(Keys.OUTPUT_READY_FOR)));
    }

    /** The output folder is there for the first time since the start: takes up what an earlier process left in it. */
    private void openOutput() throws IOException {
        new WholeFiles(places.output(), false, access).made();
        new WholeFiles(places.failed(), false, access).made();
        store.sweep(Instant.MAX); // one process alone writes to this home: they are what a killed one left
        new OlderLedger(ledger, log, clock).holdWhatIsDone(); // before the ledger's mark moves
        if (mendSince == null || settings.get(Keys.OUTPUT_SYNC).equals("always")) {
            written.putAll(standing(log.recover(ledger.mark(Settles.REACH))));
        } else {
            written.putAll(new PowerCut(ledger, store, log, errors, places.output(), clock).mend(mendSince));
        }
        ledger.mark(BOOT, Boot.id()); // and not before: what is cut off here is looked at again
    }

    private void bindBeans(ApiKey key, String version) throws IOException {
        Backoff backoff = new Backoff(settings.get(Keys.RETRY_FIRST), settings.get(Keys.RETRY_MAX), random);
        Outages outages = new Outages(ledger, clock);
        Watch watch = watch(outages);
        Pace pace = new Pace(
                settings.get(Keys.POLL_INTERVAL),
                settings.get(Keys.POLL_OVERDUE_INTERVAL),
                settings.get(Keys.DEADLINE),
                settings.get(Keys.OVERDUE_FOR),
                outages.downtime(),
                random);
        asking = new Asking(
                pace,
                new Learned(
                        new Aim(
                                settings.get(Keys.POLL_INTERVAL),
                                settings.get(Keys.POLL_LATENESS),
                                settings.get(Keys.POLL_MAX_GAP),
                                settings.get(Keys.POLL_PER_SECOND).doubleValue()),
                        random,
                        this::aside),
                settings.get(Keys.POLL_LEARN),
                ledger,
                clock);
        asking.recall();
        main.bind("lateness", new Lateness(pace, clock));
        Answers answers = new Answers(key, settings.get(Keys.MEDIA_MAX_PER_REQUEST));
        hands = new Hands(ledger, clock, backoff, outcomes);
        Endpoints endpoints = new Endpoints(settings.get(Keys.API_BASE_URL));
        Sweep sweep = new Sweep(
                isSwept(),
                asking::urgency,
                settings.get(Keys.POLL_INTERVAL),
                text -> Label.during(null, () -> LOG.info(text)));
        Sweeps sweeps = new Sweeps(sweep, hands, endpoints, answers, settings.get(Keys.API_MODEL), asking, clock);
        main.bind("sweeps", sweeps);
        main.bind(
                "ledger",
                new LedgerComponent(hands, clock, health, watch, new SweepClaims(sweep, hands, pollBrake, clock)));
        main.bind("submitBrake", submitBrake);
        main.bind("pollBrake", pollBrake);
        main.bind("collectBrake", collectBrake);
        main.bind("ledgerRepository", new LedgerRepository(hands));
        // What an aggregate completes belongs to the job in hand: it is done before the job is let go.
        main.bind("sameThread", new SynchronousExecutorService());
        main.bind(
                "timeline",
                new Timeline(clock, asking, new Stalls(ledger, pace, settings.get(Keys.STALLED_AFTER)), sweeps));
        main.bind(
                "submits",
                new Submits(
                        answers,
                        watch,
                        ledger,
                        settings.get(Keys.SUBMIT_THROTTLE_TRIES),
                        clock,
                        backoff,
                        settings.get(Keys.API_IDEMPOTENCY_HEADER)));
        Pacer pollRate = new TokenBucket(settings.get(Keys.POLL_PER_SECOND).doubleValue(), Ticker.of(clock));
        main.bind("pollRate", pollRate);
        main.bind("pollPacer", new Pacers(watch.pollPacer(), pollRate));
        main.bind("polls", new Polls(endpoints, answers, watch, clock, backoff, sweeps, pollRate));
        main.bind("probes", new Probes(watch, endpoints, answers, settings.get(Keys.API_MODEL), clock));
        bindReconcile(answers, endpoints, backoff);
        bindClients(key);
        bindIntake();
        bindOutput(version, pace, backoff);
        bindDisks();
    }

    private void bindReconcile(Answers answers, Endpoints endpoints, Backoff backoff) {
        main.bind(
                "reconciles",
                new Reconciles(
                        ledger,
                        answers,
                        endpoints,
                        OnUnknown.of(settings.get(Keys.ON_UNKNOWN_SUBMIT)),
                        new Looks(settings.get(Keys.RECONCILE_ABSENT_AFTER)),
                        clock,
                        backoff));
    }

    /** What paces submits, and stops submits or polls while they would be in vain. */
    private Watch watch(Outages outages) {
        int perMinute = settings.get(Keys.SUBMIT_PER_MINUTE);
        int perHour = settings.get(Keys.SUBMIT_PER_HOUR);
        List<Instant> before = perMinute + perHour == 0
                ? List.of()
                : ledger.submitsSince(clock.instant().minus(Duration.ofHours(1)));
        Duration longestWait = settings.get(Keys.RETRY_MAX);
        Duration longestPause = settings.get(Keys.PAUSE_MAX);
        Watch watch = new Watch(
                clock,
                settings.get(Keys.PAUSE_FIRST),
                longestPause,
                longestWait.compareTo(longestPause) < 0 ? longestWait : longestPause,
                new Governor(clock, perMinute, perHour, longestWait, before),
                new Refused(ledger, outcomes),
                outages,
                outcomes);
        watch.addTo(submitBrake, pollBrake);
        main.bind("governor", watch.submitPacer());
        return watch;
    }

    private void bindClients(ApiKey key) {
        ApiHost host = new ApiHost(settings.get(Keys.API_BASE_URL));
        String organization = settings.get(Keys.API_ORGANIZATION);
        Duration connect = settings.get(Keys.API_CONNECT_TIMEOUT);
        submitPool = HttpClients.submitPool(
                settings.get(Keys.SUBMIT_CONCURRENCY), connect, SystemDefaultDnsResolver.INSTANCE, egress);
        askPool = HttpClients.getPool(
                settings.get(Keys.POLL_CONCURRENCY) + OTHER_ASKS, connect, SystemDefaultDnsResolver.INSTANCE, egress);
        boolean anywhere = settings.get(Keys.MEDIA_ALLOW_PRIVATE_NETWORK);
        mediaPool = HttpClients.getPool(
                settings.get(Keys.COLLECT_CONCURRENCY),
                connect,
                anywhere ? SystemDefaultDnsResolver.INSTANCE : new PublicAddresses(SystemDefaultDnsResolver.INSTANCE),
                egress);
        main.bind("apiPool", askPool);
        main.bind("allowedHeaders", new AllowedHeaders(settings.get(Keys.API_IDEMPOTENCY_HEADER)));
        main.bind(
                "submitClient",
                HttpClients.submits(
                        submitPool, settings.get(Keys.API_SUBMIT_TIMEOUT), egress, host, key, organization));
        main.bind(
                "statusClient",
                HttpClients.asks(askPool, settings.get(Keys.API_READ_TIMEOUT), egress, host, key, organization));
        main.bind("mediaClient", HttpClients.media(mediaPool, settings.get(Keys.MEDIA_READ_TIMEOUT), egress));
    }

    private void bindIntake() {
        TakenOnDisk onDisk = new TakenOnDisk(places.output());
        NamesInHand names = new NamesInHand(
                path -> ledger.nameTaken(OutputNames.key(path)) || onDisk.test(path),
                FileNames.check().isPresent());
        main.bind("inboxFilter", inbox.filter(disks, health, new RecordedDrops(ledger)));
        main.bind("nothingInProgress", new NothingInProgress());
        main.bind(
                "intake",
                new Intake(
                        inbox.taking(),
                        inbox.shelves(),
                        inbox.late(),
                        reader::join,
                        settings.get(Keys.DROP_MAX_SIZE),
                        names,
                        NameTemplate.ofFolder(settings.get(Keys.OUTPUT_FOLDER_TEMPLATE)),
                        NameTemplate.parse(settings.get(Keys.OUTPUT_NAME_TEMPLATE)),
                        settings.get(Keys.OUTPUT_TIME_ZONE).orElseGet(ZoneId::systemDefault),
                        OnSame.of(settings.get(Keys.ON_SAME_DROP)),
                        new DropIds(clock, random),
                        ledger,
                        outcomes,
                        disks,
                        clock));
    }

    /** Reads drops, and holds them to all that the settings say. */
    public static DropReader reader(Settings settings) {
        return new DropReader(
                rules(settings), new DropTemplates(NameTemplate.ofFolder(settings.get(Keys.OUTPUT_FOLDER_TEMPLATE))));
    }

    /** What may be dropped, as the settings have it. */
    static DropRules rules(Settings settings) {
        return new DropRules(
                settings.get(Keys.API_MODEL),
                settings.get(Keys.DROP_ASPECT_RATIOS),
                settings.get(Keys.DROP_PROMPT_MAX_LENGTH),
                Set.copyOf(settings.get(Keys.DROP_PASS_THROUGH_FIELDS)),
                settings.get(Keys.DROP_MAX_SIZE),
                settings.get(Keys.DROP_MAX_DEPTH),
                settings.get(Keys.DROP_MAX_JOBS));
    }

    private void bindOutput(String version, Pace pace, Backoff backoff) {
        Map<Mode, BigDecimal> prices = Map.of(
                Mode.TEXT_TO_IMAGE, settings.get(Keys.PRICE_TEXT_TO_IMAGE), Mode.EDIT, settings.get(Keys.PRICE_EDIT));
        boolean sync = settings.get(Keys.OUTPUT_SYNC).equals("always");
        WholeFiles output = new WholeFiles(places.output(), sync, access);
        WholeFiles failed = new WholeFiles(places.failed(), sync, access);
        store = new PictureStore(
                places.output(),
                places.failed(),
                new PictureLimits(settings.get(Keys.MEDIA_MAX_SIZE), settings.get(Keys.MEDIA_MAX_PIXELS)),
                sync,
                access,
                disks.outputMounted(),
                disks.failedMounted());
        log = new ManifestLog(output, version, prices);
        errors = new ErrorFile(failed);
        mediaHosts = new MediaHosts(
                new HostOutages(backoff),
                clock,
                settings.get(Keys.MEDIA_READ_TIMEOUT),
                settings.get(Keys.MEDIA_MIN_RATE),
                health);
        main.bind(
                "collects",
                new Collects(
                        store,
                        disks,
                        places.output(),
                        clock,
                        backoff,
                        pace,
                        settings.get(Keys.MEDIA_TRIES),
                        new MediaUrls(
                                settings.get(Keys.MEDIA_ALLOW_PRIVATE_NETWORK),
                                new AllowedHosts(settings.get(Keys.MEDIA_HOSTS))),
                        mediaHosts));
        ToldLately told = new ToldLately();
        main.bind("settles", new Settles(ledger, log, told, errors, written, sync, disks, clock, backoff));
        main.bind(
                "manifests",
                new Manifests(
                        hands,
                        told,
                        new Manifest(output, version, prices),
                        new FailedJobs(output),
                        new DropCopy(output),
                        places.output(),
                        places.accepted(),
                        disks,
                        clock));
    }

    private void bindSchedules() {
        ScheduleFolders.Contents found = new ScheduleFolders(
                        places.schedules(),
                        new ScheduleReader(ZoneId.systemDefault(), misfire(), dropCheck(), Clock.systemUTC()))
                .read();
        found.faults().forEach(fault -> LOG.error("a schedule is left out: {}", fault.line()));
        // Schedules are of the wall clock, as Quartz is.
        Schedules schedules = new Schedules(
                found.schedules(),
                new LedgerFirings(ledger.firings(places.inbox().toString())),
                places.inbox(),
                disks.door(),
                ours ? "" : Integer.toHexString(places.inbox().toString().hashCode()) + ":",
                file -> Files.exists(places.inbox().resolve(file)) || ledger.knowsPath(file),
                Clock.system(ZoneId.systemDefault()));
        main.bind("quartz", ScheduleRoutes.quartz());
        main.bind("schedules", schedules);
        main.bind(
                "housekeeping",
                new Housekeeping(
                        places.accepted(),
                        settings.get(Keys.HOUSEKEEPING_KEEP_ACCEPTED),
                        List.of(
                                TemporaryFiles.all(places.output().resolve(".lumadrop")),
                                TemporaryFiles.all(places.failed().resolve(".lumadrop")),
                                TemporaryFiles.ofSchedules(places.inbox())),
                        settings.get(Keys.HOUSEKEEPING_KEEP_TEMPORARY),
                        ledger::forgetClosed,
                        settings.get(Keys.HOUSEKEEPING_KEEP_SETTLED),
                        Clock.systemUTC()));
        main.configure().addRoutesBuilder(new ScheduleRoutes(found.schedules()));
        schedules.start();
    }

    /**
     * Those that are still to be told of, and have a line for every time that they settled.
     *
     * @param jobs each with a line that was found
     */
    private Map<String, Integer> standing(Set<String> jobs) throws IOException {
        jobs.removeIf(this::isTold);
        Map<String, Integer> standing = new HashMap<>();
        jobs.forEach(job -> standing.put(job, Reach.settlings(ledger.events(job))));
        jobs.removeIf(job -> standing.get(job) == 1); // its line is the one; else all lines are to be counted
        Map<String, Integer> lines = log.count(jobs);
        jobs.removeIf(job -> lines.getOrDefault(job, 0) >= standing.get(job));
        standing.keySet().removeAll(jobs);
        return standing;
    }

    /** Whether nothing is to be said of the job any more, or not yet: it waits for no turn as a settled one. */
    private boolean isTold(String job) {
        return ledger.job(job)
                .filter(known -> known.state().isSettled() && known.dueAt() != null)
                .isEmpty();
    }

    private DropCheck dropCheck() {
        return (file, under, fill) -> reader.join().faultsWithin(file, under, fill).stream()
                .map(Fault::sentence)
                .toList();
    }

    private Misfire misfire() {
        return Misfire.valueOf(settings.get(Keys.SCHEDULE_MISFIRE).toUpperCase(Locale.ROOT));
    }

    private void configure() {
        main.setDefaultPropertyPlaceholderLocation("false");
        // A path as it is: Camel would take the %20 of a URI for part of the name.
        main.configure().withRoutesIncludePattern("file:" + slashed(places.routes()) + "/*.camel.yaml");
        // Camel would read every answer into memory first, a picture too, and one that never ends as well.
        main.configure().setStreamCachingEnabled(false);
        main.configure().setShutdownTimeout((int)
                Math.max(1, settings.get(Keys.SHUTDOWN_GRACE).toSeconds()));
        // Camel would make a pool with TLS of its own for each of its endpoints, which ours then takes the place of.
        main.addInitialProperty("camel.component.http.clientConnectionManager", "#apiPool");
        main.addInitialProperty("camel.component.https.clientConnectionManager", "#apiPool");
        settings.asProperties().forEach(main::addInitialProperty);
        settings.others().forEach(main::addInitialProperty);
        main.addInitialProperty("lumadrop.inbox", places.inbox().toString());
    }

    private static String slashed(Path folder) {
        return folder.toAbsolutePath().toString().replace('\\', '/');
    }

    public CamelContext camelContext() {
        return main.getCamelContext();
    }

    public Outcomes outcomes() {
        return outcomes;
    }

    /** What stands still as a whole, and why. */
    public Health health() {
        return health;
    }

    public Ledger ledger() {
        return ledger;
    }

    /** What time it is here. */
    public Instant now() {
        return clock.instant();
    }

    /** What waits in the inbox, and what is left alone there. */
    public Gate gate() {
        return inbox.gate();
    }

    /** Whether nothing is left to do by itself: the inbox is taken, and every job has settled, is overdue, or held. */
    public boolean isIdle() {
        return inbox.gate().isQuiet()
                && main.getCamelContext().getInflightRepository().size("intake") == 0
                && !ledger.isBusy();
    }

    /** Calls the listener, on any thread, when a manifest was written while no job was in hand: it may have been the last. */
    public void whenQuiet(Runnable listener) {
        hands.whenQuiet(listener);
    }

    /** How many connections are in use now, to the API and to media hosts. */
    public int connectionsInUse() {
        return submitPool.getTotalStats().getLeased()
                + askPool.getTotalStats().getLeased()
                + mediaPool.getTotalStats().getLeased();
    }

    private void sayGivenBack(long submitting, int jobs) {
        if (jobs > 0) {
            LOG.warn(
                    "the grace time of {} is over: {} given back for the next start{}",
                    Durations.format(settings.get(Keys.SHUTDOWN_GRACE)),
                    jobs == 1 ? "1 job was" : jobs + " jobs were",
                    submitting == 0
                            ? ""
                            : ", " + submitting
                                    + " of them in the middle of a submit: whether the upstream has it is not"
                                    + " known, and it is not sent again by itself");
        }
    }

    /** Lets what is in hand finish within the grace time, gives back the rest, and stops. */
    @Override
    public void close() throws Exception {
        if (disks != null) {
            disks.close();
        }
        try {
            main.stop(); // the heart beats on: what is in hand is still ours, and a stop may take as long as a submit
        } finally {
            heart.shutdownNow();
            if (hands != null) {
                hands.letAllGo();
            }
            if (asking != null) {
                asking.keep();
            }
            long submitting = ledger.tallies().getOrDefault(JobState.SUBMITTING, 0L);
            List<Released> released = ledger.release(ledger.owner().id());
            released.forEach(DeadOwners::say);
            sayGivenBack(submitting, released.size());
            if (submitPool != null) {
                submitPool.close();
                askPool.close();
                mediaPool.close();
            }
            if (inbox != null) {
                inbox.close();
            }
        }
    }
}
