package lumadrop.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import lumadrop.file.Access;
import lumadrop.flow.Health.Paced;
import lumadrop.flow.Health.Report;
import lumadrop.flow.Health.Standstill;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small JSON file that tells other processes ({@code status}) what stands still or is slowed down in this one. It holds while the process
 * that wrote it runs; a new one begins with empty lists. It is padded with blanks to whole blocks, so that it can be written over
 * in its place where the disk has no room for another.
 */
public final class HealthReport {
    private static final Logger LOG = LoggerFactory.getLogger(HealthReport.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, List<Map<String, String>>>> LISTS = new TypeReference<>() {};

    private static final String STANDS_STILL = "stands_still";
    private static final String PACED = "paced";

    /** What file systems give away at once. */
    private static final int BLOCK = 4096;

    private static final int MOST = 1 << 20;

    /** Reads the file as it is at that moment. */
    interface Look {
        byte[] bytes() throws IOException;
    }

    private final Path file;
    private final Path part;

    /** @param data the folder of what belongs to this machine alone */
    public HealthReport(Path data) {
        this.file = data.resolve("health.json");
        this.part = data.resolve("health.json.part");
    }

    /** Writes all there is to tell; a disk that is full must not stop what still goes on, and is told of too. */
    void write(Report report) {
        try {
            replace(report);
        } catch (IOException e) {
            LOG.debug("There is no room beside the old report", e);
            try {
                Files.deleteIfExists(part);
                overwrite(report);
            } catch (IOException again) {
                LOG.debug("What stands still could not be told to 'status'", again);
            }
        }
    }

    private void replace(Report report) throws IOException {
        byte[] bytes = bytes(report);
        Access.OWNER.write(part, padded(bytes, blocks(bytes.length)));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Into the blocks that the file has already; what does not go into them is left out, what stands still for long the last. */
    private void overwrite(Report report) throws IOException {
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int room = blocks((int) Math.min(old.size(), MOST));
            List<Standstill> told = report.standstills();
            byte[] bytes = bytes(report);
            if (bytes.length > room) {
                bytes = bytes(new Report(told, List.of()));
            }
            while (bytes.length > room && !told.isEmpty()) {
                told = told.subList(0, told.size() - 1);
                bytes = bytes(new Report(told, List.of()));
            }
            ByteBuffer all = ByteBuffer.wrap(padded(bytes, room));
            while (all.hasRemaining()) {
                old.write(all, all.position());
            }
        }
    }

    private static int blocks(int length) {
        return Math.max(1, (length + BLOCK - 1) / BLOCK) * BLOCK;
    }

    private static byte[] padded(byte[] bytes, int length) {
        byte[] padded = Arrays.copyOf(bytes, length);
        Arrays.fill(padded, bytes.length, length, (byte) ' ');
        return padded;
    }

    private static byte[] bytes(Report report) throws IOException {
        return JSON.writeValueAsBytes(Map.of(
                STANDS_STILL,
                report.standstills().stream().map(HealthReport::line).toList(),
                PACED,
                report.paced().stream().map(HealthReport::line).toList()));
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
        return read(() -> Files.readAllBytes(file));
    }

    /** Written over while it was read, it is looked at once more. */
    static Report read(Look look) {
        try {
            try {
                return report(look.bytes());
            } catch (JsonProcessingException | DateTimeException | IllegalArgumentException torn) {
                return report(look.bytes());
            }
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            LOG.debug("What stands still could not be read", e);
            return Report.ALL_WELL;
        }
    }

    private static Report report(byte[] bytes) throws IOException {
        Map<String, List<Map<String, String>>> lists = JSON.readValue(bytes, LISTS);
        return new Report(
                lists.getOrDefault(STANDS_STILL, List.of()).stream()
                        .map(line -> new Standstill(
                                text(line, "work"),
                                new Pause(PauseClass.of(text(line, "class")), text(line, "why")),
                                Instant.parse(text(line, "since"))))
                        .toList(),
                lists.getOrDefault(PACED, List.of()).stream()
                        .map(line ->
                                new Paced(text(line, "work"), text(line, "how"), Instant.parse(text(line, "next_at"))))
                        .toList());
    }

    private static String text(Map<String, String> line, String field) {
        return String.valueOf(line.get(field));
    }
}
