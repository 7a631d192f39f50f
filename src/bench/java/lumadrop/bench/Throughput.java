package lumadrop.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of one job each, no generation time: jobs a second from the start to the last manifest, against the peers. */
final class Throughput implements Case {
    private static final int JOBS = 20_000;

    /** Starts one of those that are compared. */
    private interface Start {
        Run in(Home home, Upstream upstream) throws Exception;
    }

    private record Rate(double jobsPerSecond, double cpu) {}

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int jobs = bench.jobs(JOBS);
        List<Result> results = new ArrayList<>();
        Result java = measure(bench, "plain Java, 16 threads", jobs, Peers::plainJava);
        Optional<String> python = Peers.python();
        Result script = python.isEmpty()
                ? null
                : measure(
                        bench,
                        "Python, aiohttp",
                        jobs,
                        (home, upstream) -> Peers.aiohttp(python.get(), home, upstream));
        Result ours = measure(
                bench,
                "lumadrop",
                jobs,
                (home, upstream) ->
                        new Run.Lumadrop(bench, home, upstream).wideOpen().start("drain"));
        boolean reached = ours.value() >= 0.9 * java.value() && (script == null || ours.value() >= script.value());
        results.add(bench.judged(ours, "1.0 x aiohttp, 0.9 x plain Java", reached));
        if (script != null) {
            results.add(script);
        }
        results.add(java);
        return results;
    }

    private Result measure(Bench bench, String subject, int jobs, Start start) throws Exception {
        Rate rate = bench.median(() -> once(bench, jobs, start), Rate::jobsPerSecond);
        return Result.of(name(), subject, rate.jobsPerSecond(), "jobs/s", rate.cpu());
    }

    private static Rate once(Bench bench, int jobs, Start start) throws Exception {
        try (Upstream upstream = Upstream.atOnce(1024);
                Home home = bench.home("throughput")) {
            home.dropFiles(jobs);
            Run.Ended ended;
            try (Run run = start.in(home, upstream)) {
                ended = run.ended();
            }
            double[] manifests = home.manifestTimes();
            Bench.expect(manifests.length, jobs, "manifests");
            return new Rate(jobs / ended.secondsUntil(manifests[jobs - 1]), ended.cpu());
        }
    }
}
