package lumadrop.output;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The requests whose pictures came out, by {@code manifest.jsonl} and what was moved away beside it (and not packed): what is
 * still known when the ledger is not.
 */
public final class Delivered {
    private Delivered() {}

    /** Ids of requests; of a file that is damaged, those that can be read. */
    public static Set<String> requests(Path output) throws IOException {
        Set<String> ids = new HashSet<>();
        if (!Files.isDirectory(output)) {
            return ids;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(output, ManifestLog.FILE + "*")) {
            for (Path file : files) {
                if (Files.isRegularFile(file) && !file.toString().endsWith(".gz")) {
                    read(file, ids);
                }
            }
        }
        return ids;
    }

    private static void read(Path file, Set<String> ids) throws IOException {
        CharsetDecoder lenient = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), lenient))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String id = delivered(line);
                if (id != null) {
                    ids.add(id);
                }
            }
        }
    }

    /** The request of a line that tells of a job that is done; null for any other. */
    private static String delivered(String line) throws IOException {
        try (JsonParser json = Json.FACTORY.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            String id = null;
            boolean done = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                boolean isText = json.nextToken() == JsonToken.VALUE_STRING;
                if (isText && member.equals("request_id")) {
                    id = json.getText();
                } else if (isText && member.equals("status")) {
                    done = json.getText().equals("done");
                } else {
                    json.skipChildren();
                }
            }
            return done ? id : null;
        } catch (JsonProcessingException notOurs) {
            return null;
        }
    }
}
