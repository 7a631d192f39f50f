package lumadrop.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A line of {@code manifest.jsonl}, as whoever reads it later finds it; anybody may have changed it. */
public final class ToldJob {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode line;

    private ToldJob(JsonNode line) {
        this.line = line;
    }

    /** The job's id. */
    public String id() {
        return line.path("id").textValue();
    }

    public boolean isDone() {
        return line.path("status").asText("").equals("done");
    }

    /** Null where it says none. */
    String requestId() {
        return line.path("request_id").textValue();
    }

    /** The id of the job's drop; null where it says none. */
    String drop() {
        return line.path("drop").path("id").textValue();
    }

    /** The path of the job's drop in the inbox; null where it says none. */
    String path() {
        return line.path("drop").path("path").textValue();
    }

    /** When it settled; the earliest time there is where it does not say. */
    Instant at() {
        JsonNode timeline = line.path("timeline");
        String last = timeline.path(timeline.size() - 1).path("at").asText("");
        try {
            return Instant.parse(last);
        } catch (DateTimeException unsaid) {
            return Instant.MIN;
        }
    }

    /** An array, or nothing. */
    JsonNode pictures() {
        return line.path("pictures");
    }

    /** Where its first picture is, below the output folder, {@code /} between parts; empty where it has none. */
    String folder() {
        String file = pictures().path(0).path("file").asText("");
        return file.substring(0, Math.max(0, file.lastIndexOf('/')));
    }

    /** Whether a person may mean its drop, or one of its own pictures, by that word. */
    public boolean isNamed(String word) {
        return word.equals(drop()) || word.equals(path()) || word.equals(folder()) || hasPicture(line, word);
    }

    /** @param job of a line, or of a manifest, which says the same of it */
    static boolean hasPicture(JsonNode job, String file) {
        for (JsonNode picture : job.path("pictures")) {
            if (file.equals(picture.path("file").textValue())) {
                return true;
            }
        }
        return false;
    }

    /** The logs in an output folder: those that were moved away beside {@code manifest.jsonl} and not packed, then itself. */
    static List<Path> logs(Path output) throws IOException {
        List<Path> logs = new ArrayList<>();
        if (Files.isDirectory(output)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(output, ManifestLog.FILE + "*")) {
                for (Path file : files) {
                    if (Files.isRegularFile(file) && !file.toString().endsWith(".gz")) {
                        logs.add(file);
                    }
                }
            }
        }
        Comparator<Path> itselfLast = Comparator.comparing(log -> log.endsWith(ManifestLog.FILE));
        logs.sort(itselfLast.thenComparing(Comparator.naturalOrder()));
        return logs;
    }

    /** Every line of all the logs in an output folder; what is no line of ours is passed over. */
    public static void forEach(Path output, Consumer<ToldJob> each) throws IOException {
        for (Path log : logs(output)) {
            forEach(log, 0, each);
        }
    }

    /** @param from the place in the file, in bytes, at which a line begins */
    static void forEach(Path log, long from, Consumer<ToldJob> each) throws IOException {
        CharsetDecoder lenient = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(from);
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, lenient), 1 << 16)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    read(line).ifPresent(each);
                }
            }
        }
    }

    private static Optional<ToldJob> read(String line) {
        try {
            // Of what a power cut has damaged, the line after the zeros is whole.
            JsonNode read = JSON.readTree(line.substring(line.lastIndexOf('\0') + 1));
            return read != null && read.isObject() && read.path("id").isTextual()
                    ? Optional.of(new ToldJob(read))
                    : Optional.empty();
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }
}
