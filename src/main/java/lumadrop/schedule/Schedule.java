package lumadrop.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneId;
import java.util.TimeZone;

/**
 * A schedule file, read and found good.
 *
 * @param name the file's name without its ending; letters, digits, {@code -} and {@code _} of ASCII only
 * @param cron as Quartz reads it, one space between its fields
 * @param drop what is dropped, its {@code {date}} and {@code {time}} still open
 * @param fingerprint changes when cron, zone or drop do: SHA-256, lower-case hex
 */
public record Schedule(
        String name, String cron, ZoneId zone, Misfire misfire, FiringRule rule, JsonNode drop, String fingerprint) {

    /** The zone by the name that {@link TimeZone#getTimeZone(String)} knows: it takes unknown ones for GMT. */
    public String zoneForQuartz() {
        return TimeZone.getTimeZone(zone).getID();
    }

    String fileName(DueTime due) {
        return due.fileName(name, zone);
    }
}
