package lumadrop.bench;

import java.util.List;

/** The same number of jobs in one file. */
final class OneFile implements Case {
    private static final int JOBS = 20_000;

    @Override
    public String name() {
        return "one-file";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int jobs = bench.jobs(JOBS);
        Run.Ended ended = bench.median(() -> once(bench, jobs), Run.Ended::seconds);
        return List.of(Result.of(name(), "lumadrop", jobs / ended.seconds(), "jobs/s", ended.cpu())
                .heldAgainst("1.3 x throughput"));
    }

    private static Run.Ended once(Bench bench, int jobs) throws Exception {
        try (Upstream upstream = Upstream.atOnce(1024);
                Home home = bench.home("one-file")) {
            home.dropOneFile("all", jobs);
            try (Run run = new Run.Lumadrop(bench, home, upstream).wideOpen().start("drain")) {
                Run.Ended ended = run.ended();
                Bench.expect(home.settled(), jobs, "settled jobs");
                double[] manifests = home.manifestTimes();
                return new Run.Ended(ended.from(), ended.secondsUntil(manifests[0]), ended.cpu());
            }
        }
    }
}
