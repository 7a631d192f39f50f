package lumadrop.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import lumadrop.job.Drop;
import lumadrop.job.Job;

/**
 * Writes why a job failed or is held to {@code failed/OUTPUT.error.json}: an RFC 9457 problem, with what to do next,
 * and with the sender's {@code custom_id} and {@code metadata}.
 */
public final class ErrorFile {
    private final WholeFiles failed;

    /** @param failed the folder of failures */
    public ErrorFile(WholeFiles failed) {
        this.failed = failed;
    }

    /**
     * Writes the file, in the place of an earlier one of the same job.
     *
     * @throws IllegalArgumentException if the job has no reason
     */
    public Path write(Job job, Drop drop) throws IOException {
        if (job.reason() == null) {
            throw new IllegalArgumentException(
                    "job " + job.id() + " is " + job.state().word() + " without a reason");
        }
        return failed.write(relative(job), file -> {
            try (JsonGenerator json = Json.pretty(Channels.newOutputStream(file))) {
                write(json, job, drop);
                json.writeRaw('\n');
            }
        });
    }

    /** After a power cut: writes the job's file again where it is missing or not whole. */
    public void mend(Job job, Drop drop) throws IOException {
        Path place = failed.place(job.output() + ".error.json");
        if (Files.isRegularFile(place) && Files.size(place) > 0 && Files.readAllBytes(place)[0] != 0) {
            return; // by one write and one rename: what has a beginning has an end, or is a stranger's
        }
        Files.deleteIfExists(place);
        write(job, drop);
    }

    /** Removes the job's file, if there is one: the job goes on, or is done after all. */
    public boolean clear(Job job) throws IOException {
        return Files.deleteIfExists(failed.place(relative(job)));
    }

    private static void write(JsonGenerator json, Job job, Drop drop) throws IOException {
        Advice advice = Advice.on(job);
        String reason = job.reason().reasonClass().word();
        json.writeStartObject();
        Json.text(json, "type", "urn:lumadrop:problem:" + reason);
        Json.text(json, "title", advice.title());
        Json.text(json, "detail", job.reason().text());
        Json.text(json, "instance", "urn:lumadrop:job:" + job.id());
        Json.text(json, "next", advice.next());
        Json.text(json, "reason", reason);
        // Not "status": in a problem that is a number of HTTP.
        Json.text(json, "state", job.state().word());
        Json.text(json, "job", job.id());
        Json.text(json, "name", job.name());
        Json.text(json, "custom_id", job.ask().customId());
        Json.map(json, "metadata", job.ask().metadata());
        Json.text(json, "drop", drop.path());
        Json.text(
                json, "request_id", job.request() == null ? null : job.request().id());
        json.writeEndObject();
    }

    /** The path of the job's file: beside a stranger's of the same name (a refused drop's), not in its place. */
    private String relative(Job job) throws IOException {
        for (int k = 1; ; k++) {
            String relative = job.output() + (k == 1 ? "" : "." + k) + ".error.json";
            Path place = failed.place(relative);
            if (!place.toFile().exists() || job.id().equals(jobOf(place))) {
                return relative;
            }
        }
    }

    private static String jobOf(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file);
                JsonParser json = Json.FACTORY.createParser(in)) {
            return TopLevel.text(json, "job");
        } catch (JsonProcessingException notOurs) {
            return null;
        }
    }
}
