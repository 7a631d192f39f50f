package lumadrop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs the cases one after the other, and prints, writes and draws what came out.
 *
 * <p>Arguments: the distribution; the folder to work in; the cases, with commas, or {@code all}; the size; how often; the
 * file for the JSON; the file for the chart, or nothing.
 */
final class Benchmark {
    private static final Map<String, Case> CASES = List.of(
                    new Throughput(),
                    new HandOver(),
                    new InFlight(),
                    new SyncMode(),
                    new Notice(true),
                    new Notice(false),
                    new InboxGrowth(),
                    new LedgerGrowth(),
                    new BigPictures(),
                    new Start())
            .stream()
            .collect(Collectors.toMap(Case::name, one -> one, (a, b) -> a, LinkedHashMap::new));

    private Benchmark() {}

    public static void main(String[] args) throws Exception {
        Bench bench = new Bench(
                Files.createDirectories(Path.of(args[1])).toRealPath(),
                Path.of(args[0]).toRealPath(),
                Double.parseDouble(args[3]),
                Integer.parseInt(args[4]));
        Journal.warning(bench.folder()).ifPresent(warning -> System.err.println("WARNING: " + warning));
        if (Peers.python().isEmpty()) {
            System.err.println("There is no Python with aiohttp here (Debian: python3-aiohttp): that peer is left out");
        }
        List<Result> results = new ArrayList<>();
        boolean whole = true;
        for (Case one : chosen(args[2])) {
            System.err.println(one.name() + " …");
            try {
                List<Result> found = one.run(bench);
                System.err.print(Report.rows(found));
                results.addAll(found);
            } catch (IOException | RuntimeException e) { // the others' figures are none the worse for it
                System.err.println(one.name() + " is left out: " + e);
                whole = false;
            }
        }
        Report report = new Report(results, bench);
        System.out.println(report.table());
        write(report, args[5], args[6]);
        if (!whole) {
            System.exit(1);
        }
    }

    private static List<Case> chosen(String names) {
        if (names.equals("all")) {
            return List.copyOf(CASES.values());
        }
        List<Case> chosen = new ArrayList<>();
        for (String name : names.split(",")) {
            Case one = CASES.get(name.strip());
            if (one == null) {
                throw new IllegalArgumentException("There is no case '" + name + "', only " + CASES.keySet());
            }
            chosen.add(one);
        }
        return chosen;
    }

    private static void write(Report report, String json, String chart) throws IOException {
        report.write(Path.of(json));
        System.out.println("As JSON: " + json);
        if (!chart.isBlank()) {
            Files.writeString(Path.of(chart), new Chart(report).svg());
            System.out.println("As a chart: " + chart);
        }
    }
}
