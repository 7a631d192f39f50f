package lumadrop.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.Channels;
import java.util.Iterator;
import java.util.Map;
import lumadrop.job.Drop;
import lumadrop.job.Mode;

/**
 * Writes the {@code manifest.json} of a drop: what was asked, what became of each job, and what stands where. Its form
 * is {@code lumadrop/manifest.schema.json}. One job is in memory at a time.
 */
public final class Manifest {
    private final WholeFiles output;
    private final Cost cost;
    private final ManifestJson words;

    /**
     * @param version this program's
     * @param prices USD a picture, for every mode
     */
    public Manifest(WholeFiles output, String version, Map<Mode, BigDecimal> prices) {
        this.output = output;
        this.cost = new Cost(prices);
        this.words = new ManifestJson(version, cost);
    }

    /** The file's place below the output folder. */
    public static String file(Drop drop) {
        return drop.folder() + "/manifest.json";
    }

    /**
     * Writes the drop's manifest whole, in the place of an earlier one.
     *
     * @param jobs every job of the drop, in order
     * @return what it says of the whole
     */
    public Summary write(Drop drop, Iterator<JobRecord> jobs) throws IOException {
        Tally tally = new Tally(cost);
        output.write(file(drop), file -> {
            try (JsonGenerator json = Json.pretty(Channels.newOutputStream(file))) { // which has a buffer of its own
                json.writeStartObject();
                words.writeHead(json);
                words.writeDrop(json, drop);
                json.writeArrayFieldStart("jobs");
                while (jobs.hasNext()) {
                    JobRecord told = jobs.next();
                    tally.add(told);
                    words.writeJob(json, told);
                }
                json.writeEndArray();
                tally.write(json, drop.jobs());
                json.writeEndObject();
                json.writeRaw('\n');
            }
        });
        return tally.summary(drop.jobs());
    }
}
