package lumadrop.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import lumadrop.file.Access;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small JSON file that tells other processes ({@code status}) what waits in the inbox and what is left alone there.
 * Written by the process that watches, when something changed, at most once a second, by rename; and every half
 * minute while there is anything to tell, so that a reader can see that its writer lives.
 *
 * <p>The JSON mapper is passed in: the house has one, and this room is not its place.
 */
public final class WaitingReport {
    private static final Logger LOG = LoggerFactory.getLogger(WaitingReport.class);
    private static final long AT_MOST_EVERY = Duration.ofSeconds(1).toNanos();
    private static final long AT_LEAST_EVERY = Duration.ofSeconds(30).toNanos();
    private static final Duration STALE = Duration.ofSeconds(90);

    /**
     * What the file said.
     *
     * @param pid of the process that wrote it
     * @param at when it was written
     * @param count how many files wait
     * @param waiting the longest waiting of them
     */
    public record Seen(long pid, Instant at, int count, List<Waiting> waiting, Ignored ignored) {
        public Seen {
            waiting = List.copyOf(waiting);
        }

        /**
         * Whether it may still be true: its writer runs on this machine and wrote it within the last minute and a
         * half.
         */
        public boolean isCurrent(Instant now) {
            return Duration.between(at, now).abs().compareTo(STALE) <= 0
                    && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
    }

    private record Content(int count, List<Waiting> waiting, Ignored ignored) {
        boolean isEmpty() {
            return count == 0 && ignored.count() == 0;
        }
    }

    private final Path file;
    private final Clock clock;
    private final LongSupplier ticker;
    private final Function<Map<String, Object>, byte[]> toJson;
    private final Function<byte[], Map<String, Object>> fromJson;
    private final Mover mover = new Mover(Access.OWNER);
    private Content written;
    private long writtenTick;
    private boolean failing;

    /**
     * @param file in the data folder
     * @param ticker monotonic nanoseconds, as {@link System#nanoTime}
     * @param toJson writes maps, lists, strings and numbers as JSON
     * @param fromJson the way back; may throw {@link RuntimeException} for what is not JSON
     */
    public WaitingReport(
            Path file,
            Clock clock,
            LongSupplier ticker,
            Function<Map<String, Object>, byte[]> toJson,
            Function<byte[], Map<String, Object>> fromJson) {
        this.file = file;
        this.clock = clock;
        this.ticker = ticker;
        this.toJson = toJson;
        this.fromJson = fromJson;
    }

    synchronized void write(int count, List<Waiting> waiting, Ignored ignored) {
        Content now = new Content(count, waiting, ignored);
        long tick = ticker.getAsLong();
        if (written != null) {
            long age = tick - writtenTick;
            boolean due = now.equals(written) ? !now.isEmpty() && age >= AT_LEAST_EVERY : age >= AT_MOST_EVERY;
            if (!due) {
                return;
            }
        }
        try {
            mover.makeFolders(file.toAbsolutePath().getParent());
            mover.write(file, toJson.apply(json(now)));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warn("What waits in the inbox cannot be told to others: {} ({})", file, FileNames.cause(e));
            }
        }
        written = now;
        writtenTick = tick;
    }

    /** What was written last, by whichever process; empty where there is nothing, or nothing that can be understood. */
    public Optional<Seen> read() {
        try {
            return Optional.of(seen(fromJson.apply(Files.readAllBytes(file))));
        } catch (IOException | RuntimeException e) {
            LOG.debug("No report of what waits in the inbox", e);
            return Optional.empty();
        }
    }

    /** Removes the file: for the end, when nobody watches any more. */
    public synchronized void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("The report of what waits in the inbox stays", e);
        }
    }

    private Map<String, Object> json(Content content) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pid", ProcessHandle.current().pid());
        json.put("at", clock.instant().toString());
        json.put("waiting_count", content.count());
        List<Object> waiting = new ArrayList<>();
        for (Waiting one : content.waiting()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("path", one.path());
            item.put("since", one.since().toString());
            item.put("bytes", one.bytes());
            item.put("why", one.why());
            waiting.add(item);
        }
        json.put("waiting", waiting);
        json.put("ignored_count", content.ignored().count());
        List<Object> ignored = new ArrayList<>();
        for (Ignored.One one : content.ignored().first()) {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("path", one.path());
            item.put("why", one.why());
            ignored.add(item);
        }
        json.put("ignored", ignored);
        return json;
    }

    /**
     * @throws RuntimeException ({@link ClassCastException}, {@link DateTimeException}, …) when it is no report of
     *     ours
     */
    private static Seen seen(Map<String, Object> json) {
        List<Waiting> waiting = new ArrayList<>();
        for (Object one : (List<?>) json.get("waiting")) {
            Map<?, ?> item = (Map<?, ?>) one;
            waiting.add(new Waiting(
                    (String) item.get("path"), instant(item.get("since")), number(item.get("bytes")), (String)
                            item.get("why")));
        }
        List<Ignored.One> ignored = new ArrayList<>();
        for (Object one : (List<?>) json.get("ignored")) {
            Map<?, ?> item = (Map<?, ?>) one;
            ignored.add(new Ignored.One((String) item.get("path"), (String) item.get("why")));
        }
        return new Seen(
                number(json.get("pid")),
                instant(json.get("at")),
                (int) number(json.get("waiting_count")),
                waiting,
                new Ignored((int) number(json.get("ignored_count")), ignored));
    }

    private static Instant instant(Object value) {
        return Instant.parse((String) value);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
