package lumadrop.bench;

import java.util.List;

/** A ledger with a million settled jobs in it against an empty one. */
final class LedgerGrowth implements Case {
    private static final int SETTLED = 1_000_000;
    private static final int JOBS = 5_000;

    private record Figures(double rate, double start, double status, double cpu) {}

    @Override
    public String name() {
        return "ledger-growth";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        List<Figures> figures = bench.medians(
                List.of(() -> measure(bench, 0), () -> measure(bench, bench.jobs(SETTLED))), Figures::rate);
        Figures empty = figures.get(0);
        Figures full = figures.get(1);
        return List.of(
                Result.of(name(), "empty", empty.rate(), "jobs/s", empty.cpu()),
                bench.judged(
                        Result.of(name(), "full", full.rate(), "jobs/s", full.cpu()),
                        "within 1.1 x of empty",
                        full.rate() * 1.1 >= empty.rate()),
                Result.of(name(), "start, empty", empty.start(), "s"),
                bench.judged(
                        Result.of(name(), "start, full", full.start(), "s"),
                        "at most 1.5 x of empty",
                        full.start() <= 1.5 * empty.start()),
                Result.of(name(), "status, empty", empty.status(), "s"),
                bench.judged(Result.of(name(), "status, full", full.status(), "s"), "at most 1 s", full.status() <= 1));
    }

    private Figures measure(Bench bench, int settled) throws Exception {
        try (Upstream upstream = Upstream.atOnce(1024);
                Home home = bench.home(name())) {
            home.dropOneFile("first", 1);
            try (Run run = new Run.Lumadrop(bench, home, upstream).wideOpen().start("drain")) {
                run.ended();
            }
            SettledJobs.copy(home.root().resolve("data/lumadrop.db"), settled);
            double start = seconds(bench, home, upstream, "drain");
            double status = seconds(bench, home, upstream, "status");
            int jobs = bench.jobs(JOBS);
            home.dropFiles(jobs);
            try (Run run = new Run.Lumadrop(bench, home, upstream).wideOpen().start("drain")) {
                Run.Ended ended = run.ended();
                double[] manifests = home.manifestTimes();
                Bench.expect(manifests.length, jobs + 1, "manifests");
                return new Figures(
                        jobs / ended.secondsUntil(manifests[manifests.length - 1]), start, status, ended.cpu());
            }
        }
    }

    /** A verb that finds nothing to do, as a whole. */
    private static double seconds(Bench bench, Home home, Upstream upstream, String verb) throws Exception {
        return bench.median(
                () -> {
                    try (Run run =
                            new Run.Lumadrop(bench, home, upstream).wideOpen().start(verb)) {
                        return run.ended().seconds();
                    }
                },
                Double::doubleValue);
    }
}
