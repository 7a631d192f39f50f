package lumadrop.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code manifest.jsonl} as one reads it who follows it at work: what has no line end yet is still being written. */
public final class ToldLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ToldLines() {}

    /** The lines that stand there whole; none while there is no such file. */
    public static List<JsonNode> in(Path output) throws IOException {
        Path file = output.resolve(ManifestLog.FILE);
        // Not as a strict decoder reads it: the part of a line at the end may stop within a character.
        String text = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        List<JsonNode> lines = new ArrayList<>();
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
