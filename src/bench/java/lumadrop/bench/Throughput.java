package lumadrop.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Files of one job each, no generation time: jobs a second from the start to the last manifest, against the peers, and against
 * the same number of jobs in one file.
 */
final class Throughput implements Case {
    private static final int JOBS = 20_000;

    /** Starts one of those that are compared. */
    private interface Start {
        Run in(Home home, Upstream upstream) throws Exception;
    }

    record Rate(double jobsPerSecond, double cpu) {}

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int jobs = bench.jobs(JOBS);
        Optional<String> python = Peers.python();
        List<Callable<Rate>> each = new ArrayList<>();
        each.add(() -> once(
                bench,
                jobs,
                (home, upstream) ->
                        new Run.Lumadrop(bench, home, upstream).wideOpen().start("drain")));
        each.add(() -> OneFile.once(bench, jobs));
        each.add(() -> once(bench, jobs, Peers::plainJava));
        python.ifPresent(path ->
                each.add(() -> once(bench, jobs, (home, upstream) -> Peers.aiohttp(path, home, upstream))));
        List<Rate> rates = bench.medians(each, Rate::jobsPerSecond);
        double ours = rates.get(0).jobsPerSecond();
        double java = rates.get(2).jobsPerSecond();
        boolean reached =
                ours >= 0.9 * java && (python.isEmpty() || ours >= rates.get(3).jobsPerSecond());
        List<Result> results = new ArrayList<>();
        results.add(bench.judged(result(name(), "lumadrop", rates.get(0)), "1.0 x aiohttp, 0.9 x plain Java", reached));
        if (python.isPresent()) {
            results.add(result(name(), "Python, aiohttp", rates.get(3)));
        }
        results.add(result(name(), "plain Java, 16 threads", rates.get(2)));
        results.add(bench.judged(
                result(OneFile.NAME, "lumadrop", rates.get(1)),
                "1.3 x throughput",
                rates.get(1).jobsPerSecond() >= 1.3 * ours));
        return results;
    }

    private static Result result(String of, String subject, Rate rate) {
        return Result.of(of, subject, rate.jobsPerSecond(), "jobs/s", rate.cpu());
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
