package lumadrop.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A home for one run. Closing it removes it. */
record Home(Path root) implements AutoCloseable {
    /** Long ago: older than any time that a file must stand still for, so that it is taken at once. */
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    static Home make(Path root) throws IOException {
        Home home = new Home(root);
        home.close();
        Files.createDirectories(home.inbox());
        return home;
    }

    Path inbox() {
        return root.resolve("inbox");
    }

    /** So many files of one job each. */
    void dropFiles(int n) throws IOException {
        for (int i = 0; i < n; i++) {
            drop(
                    "drop" + i + ".json",
                    new JsonObject().put("prompt", "picture " + i).encode());
        }
    }

    /** One file of so many jobs. */
    void dropOneFile(String name, int jobs) throws IOException {
        JsonArray all = new JsonArray();
        for (int i = 0; i < jobs; i++) {
            all.add(new JsonObject().put("prompt", "picture " + i + " of " + name));
        }
        drop(name + ".json", all.encode());
    }

    private void drop(String name, String text) throws IOException {
        Path part = root.resolve(name + ".part");
        Files.writeString(part, text);
        Files.setLastModifiedTime(part, LONG_AGO);
        Files.move(part, inbox().resolve(name));
    }

    /** When each manifest was written, in seconds since the epoch, the earliest first. */
    double[] manifestTimes() throws IOException {
        List<Double> times = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root.resolve("output"))) {
            for (Path file : (Iterable<Path>) files.filter(any -> any.endsWith("manifest.json"))::iterator) {
                times.add(Files.getLastModifiedTime(file).to(TimeUnit.MICROSECONDS) / 1e6);
            }
        }
        return Bench.sorted(times);
    }

    /** How many jobs have settled, by {@code manifest.jsonl}. */
    long settled() throws IOException {
        Path log = root.resolve("output/manifest.jsonl");
        if (!Files.exists(log)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.count();
        }
    }

    /** When each request's job of a drop was done, in milliseconds since the epoch. */
    Map<String, Long> doneAt(String drop) throws IOException {
        Map<String, Long> done = new HashMap<>();
        for (JsonObject job : jobsOf(drop)) {
            done.put(job.getString("request_id"), at(job, "done"));
        }
        return done;
    }

    /** From its record in the ledger until it was done, of each job of a drop. */
    List<Double> millisToDone(String drop) throws IOException {
        List<Double> took = new ArrayList<>();
        for (JsonObject job : jobsOf(drop)) {
            took.add((double) (at(job, "done") - at(job, "accepted")));
        }
        return took;
    }

    private List<JsonObject> jobsOf(String drop) throws IOException {
        return Files.readAllLines(root.resolve("output/manifest.jsonl")).stream()
                .map(JsonObject::new)
                .filter(job -> job.getJsonObject("drop").getString("path").equals(drop + ".json"))
                .toList();
    }

    private static long at(JsonObject job, String status) {
        JsonArray timeline = job.getJsonArray("timeline");
        for (int i = 0; i < timeline.size(); i++) {
            JsonObject event = timeline.getJsonObject(i);
            if (event.getString("status").equals(status)) {
                return Instant.parse(event.getString("at")).toEpochMilli();
            }
        }
        throw new IllegalStateException("never " + status + ": " + job.encode());
    }

    @Override
    public void close() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }
}
