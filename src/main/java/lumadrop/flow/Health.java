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

    private record Said(Standstill standstill, Instant saidAt) {}

    private final Clock clock;
    private final Consumer<List<Standstill>> onChange;
    private final Map<String, Said> said = new ConcurrentHashMap<>();

    /** @param onChange told of all that stands still whenever that has changed; called one at a time */
    Health(Clock clock, Consumer<List<Standstill>> onChange) {
        this.clock = clock;
        this.onChange = onChange;
    }

    /** The work stands still for this reason; may be said as often as it is looked at. */
    void standsStill(String work, String why) {
        Instant now = clock.instant();
        Said before = said.get(work);
        if (before == null) {
            LOG.warn("{} stands still: {}", work, why);
        } else if (!before.standstill().why().equals(why)
                || Duration.between(before.saidAt(), now).compareTo(REPEAT_EVERY) >= 0) {
            LOG.warn(
                    "{} stands still since {}: {}",
                    work,
                    Times.shown(before.standstill().since()),
                    why);
        } else {
            return;
        }
        Instant since = before == null ? now : before.standstill().since();
        put(work, new Said(new Standstill(work, why, since), now), before);
    }

    private void put(String work, Said now, Said before) {
        said.put(work, now);
        if (before == null || !before.standstill().equals(now.standstill())) {
            tell();
        }
    }

    /** The work goes on, if it stood still at all. */
    void goesOn(String work) {
        Said before = said.remove(work);
        if (before != null) {
            Duration stood = Duration.between(before.standstill().since(), clock.instant());
            LOG.info("{} goes on, after {} s", work, stood.toSeconds());
            tell();
        }
    }

    private synchronized void tell() {
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
