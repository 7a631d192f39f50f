package lumadrop.bench;

import java.util.ArrayList;
import java.util.List;

/** Single jobs that take no time, one after the other, in a {@code run} as it is set by default: all that they wait for is lumadrop. */
final class HandOver implements Case {
    private static final int JOBS = 60;
    private static final double LONGEST = 150;

    @Override
    public String name() {
        return "hand-over";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int jobs = Math.max(2, bench.jobs(JOBS));
        try (Upstream upstream = Upstream.atOnce(1024);
                Home home = bench.home(name());
                Run run = new Run.Lumadrop(bench, home, upstream).start("run")) {
            for (int i = 0; i < jobs; i++) {
                home.dropOneFile("drop" + i, 1);
                run.await(home::settled, i + 1);
            }
            double cpu = Cpu.of(run.pid());
            List<Double> took = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                took.addAll(home.millisToDone("drop" + i));
            }
            double[] others = Bench.sorted(took.subList(1, jobs));
            double most = others[others.length - 1];
            return List.of(
                    Result.of(name(), "recorded to done, the first of all", took.get(0), "ms", cpu),
                    Result.of(name(), "the others, p50", Bench.quantile(others, 0.5), "ms"),
                    bench.judged(
                            Result.of(name(), "the others, the slowest", most, "ms"), "at most 150", most <= LONGEST));
        }
    }
}
