package lumadrop.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** What came out: as a table, and as JSON. */
record Report(List<Result> results, Bench bench) {
    private static final String ROW = "%-15s %-30s %12s %-9s %8s  %-30s %s%n";

    String table() {
        StringBuilder table = new StringBuilder(machine()).append(System.lineSeparator());
        table.append(String.format(ROW, "case", "", "figure", "", "CPU s", "to reach", ""));
        return table.append(rows(results)).toString();
    }

    static String rows(List<Result> results) {
        StringBuilder table = new StringBuilder();
        for (Result result : results) {
            table.append(String.format(
                            ROW,
                            result.of(),
                            result.subject(),
                            number(result.value()),
                            result.unit(),
                            result.cpuSeconds() < 0 ? "" : number(result.cpuSeconds()),
                            result.goal(),
                            result.reached() == null ? "" : result.reached() ? "yes" : "NO")
                    .stripTrailing());
            table.append(System.lineSeparator());
        }
        return table.toString();
    }

    /** With as many places as say something. */
    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    String machine() {
        try {
            return String.format(
                    Locale.ROOT,
                    "%d CPUs (%s), %s %s, Java %s, %s; size %s, median of %d",
                    Runtime.getRuntime().availableProcessors(),
                    Cpu.model(),
                    System.getProperty("os.name"),
                    System.getProperty("os.arch"),
                    Runtime.version(),
                    Journal.fileSystem(bench.folder()),
                    bench.size(),
                    bench.repeats());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(Path json) throws IOException {
        JsonArray rows = new JsonArray();
        for (Result result : results) {
            JsonObject row = new JsonObject()
                    .put("case", result.of())
                    .put("subject", result.subject())
                    .put("value", result.value())
                    .put("unit", result.unit());
            if (result.cpuSeconds() >= 0) {
                row.put("cpu_seconds", result.cpuSeconds());
            }
            if (!result.goal().isEmpty()) {
                row.put("goal", result.goal()).put("reached", result.reached());
            }
            rows.add(row);
        }
        JsonObject report = new JsonObject()
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("machine", machine())
                .put("results", rows);
        Files.writeString(json, report.encodePrettily() + "\n");
    }
}
