package lumadrop.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * When a schedule is due, also when the clocks change; the rule is written down at {@link lumadrop.schedule}. Quartz
 * counts through the local times as if they were UTC, where no hour is missing and none comes twice; the mapping to
 * instants is done here.
 */
public final class FiringRule {
    /** No clock change reaches further: the greatest on record left out a whole day. */
    private static final Duration REACH = Duration.ofDays(2);

    /** Ever longer looks back, so that a cron of seconds is not counted through years to find its latest time. */
    private static final List<Duration> LOOKS_BACK = List.of(
            Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofDays(2), Duration.ofDays(40), Duration.ofDays(400));

    private final CronExpression localTimes;
    private final ZoneId zone;
    private final boolean wallClock;

    private FiringRule(CronExpression localTimes, ZoneId zone, boolean wallClock) {
        this.localTimes = localTimes;
        this.zone = zone;
        this.wallClock = wallClock;
    }

    /**
     * @param cron six or seven fields, seconds first, as Quartz reads them
     * @throws ParseException if Quartz cannot read it
     */
    public static FiringRule of(String cron, ZoneId zone) throws ParseException {
        CronExpression localTimes = new CronExpression(cron);
        localTimes.setTimeZone(TimeZone.getTimeZone("UTC"));
        String hours = cron.strip().split("\\s+")[2];
        boolean open = hours.contains("*") || hours.contains("/");
        return new FiringRule(localTimes, zone, !open);
    }

    /** Whether it drops once for every local time it names, not whenever the clock shows it. */
    public boolean isWallClock() {
        return wallClock;
    }

    /** All due times after the first instant up to and with the second, in their order. */
    public List<DueTime> between(Instant after, Instant until) {
        List<DueTime> found = new ArrayList<>();
        if (!after.isBefore(until)) {
            return found;
        }
        Duration slack = clockChange(after, until);
        LocalDateTime last = local(until).plus(slack);
        for (LocalDateTime time = following(local(after).minus(slack));
                time != null && !time.isAfter(last);
                time = following(time)) {
            for (DueTime due : dueTimes(time)) {
                if (due.at().isAfter(after) && !due.at().isAfter(until)) {
                    found.add(due);
                }
            }
        }
        found.sort(Comparator.comparing(DueTime::at).thenComparing(DueTime::local));
        return found;
    }

    /** The latest due time after the first instant up to and with the second. */
    public Optional<DueTime> latest(Instant after, Instant until) {
        for (Duration look : LOOKS_BACK) {
            Instant start = until.minus(look);
            if (!start.isAfter(after)) {
                break;
            }
            List<DueTime> found = between(start, until);
            if (!found.isEmpty()) {
                return Optional.of(found.get(found.size() - 1));
            }
        }
        List<DueTime> found = between(after, until);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    /** The first due time after the instant; empty if there will never be one. */
    public Optional<DueTime> next(Instant after) {
        LocalDateTime start = local(after).minus(clockChange(after, after));
        for (LocalDateTime time = following(start); time != null; time = following(time)) {
            for (DueTime due : dueTimes(time)) {
                if (due.at().isAfter(after)) {
                    // A time moved out of a gap can come after a later time: the first by name is not always the first.
                    return Optional.of(between(after, due.at()).get(0));
                }
            }
        }
        return Optional.empty();
    }

    private List<DueTime> dueTimes(LocalDateTime time) {
        if (wallClock) {
            return List.of(DueTime.wallClock(time, zone));
        }
        return zone.getRules().getValidOffsets(time).stream()
                .map(offset -> DueTime.interval(time.toInstant(offset), zone))
                .toList();
    }

    private LocalDateTime following(LocalDateTime time) {
        Date next = localTimes.getNextValidTimeAfter(Date.from(time.toInstant(ZoneOffset.UTC)));
        return next == null ? null : LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
    }

    private LocalDateTime local(Instant at) {
        return LocalDateTime.ofInstant(at, zone);
    }

    /** By how much the clocks change near the two instants, at most; nothing on nearly all days. */
    private Duration clockChange(Instant from, Instant to) {
        Duration most = Duration.ZERO;
        ZoneOffsetTransition change = zone.getRules().nextTransition(from.minus(REACH));
        while (change != null && change.getInstant().isBefore(to.plus(REACH))) {
            Duration size = change.getDuration().abs();
            most = size.compareTo(most) > 0 ? size : most;
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return most;
    }
}
