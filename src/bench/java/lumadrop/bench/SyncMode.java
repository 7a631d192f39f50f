package lumadrop.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An upstream that answers a submit only when the picture is there: how many it keeps waiting at one time, and whether the few
 * that are to be asked after are seen as late as is aimed at, and no later.
 */
final class SyncMode implements Case {
    private static final int IN_FLIGHT = 2_000;
    private static final double LATENESS = 1.5;

    @Override
    public String name() {
        return "sync-mode";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        Optional<Path> java = Bench.javaOf21();
        if (java.isEmpty()) {
            System.err.println("sync-mode is left out: there is no JDK of 21 or newer here");
            return List.of();
        }
        int limit = bench.jobs(IN_FLIGHT);
        try (Upstream upstream = Upstream.halfAMinute(true);
                Home home = bench.home("sync-mode")) {
            home.dropOneFile("all", 3 * limit);
            try (Run run = new Run.Lumadrop(bench, home, upstream)
                    .wideOpen()
                    .java(java.get())
                    .set("lumadrop.max-in-flight", limit)
                    .set("lumadrop.submit.concurrency", limit)
                    .set("lumadrop.poll.interval", "2s")
                    .set("lumadrop.poll.learn", true)
                    .start("drain")) {
                long most = 0;
                long threads = 0;
                while (run.isAlive() && home.settled() < 2L * limit) {
                    long inFlight = upstream.stats().getLong("in_flight");
                    if (inFlight > most) {
                        most = inFlight;
                        threads = Cpu.status(run.pid(), "Threads");
                    }
                    Thread.sleep(500);
                }
                double cpu = Cpu.of(run.pid());
                double late = lateness(home, upstream);
                return List.of(
                        bench.judged(
                                Result.of(name(), "most in flight at one time", (double) most, "requests", cpu),
                                "at least 1,900 of 2,000",
                                most >= 0.95 * limit),
                        Result.of(name(), "threads then", (double) threads, "threads"),
                        bench.judged(
                                Result.of(name(), "lateness of those asked after, mean", late, "s"),
                                "1.1 x poll.lateness, 1.5 s",
                                late <= 1.1 * LATENESS));
            }
        }
    }

    /** From the upstream's success to the job's end; seconds. */
    private static double lateness(Home home, Upstream upstream) throws Exception {
        Map<String, Long> finished = upstream.finishedAt();
        return home.doneAt("all").entrySet().stream()
                .filter(done -> Requests.isAskedAfter(done.getKey()))
                .mapToDouble(done -> (done.getValue() - finished.get(done.getKey())) / 1000.0)
                .average()
                .orElseThrow();
    }
}
