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
import java.util.Locale;
import java.util.Map;
import lumadrop.flow.Health.Paced;
import lumadrop.flow.Health.Report;
import lumadrop.flow.Health.Standstill;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small JSON file that tells other processes ({@code status}) what stands still or is slowed down in this one. It holds while the process
 * that wrote it runs; a new one begins with empty lists.
 */
public final class HealthReport {
    private static final Logger LOG = LoggerFactory.getLogger(HealthReport.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, List<Map<String, String>>>> LISTS = new TypeReference<>() {};

    private static final String STANDS_STILL = "stands_still";
    private static final String PACED = "paced";

    private final Path file;
    private final Path part;

    /** @param data the folder of what belongs to this machine alone */
    public HealthReport(Path data) {
        this.file = data.resolve("health.json");
        this.part = data.resolve("health.json.part");
    }

    /** Writes all there is to tell; a disk that is full must not stop what still goes on. */
    void write(Report report) {
        try {
            Files.write(
                    part,
                    JSON.writeValueAsBytes(Map.of(
                            STANDS_STILL,
                            report.standstills().stream()
                                    .map(HealthReport::line)
                                    .toList(),
                            PACED,
                            report.paced().stream().map(HealthReport::line).toList())));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.debug("What stands still could not be told to 'status'", e);
        }
    }

    private static Map<String, String> line(Standstill one) {
        return Map.of(
                "work",
                one.work(),
                "class",
                one.pause().pauseClass().word(),
                "why",
                one.pause().why(),
                "since",
                one.since().toString());
    }

    private static Map<String, String> line(Paced one) {
        return Map.of(
                "work", one.work(), "how", one.how(), "next_at", one.nextAt().toString());
    }

    /** What the file says; nothing where there is none that can be read. */
    public Report read() {
        List<Standstill> standstills = new ArrayList<>();
        List<Paced> paced = new ArrayList<>();
        try {
            Map<String, List<Map<String, String>>> lists = JSON.readValue(Files.readAllBytes(file), LISTS);
            for (Map<String, String> line : lists.getOrDefault(STANDS_STILL, List.of())) {
                standstills.add(new Standstill(text(line, "work"), pause(line), Instant.parse(text(line, "since"))));
            }
            for (Map<String, String> line : lists.getOrDefault(PACED, List.of())) {
                paced.add(new Paced(text(line, "work"), text(line, "how"), Instant.parse(text(line, "next_at"))));
            }
        } catch (NoSuchFileException none) {
            return Report.ALL_WELL;
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            LOG.debug("What stands still could not be read", e);
        }
        return new Report(standstills, paced);
    }

    private static Pause pause(Map<String, String> line) {
        String word = text(line, "class").toUpperCase(Locale.ROOT).replace('-', '_');
        return new Pause(PauseClass.valueOf(word), text(line, "why"));
    }

    private static String text(Map<String, String> line, String field) {
        return String.valueOf(line.get(field));
    }
}
