package lumadrop.schedule;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import lumadrop.text.Nearest;
import lumadrop.text.Sha256;

/**
 * Reads one schedule file strictly: {@code cron} and {@code drop} must be there, {@code time_zone} and {@code misfire}
 * may be, nothing else.
 */
public final class ScheduleReader {
    private static final List<String> FIELDS = List.of("cron", "time_zone", "misfire", "drop");
    /** The name becomes part of a URI, a route's id and a file's name: nothing that any of them reads otherwise. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(40).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ZoneId defaultZone;
    private final Misfire defaultMisfire;
    private final DropCheck dropCheck;
    private final Clock clock;

    /** @param clock tells which times are still to come */
    public ScheduleReader(ZoneId defaultZone, Misfire defaultMisfire, DropCheck dropCheck, Clock clock) {
        this.defaultZone = defaultZone;
        this.defaultMisfire = defaultMisfire;
        this.dropCheck = dropCheck;
        this.clock = clock;
    }

    Schedule read(String name, byte[] bytes) throws BadSchedule {
        if (!NAME.matcher(name).matches()) {
            throw new BadSchedule(
                    "", "the file's name is the schedule's: use up to 64 of A-Z a-z 0-9 - _, the first no - or _");
        }
        JsonNode root = parse(bytes);
        BadSchedule.Collector parts = new BadSchedule.Collector();
        Set<String> meant = refuseUnknownFields(root, parts);
        ZoneId zone = parts.read(() -> zone(root));
        ZoneId judgedIn = zone == null ? defaultZone : zone;
        String cron = meant.contains("cron")
                ? null
                : parts.read(() -> text(root, "cron").strip().replaceAll("\\s+", " "));
        FiringRule rule = cron == null ? null : parts.read(() -> rule(cron, judgedIn));
        Misfire misfire = parts.read(() -> misfire(root));
        JsonNode drop = meant.contains("drop") ? null : parts.read(() -> drop(root, bytes, judgedIn));
        parts.throwIfAny();
        return new Schedule(name, cron, zone, misfire, rule, drop, fingerprint(cron, zone, drop));
    }

    private static JsonNode parse(byte[] bytes) throws BadSchedule {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + " column "
                            + e.getLocation().getColumnNr();
            throw new BadSchedule(where, "this is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new BadSchedule("", "this is not JSON: " + e.getMessage());
        }
        if (!root.isObject()) {
            throw new BadSchedule("", "expected an object: {\"cron\": \"0 30 2 * * ?\", \"drop\": {\"prompt\": …}}");
        }
        return root;
    }

    /** @return the fields that were most likely meant: who misspelt one has not also forgotten it */
    private static Set<String> refuseUnknownFields(JsonNode root, BadSchedule.Collector parts) {
        Set<String> meant = new HashSet<>();
        for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                parts.add(shown(name), "unknown field; " + meant(name, FIELDS, " of "));
                Nearest.to(name, FIELDS).filter(near -> !root.has(near)).ifPresent(meant::add);
            }
        }
        return meant;
    }

    private static String text(JsonNode root, String field) throws BadSchedule {
        JsonNode value = root.path(field);
        if (!value.isTextual()) {
            throw new BadSchedule(field, value.isMissingNode() ? "is missing" : "expected a text, found " + value);
        }
        return value.textValue();
    }

    private ZoneId zone(JsonNode root) throws BadSchedule {
        if (!root.has("time_zone")) {
            return defaultZone;
        }
        String zone = text(root, "time_zone");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new BadSchedule(
                    "time_zone",
                    "found \"" + shown(zone) + "\", expected a time zone such as Europe/Berlin or +01:00"
                            + Nearest.to(zone, ZoneId.getAvailableZoneIds())
                                    .map(near -> "; did you mean " + near + "?")
                                    .orElse(""));
        }
    }

    private FiringRule rule(String cron, ZoneId zone) throws BadSchedule {
        FiringRule rule;
        try {
            rule = FiringRule.of(cron, zone);
        } catch (ParseException e) {
            int fields = cron.isEmpty() ? 0 : cron.split(" ").length;
            String why = fields == 6 || fields == 7
                    ? e.getMessage()
                    : "it has " + fields + (fields == 1 ? " field" : " fields");
            throw new BadSchedule(
                    "cron",
                    "found \"" + shown(cron) + "\": " + why
                            + "; expected second, minute, hour, day, month, weekday and, if"
                            + " you like, year, with ? for day or weekday: \"0 30 2 * * ?\" is daily at 02:30");
        }
        if (rule.next(clock.instant()).isEmpty()) {
            throw new BadSchedule(
                    "cron",
                    "found \"" + shown(cron) + "\", which never comes again: remove the file or set a"
                            + " time to come");
        }
        return rule;
    }

    private Misfire misfire(JsonNode root) throws BadSchedule {
        if (!root.has("misfire")) {
            return defaultMisfire;
        }
        String word = text(root, "misfire");
        return Misfire.of(word)
                .orElseThrow(() -> new BadSchedule(
                        "misfire", "found \"" + shown(word) + "\"; " + meant(word, Misfire.words(), " of ")));
    }

    private JsonNode drop(JsonNode root, byte[] bytes, ZoneId zone) throws BadSchedule {
        JsonNode drop = root.path("drop");
        if (!drop.isContainerNode() || drop.isEmpty()) {
            throw new BadSchedule(
                    "drop",
                    (drop.isMissingNode() ? "is missing" : "found " + shown(drop.toString()))
                            + "; expected a job, an array of jobs, or {\"defaults\": …, \"jobs\": …}");
        }
        // A drop that intake would refuse at night is better refused now, while somebody is looking.
        LocalDateTime now = LocalDateTime.now(clock.withZone(zone));
        List<BadSchedule.Fault> faults =
                dropCheck.faults(bytes, "/drop", given -> DropTemplate.filled(given, now)).stream()
                        .map(sentence -> new BadSchedule.Fault("", sentence))
                        .toList();
        if (!faults.isEmpty()) {
            throw new BadSchedule(faults);
        }
        return drop;
    }

    private static String meant(String found, Collection<String> known, String of) {
        return Nearest.to(found, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("expected one" + of + String.join(", ", known));
    }

    private static String shown(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static String fingerprint(String cron, ZoneId zone, JsonNode drop) {
        return Sha256.of(cron + "\n" + zone.getId() + "\n" + drop);
    }
}
