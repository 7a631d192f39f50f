package lumadrop.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How soon a finished picture is noticed, and what that costs in calls. By id alone with many in flight; or as it is set
 * by default with 50 in flight, where the list may tell of many at once.
 */
final class Notice implements Case {
    private static final int LEARNED_FROM = 200;
    private static final int AT_ONCE = 500;
    private static final int REQUESTS = 500;
    private static final int REQUESTS_BY_ID = 2_000;

    /** What the best schedule comes to that so many polls a job allow, by one who knows the true distribution. */
    private static final double[] POLLS = {4.4, 5.5, 7.7};

    private static final double[] BEST_P50 = {1.9, 1.5, 1.0};
    private static final double[] BEST_P99 = {8.2, 7.0, 5.2};
    private static final double CLOSE = 1.1;

    private static final String SWEEP = "lumadrop.poll.sweep";

    private final boolean byId;

    Notice(boolean byId) {
        this.byId = byId;
    }

    @Override
    public String name() {
        return byId ? "notice-by-id" : "notice-by-list";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int first = bench.jobs(LEARNED_FROM);
        int requests = bench.jobs(byId ? REQUESTS_BY_ID : REQUESTS);
        try (Upstream upstream = Upstream.halfAMinute(false);
                Home home = bench.home(name())) {
            Run.Lumadrop lumadrop = new Run.Lumadrop(bench, home, upstream);
            if (byId) {
                lumadrop.set("lumadrop.max-in-flight", AT_ONCE).set("lumadrop.poll.per-second", 1_000);
            }
            if (byId && bench.knows(SWEEP)) {
                lumadrop.set(SWEEP, "off");
            }
            try (Run run = lumadrop.start("run")) {
                home.dropOneFile("learn", first);
                run.await(home::settled, first);
                long before = calls(upstream);
                home.dropOneFile("all", requests);
                run.await(home::settled, first + requests);
                double calls = (calls(upstream) - before) / (double) requests;
                double[] late = lateness(home, upstream);
                return results(bench, calls, Bench.quantile(late, 0.5), Bench.quantile(late, 0.99), Cpu.of(run.pid()));
            }
        }
    }

    private List<Result> results(Bench bench, double calls, double p50, double p99, double cpu) {
        Result asked = Result.of(name(), "calls a job", calls, "calls", cpu);
        Result half = Result.of(name(), "lateness p50", p50, "s");
        Result most = Result.of(name(), "lateness p99", p99, "s");
        if (byId) {
            double bestHalf = best(BEST_P50, calls);
            double bestMost = best(BEST_P99, calls);
            return List.of(
                    asked,
                    bench.judged(half, within(bestHalf), p50 <= CLOSE * bestHalf),
                    bench.judged(most, within(bestMost), p99 <= CLOSE * bestMost));
        }
        return List.of(
                bench.judged(asked, "at most 1.5", calls <= 1.5),
                bench.judged(half, "at most 0.6", p50 <= 0.6),
                bench.judged(most, "at most 1.5", p99 <= 1.5));
    }

    private static String within(double best) {
        return String.format(Locale.ROOT, "within 10 %% of the best, %.2f s", best);
    }

    /** Between the known points by a straight line; beyond them lateness is about as one over the polls. */
    private static double best(double[] known, double polls) {
        int last = POLLS.length - 1;
        if (polls <= POLLS[0]) {
            return known[0] * POLLS[0] / polls;
        }
        if (polls >= POLLS[last]) {
            return known[last] * POLLS[last] / polls;
        }
        int i = polls < POLLS[1] ? 0 : 1;
        return known[i] + (known[i + 1] - known[i]) * (polls - POLLS[i]) / (POLLS[i + 1] - POLLS[i]);
    }

    private static long calls(Upstream upstream) throws Exception {
        var stats = upstream.stats();
        return stats.getLong("polls", 0L) + stats.getLong("lists", 0L);
    }

    /** From the upstream's success to the job's end, of those that were dropped last. */
    private static double[] lateness(Home home, Upstream upstream) throws Exception {
        Map<String, Long> finished = upstream.finishedAt();
        List<Double> late = new ArrayList<>();
        home.doneAt("all").forEach((id, done) -> late.add((done - finished.get(id)) / 1000.0));
        return Bench.sorted(late);
    }
}
