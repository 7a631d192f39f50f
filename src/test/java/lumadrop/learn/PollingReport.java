package lumadrop.learn;

import static lumadrop.learn.Simulation.lateness;
import static lumadrop.learn.Simulation.polls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lumadrop.learn.Simulation.ByLearning;
import lumadrop.learn.Simulation.Outcome;
import lumadrop.learn.Simulation.Schedule;

/**
 * What schedules come to, each on the same 20,000 requests: prints the table of {@code docs/polling.md} and draws
 * {@code docs/polling.svg}. From the project's folder, after {@code mvn package -DskipTests}:
 *
 * <pre>  java -cp 'target/test-classes:target/classes:target/lib/*' lumadrop.learn.PollingReport</pre>
 */
final class PollingReport {
    private static final double MEDIAN = 30;
    private static final double SIGMA = 0.35;
    private static final int BEFORE = 200;
    private static final int REQUESTS = 20_000;
    private static final int IN_FLIGHT = 10;
    private static final int AT_ONCE = 500;
    private static final long SEED = 1;

    private static final Truth TRUTH = Truth.lognormal(MEDIAN, SIGMA);

    /** @param group names those that are drawn alike */
    record Row(String name, String group, double polls, double mean, double p50, double p99) {}

    private PollingReport() {}

    public static void main(String[] args) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (int seconds : new int[] {1, 2, 5, 10}) {
            rows.add(measured("every " + seconds + " s", "fixed", (taken, age, polls) -> seconds));
        }
        for (double factor : new double[] {1.2, 1.5, 2}) {
            rows.add(measured(
                    "1 s, then " + factor + " times as long each",
                    "exponential",
                    (taken, age, polls) -> Math.min(30, Math.pow(factor, polls))));
        }
        for (long millis : new long[] {1000, 1500, 2500}) {
            Duration aim = Duration.ofMillis(millis);
            rows.add(measured("learned, `poll.lateness=" + millis + "ms`", "learned", new ByLearning(aim(aim), SEED)));
        }
        List<Row> drawn = List.copyOf(rows);
        rows.add(inDrops(
                "the same, 1500 ms, in drops of 500 at once", new ByLearning(aim(Duration.ofMillis(1500)), SEED)));
        System.out.println("| schedule | polls a job | lateness, mean | p50 | p99 | best mean for as many polls |");
        System.out.println("| --- | ---: | ---: | ---: | ---: | ---: |");
        for (Row row : rows) {
            double best = TRUTH.bestWith(row.polls()).mean();
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.2f s | %.2f s | %.2f s | %.2f s (× %.2f) |%n",
                    row.name(),
                    row.polls(),
                    row.mean(),
                    row.p50(),
                    row.p99(),
                    best,
                    row.mean() / best);
        }
        Path chart = Path.of(args.length > 0 ? args[0] : "docs/polling.svg");
        Files.writeString(chart, new PollingChart(TRUTH).draw(drawn));
    }

    private static Aim aim(Duration lateness) {
        Aim aim = ByLearning.AIM;
        return new Aim(aim.unknown(), lateness, aim.longest(), aim.perSecond());
    }

    private static Row measured(String name, String group, Schedule schedule) {
        Simulation simulation = new Simulation(IN_FLIGHT, SEED, schedule);
        simulation.run(Upstream.lognormal(MEDIAN, SIGMA), BEFORE);
        return row(name, group, simulation.run(Upstream.lognormal(MEDIAN, SIGMA), REQUESTS));
    }

    /** All of a drop are submitted at one time, and the next drop follows when the last has ended. */
    private static Row inDrops(String name, Schedule schedule) {
        Simulation simulation = new Simulation(0, SEED, schedule);
        simulation.burst(Upstream.lognormal(MEDIAN, SIGMA), BEFORE);
        List<Outcome> outcomes = new ArrayList<>();
        while (outcomes.size() < REQUESTS) {
            outcomes.addAll(simulation.burst(Upstream.lognormal(MEDIAN, SIGMA), AT_ONCE));
        }
        return row(name, "drops", outcomes);
    }

    private static Row row(String name, String group, List<Outcome> outcomes) {
        return new Row(
                name, group, polls(outcomes), lateness(outcomes), lateness(outcomes, 0.5), lateness(outcomes, 0.99));
    }
}
