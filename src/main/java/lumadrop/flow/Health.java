package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import lumadrop.text.Times;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands still as a whole, why, and since when: what a person asks first when no pictures come. Said in the log when
 * it begins, once a minute while it lasts, and when it is over. Thread-safe.
 */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop.health");
    private static final Duration REPEAT_EVERY = Duration.ofMinutes(1);

    /**
     * One kind of work that stands still.
     *
     * @param work the route's id, such as {@code submit}
     * @param why a sentence for people: what is wrong, and what ends it
     */
    public record Standstill(String work, String why, Instant since) {}

    private record Said(Standstill standstill, Instant saidAt, boolean aloud) {
        boolean isAloudFor(String why) {
            return aloud && standstill.why().equals(why);
        }
    }

    private final Clock clock;
    private final Consumer<List<Standstill>> onChange;
    private final Map<String, Said> said = new ConcurrentHashMap<>();

    /** @param onChange told of all that stands still whenever that has changed; called one at a time */
    Health(Clock clock, Consumer<List<Standstill>> onChange) {
        this.clock = clock;
        this.onChange = onChange;
    }

    /** The work stands still for this reason; may be said as often as it is looked at. */
    synchronized void standsStill(String work, String why) {
        Instant now = clock.instant();
        Said before = said.get(work);
        boolean again = before != null && before.standstill().why().equals(why);
        if (again && Duration.between(before.saidAt(), now).compareTo(REPEAT_EVERY) < 0) {
            return;
        }
        Instant since = before == null ? now : before.standstill().since();
        // What stands still for one and the same reason is one event, however many kinds of work it stops.
        boolean aloud = again ? before.aloud() : said.values().stream().noneMatch(one -> one.isAloudFor(why));
        if (aloud) {
            String how = before == null ? "stands still" : "stands still since " + Times.shown(since);
            say(() -> LOG.warn("{} {}: {}", work, how, why));
        }
        said.put(work, new Said(new Standstill(work, why, since), now, aloud));
        if (!again) {
            tell();
        }
    }

    /** The work goes on, if it stood still at all. */
    synchronized void goesOn(String work) {
        Said before = said.remove(work);
        if (before == null) {
            return;
        }
        if (before.aloud()) {
            Duration stood = Duration.between(before.standstill().since(), clock.instant());
            say(() -> LOG.info("{} goes on, after {} s", work, stood.toSeconds()));
        }
        tell();
    }

    /** Whoever has met it has a job of its own in hand, whose name is not to stand on the line. */
    private static void say(Runnable line) {
        Label.during(null, line);
    }

    private void tell() {
        onChange.accept(now());
    }

    /** All that stands still, the longest first. */
    public List<Standstill> now() {
        return said.values().stream()
                .map(Said::standstill)
                .sorted(Comparator.comparing(Standstill::since).thenComparing(Standstill::work))
                .toList();
    }
}
