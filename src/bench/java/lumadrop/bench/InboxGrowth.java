package lumadrop.bench;

import java.util.ArrayList;
import java.util.List;

/** Ever more files waiting in the inbox: the time that each job takes, and the most memory. */
final class InboxGrowth implements Case {
    private static final int[] FILES = {1_000, 10_000, 100_000};

    @Override
    public String name() {
        return "inbox-growth";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        List<Result> results = new ArrayList<>();
        double fewest = 0;
        for (int whole : FILES) {
            int files = bench.jobs(whole);
            try (Upstream upstream = Upstream.atOnce(1024);
                    Home home = bench.home(name())) {
                home.dropFiles(files);
                try (Run run =
                        new Run.Lumadrop(bench, home, upstream).wideOpen().start("drain")) {
                    long resident = 0;
                    while (run.isAlive()) {
                        resident = Math.max(resident, Cpu.status(run.pid(), "VmHWM"));
                        Thread.sleep(100);
                    }
                    Run.Ended ended = run.ended();
                    double[] manifests = home.manifestTimes();
                    Bench.expect(manifests.length, files, "manifests");
                    double each = 1000 * (manifests[files - 1] - manifests[0]) / Math.max(1, files - 1);
                    Result time = Result.of(name(), files + " files", each, "ms/job", ended.cpu());
                    fewest = results.isEmpty() ? each : fewest;
                    results.add(
                            results.isEmpty()
                                    ? time
                                    : bench.judged(time, "1.25 x the fewest files", each <= 1.25 * fewest));
                    results.add(Result.of(name(), files + " files, memory", resident / 1024.0, "MiB"));
                }
            }
        }
        return results;
    }
}
