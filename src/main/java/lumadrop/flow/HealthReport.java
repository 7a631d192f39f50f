package lumadrop.flow;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumadrop.flow.Health.Standstill;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small JSON file that tells other processes ({@code status}) what stands still in this one. It holds while the process
 * that wrote it runs; a new one begins with an empty list.
 */
public final class HealthReport {
    private static final Logger LOG = LoggerFactory.getLogger(HealthReport.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Map<String, String>>> LINES = new TypeReference<>() {};

    private final Path file;
    private final Path part;

    /** @param data the folder of what belongs to this machine alone */
    public HealthReport(Path data) {
        this.file = data.resolve("health.json");
        this.part = data.resolve("health.json.part");
    }

    /** Writes all that stands still; a disk that is full must not stop what still goes on. */
    void write(List<Standstill> standstills) {
        try {
            Files.write(
                    part,
                    JSON.writeValueAsBytes(standstills.stream()
                            .map(one -> Map.of(
                                    "work",
                                    one.work(),
                                    "why",
                                    one.why(),
                                    "since",
                                    one.since().toString()))
                            .toList()));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.debug("What stands still could not be told to 'status'", e);
        }
    }

    /** What the file says; nothing where there is none that can be read. */
    public List<Standstill> read() {
        List<Standstill> standstills = new ArrayList<>();
        try {
            for (Map<String, String> line : JSON.readValue(Files.readAllBytes(file), LINES)) {
                standstills.add(new Standstill(
                        String.valueOf(line.get("work")),
                        String.valueOf(line.get("why")),
                        Instant.parse(String.valueOf(line.get("since")))));
            }
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException | DateTimeException e) {
            LOG.debug("What stands still could not be read", e);
        }
        return standstills;
    }
}
