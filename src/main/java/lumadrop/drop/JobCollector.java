package lumadrop.drop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lumadrop.job.Ask;
import lumadrop.job.Mode;

/** Makes jobs of the entries of one drop, and watches what is a matter of all of them together. Not for two drops. */
final class JobCollector {
    private static final int MAX_METADATA = 16;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final DropRules rules;
    private final List<JobSpec> jobs = new ArrayList<>();
    private final Map<String, String> customIds = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private long entries;
    private long total;
    private boolean over;

    JobCollector(DropRules rules) {
        this.rules = rules;
    }

    List<JobSpec> jobs() {
        return jobs;
    }

    /**
     * Adds the renderings of one entry.
     *
     * @param entry an object that keeps the schema
     * @param defaults the drop's, that keep it too; an empty object where there are none
     * @param pointer of the entry
     */
    void add(JsonNode entry, JsonNode defaults, String pointer, Findings findings) {
        String customId = text(entry.get("custom_id"));
        Map<String, String> metadata = metadata(entry, defaults);
        if (metadata.size() > MAX_METADATA) {
            findings.add(Finding.of(
                    pointer + (entry.has("metadata") ? "/metadata" : ""),
                    metadata.size() + " pairs, those of the defaults counted",
                    "at most " + MAX_METADATA));
        }
        JsonNode countNode = first(entry, defaults, "count");
        int count = countNode == null ? 1 : countNode.intValue();
        total += count;
        if (total > rules.maxJobs()) {
            tooMany(total, pointer, findings);
            return;
        }
        Ask ask = ask(entry, defaults, customId, metadata);
        String name = text(first(entry, defaults, "name"));
        String key = text(entry.get("idempotency_key"));
        List<String> again = again(entry);
        for (int rendering = 1; rendering <= count; rendering++) {
            jobs.add(new JobSpec(name, rendering, count, ask, key, again));
        }
    }

    /**
     * Counts an entry before it is looked at.
     *
     * @return false if the drop has too many, so that no further one needs to be looked at
     */
    boolean hasRoom(String pointer, Findings findings) {
        entries++;
        if (entries > rules.maxJobs()) {
            tooMany(Math.max(entries, total), pointer, findings);
            return false;
        }
        return true;
    }

    private void tooMany(long jobs, String pointer, Findings findings) {
        if (!over) {
            findings.add(Finding.of(
                    pointer,
                    Shown.number(jobs) + " jobs up to here, each rendering of a count counted",
                    "at most " + Shown.number(rules.maxJobs()) + " in a file"));
        }
        over = true;
    }

    /**
     * Checks that the entry's own id and key were not used before.
     *
     * @param entry any value; the drop as a whole too, for its key
     * @param where the entry is, for people: {@code line 3}
     */
    void checkUnique(JsonNode entry, String pointer, String where, Findings findings) {
        checkUnique("custom_id", customIds, entry, pointer, where, findings);
        checkUnique("idempotency_key", keys, entry, pointer, where, findings);
    }

    private static void checkUnique(
            String field, Map<String, String> used, JsonNode entry, String pointer, String where, Findings findings) {
        String value = text(entry.get(field));
        String before = value == null ? null : used.putIfAbsent(value, where);
        if (before != null) {
            findings.add(() -> Finding.of(
                    pointer + "/" + field,
                    "the " + field + " " + Shown.quoted(value) + " a second time, first at " + before,
                    (field.equals("custom_id") ? "an id" : "a key") + " that is unique in the file"));
        }
    }

    /** The ids of the jobs that a line of {@code failed.jsonl} repeats. */
    private static List<String> again(JsonNode entry) {
        List<String> ids = new ArrayList<>();
        for (JsonNode failed : entry.path("failed")) {
            if (failed.path("job").isTextual()) {
                ids.add(failed.path("job").textValue());
            }
        }
        return ids;
    }

    private Ask ask(JsonNode entry, JsonNode defaults, String customId, Map<String, String> metadata) {
        JsonNode vendor = entry.has("payload") ? entry.get("payload") : entry;
        String image = text(first(vendor, defaults, "image"));
        Map<String, Object> extra = new LinkedHashMap<>();
        for (String field : rules.passThroughFields()) {
            JsonNode value = first(vendor, defaults, field);
            if (value != null) {
                extra.put(field, MAPPER.convertValue(value, Object.class));
            }
        }
        return new Ask(
                image == null ? Mode.TEXT_TO_IMAGE : Mode.EDIT,
                rules.model(),
                text(first(vendor, defaults, "prompt")),
                text(first(vendor, defaults, "aspect_ratio")),
                image,
                extra,
                customId,
                metadata);
    }

    private static Map<String, String> metadata(JsonNode entry, JsonNode defaults) {
        Map<String, String> merged = new LinkedHashMap<>();
        for (JsonNode from : List.of(defaults, entry)) {
            for (Map.Entry<String, JsonNode> pair : from.path("metadata").properties()) {
                merged.put(pair.getKey(), pair.getValue().textValue());
            }
        }
        return merged;
    }

    /** The job's own value, else that of the defaults, else null. */
    private static JsonNode first(JsonNode own, JsonNode defaults, String field) {
        JsonNode value = own.get(field);
        return value != null ? value : defaults.get(field);
    }

    private static String text(JsonNode node) {
        return node == null ? null : node.textValue();
    }
}
