package lumadrop.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ten thousand requests in flight for half a minute each, and as many again and again: what one process takes for them. */
final class InFlight implements Case {
    private static final int REQUESTS = 10_000;
    private static final int ROUNDS = 5;
    private static final int MOST_THREADS = 100;
    private static final int MOST_HEAP = 256;
    private static final double AS_GOOD_AS_ALL = 0.9;
    private static final double FLAT = 1.1;
    private static final Pattern USED = Pattern.compile("used (\\d+)k");

    /** What the process took while all were in flight, as far as it knew. */
    private record Sample(long inFlight, long threads, long heap) {}

    @Override
    public String name() {
        return "in-flight";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int requests = bench.jobs(REQUESTS);
        int all = ROUNDS * requests;
        try (Upstream upstream = Upstream.halfAMinute(false);
                Home home = bench.home("in-flight")) {
            home.dropOneFile("all", all);
            try (Run run = new Run.Lumadrop(bench, home, upstream)
                    .wideOpen()
                    .set("lumadrop.max-in-flight", requests)
                    .set("lumadrop.submit.concurrency", 16) // a thread each
                    .set("lumadrop.poll.learn", true)
                    .set("lumadrop.poll.lateness", "5s")
                    .start("drain")) {
                List<Sample> full = new ArrayList<>();
                long most = 0;
                while (run.isAlive() && home.settled() < all) {
                    long inFlight = upstream.stats().getLong("submits", 0L) - home.settled();
                    most = Math.max(most, inFlight);
                    if (inFlight >= AS_GOOD_AS_ALL * requests) {
                        full.add(
                                new Sample(inFlight, Cpu.status(run.pid(), "Threads"), heapAfterCollection(run.pid())));
                    }
                    Thread.sleep(5000);
                }
                Run.Ended ended = run.ended();
                Bench.expect(home.settled(), all, "settled jobs");
                if (full.size() < 2) {
                    throw new IllegalStateException("at most " + most + " were in flight at one time");
                }
                return results(bench, most, full, ended.cpu());
            }
        }
    }

    private List<Result> results(Bench bench, long most, List<Sample> full, double cpu) {
        long threads = full.stream().mapToLong(Sample::threads).max().orElseThrow();
        long heap = full.stream().mapToLong(Sample::heap).max().orElseThrow();
        long first = full.get(0).heap();
        long last = full.get(full.size() - 1).heap();
        return List.of(
                Result.of(name(), "most in flight at one time", (double) most, "requests", cpu),
                Result.of(name(), "looks with nine tenths or more", (double) full.size(), "looks"),
                bench.judged(
                        Result.of(name(), "most threads then", (double) threads, "threads"),
                        "at most 100",
                        threads <= MOST_THREADS),
                bench.judged(
                        Result.of(name(), "most heap then, after GC", (double) heap, "MiB"),
                        "at most 256",
                        heap <= MOST_HEAP),
                Result.of(name(), "heap at the first look", (double) first, "MiB"),
                bench.judged(
                        Result.of(name(), "heap at the last look", (double) last, "MiB"),
                        "1.1 x the first",
                        last <= FLAT * first));
    }

    private static long heapAfterCollection(long pid) throws Exception {
        Path jcmd = Bench.java().resolve("bin/jcmd");
        jcmd(jcmd, pid, "GC.run");
        long kib = 0;
        for (String line :
                jcmd(jcmd, pid, "GC.heap_info").toLowerCase(Locale.ROOT).split("\n")) {
            Matcher used = USED.matcher(line);
            // Spaces are parts of what is told above them; what is new has come since the collection.
            if (!line.contains("space") && !line.contains("new generation") && used.find()) {
                kib += Long.parseLong(used.group(1));
            }
        }
        return kib / 1024;
    }

    private static String jcmd(Path jcmd, long pid, String command) throws Exception {
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said.replaceAll("(?m)^ *Metaspace.*$", "").replaceAll("(?m)^ *class space.*$", "");
    }
}
