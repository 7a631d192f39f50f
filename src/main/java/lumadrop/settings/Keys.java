package lumadrop.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every key there is: the one place that knows names, defaults, units, ranges and reasons.
 * {@code config/application.properties} is written from it, and a test holds the two together.
 */
public final class Keys {
    private static final Duration DECADE = Duration.ofDays(3650);
    private static final Kind<Integer> WORKERS = new IntegerKind("", 1, 10_000);
    private static final Kind<Integer> PORT = new IntegerKind("", 0, 65_535);
    private static final Kind<BigDecimal> PRICE = decimal("USD", "0", "1000");
    private static final Kind<Duration> TIMEOUT = duration(Duration.ofMillis(100), Duration.ofHours(1));
    private static final Kind<Duration> KEPT = duration(Duration.ofMinutes(1), DECADE);

    private static final Group API_GROUP = new Group("The API");

    public static final Key<URI> API_BASE_URL = API_GROUP.key(
            "api.base-url",
            new BaseUrlKind(),
            "https://console.gmicloud.ai",
            "Where the API is. Its host is the only one that ever gets the API key.");

    /** In the registry to be known and explained; never a value of {@link Settings}: see {@link Loaded#apiKey()}. */
    static final Key<String> API_KEY = API_GROUP.secret(
            "api.key",
            text("only a reference of the form {{env:NAME}} here, never the key itself", "\\{\\{env:\\w+}}"),
            "{{env:GMI_API_KEY}}",
            "Put the key into the environment variable GMI_API_KEY, or into a file that GMI_API_KEY_FILE names.");

    public static final Key<String> API_MODEL = API_GROUP.key(
            "api.model",
            text("a model's id, without white space", "[!-~]{1,200}"),
            "luma-uni-1.1",
            "The model that is asked. Upper and lower case differ.");

    public static final Key<String> API_ORGANIZATION = API_GROUP.key(
            "api.organization",
            text("an organisation's id, without white space, or nothing", "[!-~]{0,200}"),
            "",
            "Sent as X-Organization-ID; needed only where one key serves several organisations.");

    public static final Key<Duration> API_CONNECT_TIMEOUT = API_GROUP.key(
            "api.connect-timeout", TIMEOUT, "10s", "How long to wait for a connection, to the API or to a media host.");

    public static final Key<Duration> API_SUBMIT_TIMEOUT = API_GROUP.key(
            "api.submit-timeout",
            TIMEOUT,
            "10m",
            "How long a submit may take. The API may hold it while it paints, and giving up leaves a paid job unsure.");

    public static final Key<Duration> API_READ_TIMEOUT = API_GROUP.key(
            "api.read-timeout", TIMEOUT, "30s", "How long every other answer of the API may take (status, list).");

    public static final Key<String> API_IDEMPOTENCY_HEADER = API_GROUP.key(
            "api.idempotency-header",
            text(
                    "a header's name that is free for it, such as Idempotency-Key, or nothing",
                    "|(?i)(?!(authorization|host|cookie|connection|content-.*|transfer-encoding|expect|user-agent"
                            + "|x-organization-id|camel.*)$)[a-z][a-z0-9-]{0,63}"),
            "",
            "A header for each attempt's stable id, should the API come to know one. None is documented.");

    private static final Group HTTP_GROUP = new Group("The way out");

    public static final Key<String> HTTP_PROXY = HTTP_GROUP.key(
            "http.proxy",
            new ProxyKind(),
            "",
            "The proxy that all https goes through, by CONNECT. Nothing: what HTTPS_PROXY names, if it is set.");

    public static final Key<List<String>> HTTP_NO_PROXY = HTTP_GROUP.key(
            "http.no-proxy",
            list(
                    "hosts, domains (.example.com), networks (10.0.0.0/8), * or nothing, with commas between",
                    "[^,\\s]+",
                    0),
            "",
            "What is reached without the proxy; this machine always is. Nothing: what NO_PROXY names, if it is set.");

    public static final Key<Optional<Path>> HTTP_TRUST_STORE = HTTP_GROUP.key(
            "http.trust-store",
            new FileKind(),
            "",
            "Certificates to trust beside the JDK's own, those of a proxy that looks into TLS, say: PEM, PKCS12 or JKS.");

    private static final Group RECONCILE_GROUP = new Group("Submits of which it is not known whether they arrived");

    public static final Key<String> ON_UNKNOWN_SUBMIT = RECONCILE_GROUP.key(
            "on-unknown-submit",
            new ChoiceKind("reconcile", "hold", "resubmit"),
            "reconcile",
            "Look it up in the API's list; hold it for a person; or send it again and accept that it may be paid twice.");

    public static final Key<Duration> RECONCILE_ABSENT_AFTER = RECONCILE_GROUP.key(
            "reconcile.absent-after",
            duration(Duration.ofMillis(100), Duration.ofDays(1)),
            "5m",
            "A request that five looks spread over so long did not find never arrived, and is sent again.");

    private static final Group LEDGER_GROUP = new Group("The ledger");

    public static final Key<String> LEDGER_URL = LEDGER_GROUP.secret(
            "ledger.url",
            text("a URL that starts with jdbc:sqlite: or jdbc:postgresql:, or nothing", "|jdbc:(sqlite|postgresql):.+"),
            "",
            "The database that remembers every job. Nothing: the SQLite file data/lumadrop.db in the home.");

    public static final Key<Optional<Path>> DATA_FOLDER = LEDGER_GROUP.key(
            "data-folder",
            new FolderKind(),
            "",
            "Where the ledger is, and what belongs to this machine; on a local disk. Nothing: data in the home.");

    private static final Group PACE_GROUP = new Group("How much at once, how often, how long");

    public static final Key<Integer> MAX_IN_FLIGHT = PACE_GROUP.key(
            "max-in-flight",
            new IntegerKind("requests", 1, 100_000),
            "50",
            "The most requests that the API has in hand for us at one time.");

    public static final Key<Integer> SUBMIT_CONCURRENCY = PACE_GROUP.key(
            "submit.concurrency",
            WORKERS,
            "50",
            "Submits under way at one time. Each may block for minutes, so it is as large as max-in-flight.");

    public static final Key<Integer> POLL_CONCURRENCY =
            PACE_GROUP.key("poll.concurrency", WORKERS, "8", "Status calls under way at one time.");

    public static final Key<Integer> COLLECT_CONCURRENCY = PACE_GROUP.key(
            "collect.concurrency", WORKERS, "4", "Requests whose pictures are downloaded and checked at one time.");

    public static final Key<BigDecimal> POLL_PER_SECOND = PACE_GROUP.key(
            "poll.per-second",
            decimal("status calls a second", "0.001", "10000"),
            "20",
            "The most status and list calls of the whole process; after a pause, up to a second's worth at once.");

    public static final Key<Duration> POLL_INTERVAL = PACE_GROUP.key(
            "poll.interval",
            duration(Duration.ofMillis(100), Duration.ofHours(1)),
            "2s",
            "From one status call of a request to its next at most, while it is not known how long its like take.");

    public static final Key<Boolean> POLL_LEARN = PACE_GROUP.key(
            "poll.learn",
            new BooleanKind(),
            "true",
            "Whether status calls are planned by how long requests have been seen to take. False: at poll.interval.");

    public static final Key<Duration> POLL_LATENESS = PACE_GROUP.key(
            "poll.lateness",
            duration(Duration.ofMillis(50), Duration.ofHours(1)),
            "1500ms",
            "How late the end of a request is to be noticed, on average; sooner where requests take less than 30 s.");

    public static final Key<Duration> POLL_MAX_GAP = PACE_GROUP.key(
            "poll.max-gap",
            duration(Duration.ofMillis(100), Duration.ofHours(1)),
            "30s",
            "The longest wait between two status calls of a request in time, or poll.interval if that is longer.");

    public static final Key<String> POLL_SWEEP = PACE_GROUP.key(
            "poll.sweep",
            new ChoiceKind("auto", "off"),
            "auto",
            "Whether one list call takes the place of many status calls, where the list is seen to work.");

    public static final Key<Duration> POLL_OVERDUE_INTERVAL = PACE_GROUP.key(
            "poll.overdue-interval",
            duration(Duration.ofMillis(100), Duration.ofDays(1)),
            "15m",
            "The longest wait between two status calls of a request that is overdue.");

    public static final Key<Duration> DEADLINE = PACE_GROUP.key(
            "deadline",
            duration(Duration.ofSeconds(1), Duration.ofDays(30)),
            "30m",
            "A request without its last answer by then is overdue: asked after ever more rarely, not given up.");

    public static final Key<Duration> OVERDUE_FOR = PACE_GROUP.key(
            "overdue-for",
            duration(Duration.ZERO, Duration.ofDays(365)),
            "24h",
            "How long after the deadline a late picture is still waited for; then the job fails.");

    public static final Key<Duration> RETRY_FIRST = PACE_GROUP.key(
            "retry.first",
            duration(Duration.ofMillis(1), Duration.ofHours(1)),
            "1s",
            "The wait after a first passing trouble (429, 5xx, a dropped connection). It doubles from there.");

    public static final Key<Duration> RETRY_MAX = PACE_GROUP.key(
            "retry.max",
            duration(Duration.ofMillis(1), Duration.ofDays(1)),
            "5m",
            "The longest wait between two tries, also where an answer asks for a longer one.");

    public static final Key<Integer> SUBMIT_PER_MINUTE = PACE_GROUP.key(
            "submit.per-minute",
            new IntegerKind("submits", 0, 1_000_000),
            "0",
            "The most submits in any minute. 0: none but what the API's own refusals teach.");

    public static final Key<Integer> SUBMIT_PER_HOUR = PACE_GROUP.key(
            "submit.per-hour",
            new IntegerKind("submits", 0, 1_000_000),
            "0",
            "The most submits in any hour; a restart does not begin a new one. 0: any.");

    public static final Key<Integer> SUBMIT_THROTTLE_TRIES = PACE_GROUP.key(
            "submit.throttle-tries",
            new IntegerKind("submits", 0, 100),
            "3",
            "How often a job is submitted anew after one that was taken and then failed for a rate limit or capacity.");

    public static final Key<Duration> PAUSE_FIRST = PACE_GROUP.key(
            "pause.first",
            duration(Duration.ofMillis(10), Duration.ofHours(1)),
            "10s",
            "When submits or polls stop as a whole (key, credit, API down): the wait before a first free call probes it.");

    public static final Key<Duration> PAUSE_MAX = PACE_GROUP.key(
            "pause.max",
            duration(Duration.ofMillis(10), Duration.ofDays(1)),
            "15m",
            "The longest wait between two such probes.");

    public static final Key<Duration> STALLED_AFTER = PACE_GROUP.key(
            "stalled-after",
            duration(Duration.ofSeconds(1), Duration.ofDays(30)),
            "10m",
            "A request that the API took and has left in its queue, untouched, for this long is said to be stalled, once.");

    private static final Group INBOX_GROUP = new Group("The inbox");

    public static final Key<Duration> INBOX_STABLE_TIME = INBOX_GROUP.key(
            "inbox.stable-time",
            duration(Duration.ZERO, Duration.ofHours(1)),
            "1s",
            "A file is taken when its size and time have stood still for this long. Raise it for slow shares.");

    public static final Key<Duration> INBOX_SCAN_INTERVAL = INBOX_GROUP.key(
            "inbox.scan-interval",
            duration(Duration.ofMillis(10), Duration.ofHours(1)),
            "250ms",
            "From one look into the inbox to the next.");

    public static final Key<List<String>> INBOX_IGNORE = INBOX_GROUP.key(
            "inbox.ignore",
            list("names with commas between them; * stands for any characters, ? for one", "[^/\\\\{}\\[\\]]+", 0),
            String.join(",", LitterNames.ALL),
            "Files and folders not looked at: what programs, shares and sync leave about. Dotfiles never are.");

    private static final Group DROP_GROUP = new Group("What may be dropped");

    public static final Key<Long> DROP_MAX_SIZE = DROP_GROUP.key(
            "drop.max-size", new SizeKind(1L << 10, 1L << 30), "16MiB", "The largest file that is read.");

    public static final Key<Integer> DROP_MAX_DEPTH = DROP_GROUP.key(
            "drop.max-depth",
            new IntegerKind("levels", 4, 500),
            "32",
            "The deepest nesting of JSON that is read: a deeper file can only be meant to do harm.");

    public static final Key<Integer> DROP_MAX_JOBS = DROP_GROUP.key(
            "drop.max-jobs",
            new IntegerKind("jobs", 1, 1_000_000),
            "10000",
            "The most jobs in one file, renderings counted one by one. Each of them costs money.");

    public static final Key<List<String>> DROP_ASPECT_RATIOS = DROP_GROUP.key(
            "drop.aspect-ratios",
            list("ratios such as 16:9 with commas between them", "[1-9]\\d{0,3}:[1-9]\\d{0,3}", 1),
            "3:1,2:1,16:9,3:2,1:1,2:3,9:16,1:2,1:3",
            "The aspect ratios that the model knows; another one is a fault before it costs anything.");

    public static final Key<Integer> DROP_PROMPT_MAX_LENGTH = DROP_GROUP.key(
            "drop.prompt-max-length",
            new IntegerKind("characters", 1, 1_000_000),
            "6000",
            "The longest prompt that the model's maker takes.");

    public static final Key<List<String>> DROP_PASS_THROUGH_FIELDS = DROP_GROUP.key(
            "drop.pass-through-fields",
            list("field names with commas between them, or nothing", "[A-Za-z_][A-Za-z0-9_-]*", 0),
            "",
            "Further fields of the vendor's that a job may carry and that go out as they came in.");

    public static final Key<String> ON_SAME_DROP = DROP_GROUP.key(
            "on-same-drop",
            new ChoiceKind("hold-while-unfinished", "accept", "hold", "reject"),
            "hold-while-unfinished",
            "What becomes of a drop that asks for the very same as one before it: likely an accident while that is unfinished.");

    private static final Group OUTPUT_GROUP = new Group("What comes out");

    public static final Key<String> OUTPUT_FOLDER_TEMPLATE = OUTPUT_GROUP.key(
            "output.folder-template",
            text("a template, not empty", ".+"),
            "{drop}",
            "A drop's folder in output: {drop}, {date:yyyy/MM}. A drop's own defaults win.");

    public static final Key<String> OUTPUT_NAME_TEMPLATE = OUTPUT_GROUP.key(
            "output.name-template",
            text("a template, not empty", ".+"),
            "{name}",
            "A picture's name without its ending: {name}, {n}, {custom_id}, {meta.KEY}, {date:yyyy}, {prompt:24}.");

    public static final Key<Optional<ZoneId>> OUTPUT_TIME_ZONE = OUTPUT_GROUP.key(
            "output.time-zone", new ZoneKind(), "", "Whose midnight {date} turns over at. Nothing: the machine's.");

    public static final Key<String> OUTPUT_SYNC = OUTPUT_GROUP.key(
            "output.sync",
            new ChoiceKind("recover", "always"),
            "recover",
            "After a power cut: recover checks what came out last and collects again; always waits for the disk.");

    public static final Key<String> OUTPUT_PERMISSIONS = OUTPUT_GROUP.key(
            "output.permissions",
            new ChoiceKind("owner", "umask"),
            "owner",
            "Who may read what is made in output, failed and accepted: its owner, or whoever the process's umask lets.");

    public static final Key<Long> OUTPUT_MIN_FREE = OUTPUT_GROUP.key(
            "output.min-free",
            new SizeKind(0, 1L << 50),
            "1GiB",
            "With less room than that for output or the ledger, nothing more is submitted. 0: there always is room.");

    public static final Key<Integer> OUTPUT_MAX_READY = OUTPUT_GROUP.key(
            "output.max-ready",
            new IntegerKind("jobs", 1, 1_000_000),
            "200",
            "With more finished requests than that not yet collected, for longer than ready-for, submits pause.");

    public static final Key<Duration> OUTPUT_READY_FOR = OUTPUT_GROUP.key(
            "output.ready-for",
            duration(Duration.ZERO, Duration.ofDays(1)),
            "1m",
            "How long there may be more than max-ready of them.");

    private static final Group MEDIA_GROUP = new Group("Fetching pictures");

    public static final Key<Boolean> MEDIA_ALLOW_PRIVATE_NETWORK = MEDIA_GROUP.key(
            "media.allow-private-network",
            new BooleanKind(),
            "false",
            "Whether an answer may send us to http and to private addresses. True only for tests and the sandbox.");

    public static final Key<List<String>> MEDIA_HOSTS = MEDIA_GROUP.key(
            "media.hosts",
            list(
                    "hosts' names such as cdn.example.com or *.example.com with commas between them, or nothing",
                    "(\\*\\.)?[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*|\\[[0-9A-Fa-f:.]+]",
                    0),
            "",
            "The only hosts that pictures are fetched from, redirects included. Nothing: any, but with a proxy name them.");

    public static final Key<Long> MEDIA_MAX_SIZE = MEDIA_GROUP.key(
            "media.max-size", new SizeKind(1L << 10, 16L << 30), "256MiB", "The largest picture that is fetched.");

    public static final Key<Long> MEDIA_MAX_PIXELS = MEDIA_GROUP.key(
            "media.max-pixels",
            new LongKind("pixels", 1, 4_000_000_000L),
            "100000000",
            "The largest picture that is decoded: a small file can unpack to many gigabytes.");

    public static final Key<Integer> MEDIA_MAX_PER_REQUEST = MEDIA_GROUP.key(
            "media.max-per-request",
            new IntegerKind("pictures", 1, 1_000),
            "16",
            "The most pictures that are fetched for one request.");

    public static final Key<Duration> MEDIA_READ_TIMEOUT = MEDIA_GROUP.key(
            "media.read-timeout", TIMEOUT, "60s", "How long a media host may stay silent in the middle of a picture.");

    public static final Key<Long> MEDIA_MIN_RATE = MEDIA_GROUP.key(
            "media.min-rate",
            new SizeKind(0, 1L << 30),
            "1KiB",
            "How much must come in a second, over 20 s, or the download is tried anew later. 0: any rate will do.");

    public static final Key<Integer> MEDIA_TRIES = MEDIA_GROUP.key(
            "media.tries",
            new IntegerKind("tries", 1, 1_000),
            "5",
            "How often what comes may be no picture before its job fails. A host without an answer is waited for.");

    private static final Group PRICE_GROUP = new Group("Prices, for estimates only");

    public static final Key<BigDecimal> PRICE_TEXT_TO_IMAGE =
            PRICE_GROUP.key("price.text-to-image", PRICE, "0.0404", "One picture from text, by the vendor's page.");

    public static final Key<BigDecimal> PRICE_EDIT =
            PRICE_GROUP.key("price.edit", PRICE, "0.0434", "One edit, by the vendor's page.");

    private static final Group CLOCK_GROUP = new Group("Schedules and keeping house");

    public static final Key<String> SCHEDULE_MISFIRE = CLOCK_GROUP.key(
            "schedule.misfire",
            new ChoiceKind("once", "skip"),
            "once",
            "What becomes of a schedule's times that passed while lumadrop was off: one drop for all, or none.");

    public static final Key<String> HOUSEKEEPING_CRON = CLOCK_GROUP.key(
            "housekeeping.cron",
            text("a Quartz cron expression of six or seven fields, seconds first", "\\S+( +\\S+){5,6}"),
            "0 15 3 * * ?",
            "When the house is cleaned.");

    public static final Key<Duration> HOUSEKEEPING_KEEP_SETTLED = CLOCK_GROUP.key(
            "housekeeping.keep-settled",
            KEPT,
            "90d",
            "How long the ledger remembers a job that is done or failed. Pictures and manifests stay.");

    public static final Key<Duration> HOUSEKEEPING_KEEP_ACCEPTED = CLOCK_GROUP.key(
            "housekeeping.keep-accepted",
            KEPT,
            "90d",
            "How long a file stays in accepted/ once its jobs have settled.");

    public static final Key<Duration> HOUSEKEEPING_KEEP_TEMPORARY = CLOCK_GROUP.key(
            "housekeeping.keep-temporary",
            KEPT,
            "1d",
            "How old a temporary file that nobody owns must be before it is removed.");

    private static final Group PROCESS_GROUP = new Group("The process");

    public static final Key<Duration> SHUTDOWN_GRACE = PROCESS_GROUP.key(
            "shutdown.grace",
            duration(Duration.ZERO, Duration.ofHours(1)),
            "30s",
            "How long a stop waits for what is in hand; the rest is given back and goes on at the next start.");

    public static final Key<Integer> BOARD_PORT = PROCESS_GROUP.key(
            "board.port",
            PORT,
            "0",
            "Kept for the board, a web page that shows the work. It is not built yet: nothing listens, whatever stands here.");

    public static final Key<Optional<Path>> TEMPORARY_FOLDER = PROCESS_GROUP.key(
            "temporary-folder",
            new FolderKind(),
            "",
            "Where the native libraries of SQLite and SHA-256 are unpacked; must allow execution. Nothing: data/tmp in the home.");

    public static final Key<String> LOG_LEVEL = PROCESS_GROUP.key(
            "log.level", new ChoiceKind("ERROR", "WARN", "INFO", "DEBUG", "TRACE"), "INFO", "How much is said.");

    public static final Key<String> LOG_FORMAT = PROCESS_GROUP.key(
            "log.format",
            new ChoiceKind("text", "json"),
            "text",
            "A line of text for each event, or a line of JSON with fields for machines.");

    private static final Group SANDBOX_GROUP = new Group("The sandbox: the API's double, for demo and development");

    public static final Key<Integer> SANDBOX_PORT = SANDBOX_GROUP.key(
            "sandbox.port", PORT, "8087", "The port that it listens on, on this machine only. 0: any.");

    public static final Key<String> SANDBOX_KEY = SANDBOX_GROUP.secret(
            "sandbox.key",
            text("text without white space, or nothing", "[!-~]*"),
            "",
            "The key that it asks for, never a real one. Nothing: any key will do.");

    public static final Key<Duration> SANDBOX_GENERATE_TIME = SANDBOX_GROUP.key(
            "sandbox.generate-time",
            duration(Duration.ZERO, Duration.ofHours(1)),
            "2s",
            "How long it takes for a picture. The real API takes about 30 s.");

    public static final Key<BigDecimal> SANDBOX_SPREAD = SANDBOX_GROUP.key(
            "sandbox.spread",
            decimal("", "0", "3"),
            "0.35",
            "How far that time varies: the sigma of its lognormal spread. 0: not at all.");

    public static final Key<String> SANDBOX_ANSWERS = SANDBOX_GROUP.key(
            "sandbox.answers",
            new ChoiceKind(
                    "queued", "created", "dispatched", "processing", "blocking", "blocking-without-outcome", "mixed"),
            "queued",
            "A submit's answer: at once with that status, or only when the picture is there (blocking).");

    public static final Key<Integer> SANDBOX_PICTURE_SIZE = SANDBOX_GROUP.key(
            "sandbox.picture-size",
            new IntegerKind("pixels", 1, 16_384),
            "2048",
            "The longer side of its pictures. Small ones make for fast tests.");

    public static final Key<String> SANDBOX_PICTURE_FORMAT = SANDBOX_GROUP.key(
            "sandbox.picture-format", new ChoiceKind("mixed", "png", "jpeg"), "mixed", "The form of its pictures.");

    public static final Key<List<String>> SANDBOX_MODELS = SANDBOX_GROUP.key(
            "sandbox.models",
            list("models' ids with commas between them", "[!-~]{1,200}", 1),
            "luma-uni-1.1",
            "The models that it knows.");

    public static final Key<Integer> SANDBOX_PAGE_SIZE = SANDBOX_GROUP.key(
            "sandbox.page-size", new IntegerKind("requests", 1, 100_000), "50", "The most that one list answer holds.");

    public static final Key<Integer> SANDBOX_PROMPT_LIMIT = SANDBOX_GROUP.key(
            "sandbox.prompt-limit",
            new IntegerKind("characters", 1, 1_000_000),
            "6000",
            "The longest prompt that it takes.");

    public static final Key<Integer> SANDBOX_BODY_LIMIT = SANDBOX_GROUP.key(
            "sandbox.body-limit",
            new IntegerKind("bytes", 64, 1 << 30),
            "1048576",
            "The largest submit that it takes.");

    public static final Key<String> SANDBOX_RATE_LIMIT = SANDBOX_GROUP.key(
            "sandbox.rate-limit",
            text(
                    "submits and the time they may come in, such as 2/60s, or nothing",
                    "|[1-9]\\d{0,8}/\\d{1,9}(ms|s|m|h)"),
            "",
            "More submits than that are answered 429. Nothing: none are.");

    public static final Key<String> SANDBOX_CLOCK_SKEW = SANDBOX_GROUP.key(
            "sandbox.clock-skew",
            text("a duration such as 5s, or -5s where the sandbox lags behind", "-?\\d{1,9}(ms|s|m|h)"),
            "0s",
            "How far its clock is ahead of the machine's.");

    public static final Key<List<String>> SANDBOX_ODDITIES = SANDBOX_GROUP.key(
            "sandbox.oddities",
            list(
                    "NAME, NAME*NUMBER or NAME:PROBABILITY with commas between them, or nothing",
                    "[a-z0-9-]+(\\*\\d{1,6})?(:\\d*\\.?\\d+)?",
                    0),
            "",
            "The oddities and failures of the real API that it shows.");

    public static final Key<Long> SANDBOX_SEED = SANDBOX_GROUP.key(
            "sandbox.seed",
            new LongKind("", 0, Long.MAX_VALUE),
            "0",
            "Where its chance starts from: the same seed, the same run. 0: another one at each start.");

    /** As they stand in {@code config/application.properties}. */
    static final List<Group> GROUPS = List.of(
            API_GROUP,
            HTTP_GROUP,
            RECONCILE_GROUP,
            LEDGER_GROUP,
            PACE_GROUP,
            INBOX_GROUP,
            DROP_GROUP,
            OUTPUT_GROUP,
            MEDIA_GROUP,
            PRICE_GROUP,
            CLOCK_GROUP,
            PROCESS_GROUP,
            SANDBOX_GROUP);

    private static final Map<String, Key<?>> BY_NAME = byName();

    private Keys() {}

    /** Every key by its full name, in the order of {@code config/application.properties}. */
    public static Map<String, Key<?>> all() {
        return BY_NAME;
    }

    private static Map<String, Key<?>> byName() {
        Map<String, Key<?>> byName = new LinkedHashMap<>();
        for (Group group : GROUPS) {
            for (Key<?> key : group.keys()) {
                byName.put(key.name(), key);
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    private static Kind<String> text(String expected, String form) {
        return new TextKind(expected, Pattern.compile(form));
    }

    private static Kind<List<String>> list(String expected, String item, int least) {
        return new ListKind(expected, Pattern.compile(item), least);
    }

    private static Kind<Duration> duration(Duration least, Duration most) {
        return new DurationKind(least, most);
    }

    private static Kind<BigDecimal> decimal(String what, String least, String most) {
        return new DecimalKind(what, new BigDecimal(least), new BigDecimal(most));
    }
}
