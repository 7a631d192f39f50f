package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.text.Times;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands still as a whole, why, and since when: what a person asks first when no pictures come; and what is slowed
 * down. A standstill is said in the log when it begins, once a minute while it lasts, and when it is over. Thread-safe.
 */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop.health");
    private static final Duration REPEAT_EVERY = Duration.ofMinutes(1);
    /** What a pace is changes with every submit; who looks at it is a person. */
    private static final Duration TELL_PACE_EVERY = Duration.ofSeconds(5);

    /**
     * One kind of work that stands still.
     *
     * @param work the route's id, such as {@code submit}
     * @param pause of what kind it is, and a sentence for people: what is wrong, and what ends it
     */
    public record Standstill(String work, Pause pause, Instant since) {}

    /**
     * One kind of work that goes on as fast as it may.
     *
     * @param how what it is kept to, and by what
     * @param nextAt when the next may start; in the past if now
     */
    public record Paced(String work, String how, Instant nextAt) {}

    /** All that is to be told at one moment. */
    public record Report(List<Standstill> standstills, List<Paced> paced) {
        static final Report ALL_WELL = new Report(List.of(), List.of());
    }

    private record Said(Standstill standstill, Instant saidAt, boolean aloud) {
        boolean isAloudFor(Pause pause) {
            return aloud && standstill.pause().equals(pause);
        }

        /** Each host that is down is a pause of its own; what else stops several kinds of work is one. */
        boolean isOf(String work, PauseClass pauseClass) {
            return standstill.pause().pauseClass() == pauseClass
                    && (pauseClass != PauseClass.MEDIA_DOWN || standstill.work().equals(work));
        }
    }

    private final Clock clock;
    private final Consumer<Report> onChange;
    private final Consumer<PauseClass> onPause;
    private final Map<String, Said> said = new ConcurrentHashMap<>();
    private final Map<String, Paced> paced = new TreeMap<>();
    private Instant paceToldAt = Instant.MIN;

    /**
     * @param onChange told of all there is to tell whenever that has changed; called one at a time
     * @param onPause told once of each pause, however many kinds of work it stops, and for however long
     */
    Health(Clock clock, Consumer<Report> onChange, Consumer<PauseClass> onPause) {
        this.clock = clock;
        this.onChange = onChange;
        this.onPause = onPause;
    }

    /** The work stands still for this reason; may be said as often as it is looked at. */
    synchronized void standsStill(String work, Pause pause) {
        Instant now = clock.instant();
        Said before = said.get(work);
        boolean again = before != null && before.standstill().pause().equals(pause);
        if (again && Duration.between(before.saidAt(), now).compareTo(REPEAT_EVERY) < 0) {
            return;
        }
        Instant since = before == null ? now : before.standstill().since();
        // What stands still for one and the same reason is one event, however many kinds of work it stops.
        boolean aloud = again ? before.aloud() : said.values().stream().noneMatch(one -> one.isAloudFor(pause));
        if (aloud) {
            String how = before == null ? "stands still" : "stands still since " + Times.shown(since);
            say(() -> LOG.atWarn()
                    .addKeyValue("event", "stands-still")
                    .addKeyValue("work", work)
                    .addKeyValue("class", pause.pauseClass().word())
                    .addKeyValue("since", Times.shown(since))
                    .addKeyValue("reason", pause.why())
                    .log("{} {}: {}", work, how, pause.why()));
        }
        boolean goesOnAsCounted = said.values().stream().anyMatch(one -> one.isOf(work, pause.pauseClass()));
        said.put(work, new Said(new Standstill(work, pause, since), now, aloud));
        if (!goesOnAsCounted) {
            onPause.accept(pause.pauseClass());
        }
        if (!again) {
            tell();
        }
    }

    /** The work goes on, if it stood still at all. */
    void goesOn(String work) {
        ends(work, "goes on");
    }

    /** Nothing is left that would have to go on. */
    void isLeft(String work) {
        ends(work, "is not waited for any more");
    }

    private synchronized void ends(String work, String how) {
        Said before = said.remove(work);
        if (before == null) {
            return;
        }
        if (before.aloud()) {
            Duration stood = Duration.between(before.standstill().since(), clock.instant());
            say(() -> LOG.atInfo()
                    .addKeyValue("event", "goes-on")
                    .addKeyValue("work", work)
                    .addKeyValue("seconds", stood.toSeconds())
                    .log("{} {}, after {} s", work, how, stood.toSeconds()));
        }
        tell();
    }

    /**
     * The work goes on, and no faster than this.
     *
     * @param how null where nothing slows it down
     */
    synchronized void goesAt(String work, String how, Duration untilNext) {
        if (how == null) {
            if (paced.remove(work) != null) {
                tell();
            }
            return;
        }
        Instant now = clock.instant();
        paced.put(work, new Paced(work, how, now.plus(untilNext)));
        if (Duration.between(paceToldAt, now).abs().compareTo(TELL_PACE_EVERY) >= 0) {
            paceToldAt = now;
            tell();
        }
    }

    /** Whoever has met it has a job of its own in hand, whose name is not to stand on the line. */
    private static void say(Runnable line) {
        Label.during(null, line);
    }

    private void tell() {
        onChange.accept(new Report(now(), List.copyOf(paced.values())));
    }

    /** All that stands still, the longest first. */
    public List<Standstill> now() {
        return said.values().stream()
                .map(Said::standstill)
                .sorted(Comparator.comparing(Standstill::since).thenComparing(Standstill::work))
                .toList();
    }
}
