package lumadrop.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import lumadrop.job.Ask;
import lumadrop.job.Drop;
import lumadrop.job.Job;

/**
 * Writes {@code failed.jsonl} beside a drop's manifest: a drop of only the jobs that failed, to be dropped as it is or
 * after a change, each with its id and its reason in a field that intake does not send.
 */
public final class FailedJobs {
    /** The file's name in the drop's folder. */
    public static final String FILE = "failed.jsonl";

    private final WholeFiles output;

    public FailedJobs(WholeFiles output) {
        this.output = output;
    }

    /** @param failed the drop's failed jobs in their order, at least one */
    public void write(Drop drop, Iterator<Job> failed) throws IOException {
        output.write(file(drop), file -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file));
            List<Job> entry = new ArrayList<>();
            while (failed.hasNext()) {
                Job job = failed.next();
                if (!entry.isEmpty() && !areOfOneEntry(entry.get(0), job)) {
                    line(out, entry);
                    entry.clear();
                }
                entry.add(job);
            }
            line(out, entry);
            out.flush();
        });
    }

    /** Removes the file, if there is one: nothing failed any more. */
    public void clear(Drop drop) throws IOException {
        Files.deleteIfExists(output.place(file(drop)));
    }

    private static String file(Drop drop) {
        return drop.folder() + "/" + FILE;
    }

    /** A custom id is unique in a drop, so renderings that share one can only come as one entry with a count. */
    private static boolean areOfOneEntry(Job one, Job other) {
        return one.ask().customId() != null
                && one.ask().customId().equals(other.ask().customId());
    }

    private static void line(OutputStream out, List<Job> entry) throws IOException {
        Job first = entry.get(0);
        Ask ask = first.ask();
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            Json.text(json, "prompt", ask.prompt());
            textIfAny(json, "aspect_ratio", ask.aspectRatio());
            textIfAny(json, "image", ask.image());
            for (Map.Entry<String, Object> extra : ask.extra().entrySet()) {
                json.writeFieldName(extra.getKey());
                Json.value(json, extra.getValue());
            }
            Json.text(json, "name", first.name());
            if (entry.size() > 1) {
                json.writeNumberField("count", entry.size());
            }
            textIfAny(json, "custom_id", ask.customId());
            if (!ask.metadata().isEmpty()) {
                Json.map(json, "metadata", ask.metadata());
            }
            json.writeArrayFieldStart("failed");
            for (Job job : entry) {
                json.writeStartObject();
                Json.text(json, "job", job.id());
                Json.text(json, "class", job.reason().reasonClass().word());
                Json.text(json, "reason", job.reason().text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    private static void textIfAny(JsonGenerator json, String field, String value) throws IOException {
        if (value != null) {
            Json.text(json, field, value);
        }
    }
}
