package lumadrop.bench;

/** As many jobs as {@link Throughput} has files, in one file. */
final class OneFile {
    static final String NAME = "one-file";

    private OneFile() {}

    static Throughput.Rate once(Bench bench, int jobs) throws Exception {
        try (Upstream upstream = Upstream.atOnce(1024);
                Home home = bench.home(NAME)) {
            home.dropOneFile("all", jobs);
            try (Run run = new Run.Lumadrop(bench, home, upstream).wideOpen().start("drain")) {
                Run.Ended ended = run.ended();
                Bench.expect(home.settled(), jobs, "settled jobs");
                return new Throughput.Rate(jobs / ended.secondsUntil(home.manifestTimes()[0]), ended.cpu());
            }
        }
    }
}
