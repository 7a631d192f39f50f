package lumadrop.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lumadrop.job.Ask;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Picture;

/** The words of the manifest: what {@code manifest.schema.json} says of a drop and of a job. */
final class ManifestJson {
    /** Raised when a reader of the older form would be led astray; new fields alone do not. */
    static final int VERSION = 1;

    /**
     * "Created using Generative AI" of IPTC's NewsCodes,
     * https://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia; the identifier itself is written with
     * http.
     */
    private static final String SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    private final String lumadrop;
    private final Cost cost;

    /** @param lumadrop this program's version */
    ManifestJson(String lumadrop, Cost cost) {
        this.lumadrop = lumadrop;
        this.cost = cost;
    }

    void writeHead(JsonGenerator json) throws IOException {
        json.writeNumberField("manifest", VERSION);
        Json.text(json, "lumadrop", lumadrop);
    }

    void writeDrop(JsonGenerator json, Drop drop) throws IOException {
        json.writeObjectFieldStart("drop");
        Json.text(json, "id", drop.id());
        Json.text(json, "path", drop.path());
        Json.text(json, "sha256", drop.sha256());
        json.writeNumberField("bytes", drop.bytes());
        Json.time(json, "received", drop.receivedAt());
        Json.text(json, "same_as", drop.sameAs());
        json.writeNumberField("left_out", drop.leftOut());
        json.writeEndObject();
    }

    void writeJob(JsonGenerator json, JobRecord told) throws IOException {
        json.writeStartObject();
        writeJobFields(json, told);
        json.writeEndObject();
    }

    /** The fields of a job, into the object that is open. */
    void writeJobFields(JsonGenerator json, JobRecord told) throws IOException {
        Job job = told.job();
        Ask ask = job.ask();
        Json.text(json, "id", job.id());
        Json.text(json, "custom_id", ask.customId());
        Json.map(json, "metadata", ask.metadata());
        Json.text(json, "name", job.name());
        Json.text(json, "mode", ask.mode().word());
        Json.text(json, "model", ask.model());
        Json.text(json, "prompt", ask.prompt());
        Json.text(json, "aspect_ratio", ask.aspectRatio());
        Json.text(json, "image", withoutQuery(ask.image()));
        Json.map(json, "extra", ask.extra());
        Json.text(
                json, "request_id", job.request() == null ? null : job.request().id());
        Json.text(json, "status", job.state().word());
        writeTimeline(json, told.events());
        json.writeNumberField("polls", job.request() == null ? 0 : job.request().polls());
        Durations durations = Durations.of(job, told.events());
        Json.number(json, "seconds_queued", seconds(durations.queued()));
        Json.number(json, "seconds_generating", seconds(durations.generating()));
        Json.number(json, "seconds_total", seconds(durations.total()));
        Json.number(json, "estimated_cost_usd", cost.of(told));
        writeReason(json, job);
        json.writeArrayFieldStart("pictures");
        for (Picture picture : told.pictures()) {
            writePicture(json, picture);
        }
        json.writeEndArray();
    }

    /** States and the upstream's statuses in the order they came; a clock that was set back does not show. */
    private static void writeTimeline(JsonGenerator json, List<JobEvent> events) throws IOException {
        json.writeArrayFieldStart("timeline");
        Instant latest = Instant.MIN;
        for (JobEvent event : events) {
            if (event.kind().equals("state") || event.kind().equals("status")) {
                latest = event.at().isAfter(latest) ? event.at() : latest;
                json.writeStartObject();
                Json.time(json, "at", latest);
                Json.text(json, "kind", event.kind());
                Json.text(json, "status", event.word());
                if (event.text() != null) {
                    Json.text(json, "text", event.text());
                }
                json.writeEndObject();
            }
        }
        json.writeEndArray();
    }

    private static void writeReason(JsonGenerator json, Job job) throws IOException {
        // One that only waits its turn again has a reason too, which is no news once it goes on.
        if (job.reason() == null || job.state().isWorking() || job.state() == JobState.DONE) {
            json.writeNullField("reason");
            return;
        }
        json.writeObjectFieldStart("reason");
        Json.text(json, "class", job.reason().reasonClass().word());
        Json.text(json, "text", job.reason().text());
        json.writeEndObject();
    }

    private static void writePicture(JsonGenerator json, Picture picture) throws IOException {
        json.writeStartObject();
        Json.text(json, "file", picture.file());
        json.writeNumberField("bytes", picture.bytes());
        Json.text(json, "sha256", picture.sha256());
        Json.text(json, "media_type", picture.mediaType());
        json.writeNumberField("width", picture.width());
        json.writeNumberField("height", picture.height());
        Json.text(json, "url", withoutQuery(picture.url()));
        Json.text(json, "digital_source_type", SOURCE_TYPE);
        json.writeEndObject();
    }

    /** A query can be a signature. For a source image too: what was asked in full stands in the drop's copy. */
    private static String withoutQuery(String url) {
        return url == null ? null : url.split("[?#]", 2)[0];
    }

    private static BigDecimal seconds(Duration duration) {
        return duration == null ? null : BigDecimal.valueOf(duration.toMillis(), 3);
    }
}
