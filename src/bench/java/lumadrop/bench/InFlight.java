package lumadrop.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ten thousand requests in flight for half a minute: what one process takes for them. */
final class InFlight implements Case {
    private static final int REQUESTS = 10_000;
    private static final Pattern USED = Pattern.compile("used (\\d+)k");

    @Override
    public String name() {
        return "in-flight";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int requests = bench.jobs(REQUESTS);
        try (Upstream upstream = Upstream.halfAMinute(false);
                Home home = bench.home("in-flight")) {
            home.dropOneFile("all", requests);
            try (Run run = new Run.Lumadrop(bench, home, upstream)
                    .wideOpen()
                    .set("lumadrop.max-in-flight", requests)
                    .set("lumadrop.submit.concurrency", 32) // a thread each
                    .set("lumadrop.poll.interval", "5s")
                    .start("drain")) {
                long most = 0;
                long threads = 0;
                long heap = 0;
                while (run.isAlive() && home.settled() < requests) {
                    long inFlight = upstream.stats().getLong("in_flight");
                    if (inFlight > most) {
                        most = inFlight;
                        threads = Cpu.status(run.pid(), "Threads");
                        heap = heapAfterCollection(run.pid());
                    }
                    Thread.sleep(2000);
                }
                Run.Ended ended = run.ended();
                Bench.expect(home.settled(), requests, "settled jobs");
                return List.of(
                        Result.of(name(), "most in flight at one time", (double) most, "requests", ended.cpu()),
                        bench.judged(
                                Result.of(name(), "threads then", (double) threads, "threads"),
                                "at most 100",
                                threads <= 100),
                        bench.judged(
                                Result.of(name(), "heap then, after GC", (double) heap, "MiB"),
                                "at most 256",
                                heap <= 256));
            }
        }
    }

    private static long heapAfterCollection(long pid) throws Exception {
        Path jcmd = Bench.java().resolve("bin/jcmd");
        jcmd(jcmd, pid, "GC.run");
        long kib = 0;
        for (String line :
                jcmd(jcmd, pid, "GC.heap_info").toLowerCase(Locale.ROOT).split("\n")) {
            Matcher used = USED.matcher(line);
            if (!line.contains("space") && used.find()) { // spaces are parts of what is told above them
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
