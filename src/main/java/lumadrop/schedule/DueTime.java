package lumadrop.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * One time at which a schedule drops.
 *
 * @param local the time that the schedule names, on its own clock
 * @param at the moment at which it is dropped
 * @param key what tells it from all other times of its schedule: the local time of a wall-clock schedule, the
 *     instant of an interval schedule
 */
public record DueTime(LocalDateTime local, Instant at, String key) {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyyMMdd-HHmm");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    static DueTime wallClock(LocalDateTime local, ZoneId zone) {
        // java.time's own rule for local times is ours: the earlier of two, and later by the gap where there is none.
        return new DueTime(local, local.atZone(zone).toInstant(), DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(local));
    }

    static DueTime interval(Instant at, ZoneId zone) {
        return new DueTime(LocalDateTime.ofInstant(at, zone), at, at.toString());
    }

    /** @throws java.time.DateTimeException if the key is not one of ours */
    static DueTime ofKey(String key, ZoneId zone) {
        return key.endsWith("Z") ? interval(Instant.parse(key), zone) : wallClock(LocalDateTime.parse(key), zone);
    }

    /** The name of the file dropped: {@code NAME-20261125-0230.json}; always the same for the same time. */
    public String fileName(String schedule, ZoneId zone) {
        String stamp = (local.getSecond() == 0 ? MINUTES : SECONDS).format(local);
        boolean secondOfTwo = local.atZone(zone).toInstant().isBefore(at);
        return schedule + "-" + stamp + (secondOfTwo ? "-2" : "") + ".json";
    }
}
