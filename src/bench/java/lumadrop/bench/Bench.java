package lumadrop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

/**
 * What all cases share.
 *
 * @param folder where homes are made, on the disk that is measured
 * @param distribution the packaged program
 * @param size a factor for the number of jobs: 1 for the real thing
 * @param repeats how often a short case is run; its median counts
 */
record Bench(Path folder, Path distribution, double size, int repeats) {

    int jobs(int whole) {
        return Math.max(1, (int) Math.round(whole * size));
    }

    /** Whether it runs at its real size, so that goals can be judged. */
    boolean isWhole() {
        return size >= 1;
    }

    Home home(String name) throws IOException {
        return Home.make(folder.resolve(name));
    }

    Path launcher() {
        return distribution.resolve("bin/lumadrop");
    }

    boolean knows(String setting) throws IOException {
        return Files.readString(distribution.resolve("config/application.properties"))
                .contains("#" + setting + "=");
    }

    /** The result with its goal, which is judged at the real size alone. */
    Result judged(Result result, String goal, boolean reached) {
        return isWhole() ? result.toReach(goal, reached) : result.heldAgainst(goal);
    }

    /** A figure of a run that did something else would be worth nothing. */
    static void expect(long found, long expected, String what) {
        if (found != expected) {
            throw new IllegalStateException(expected + " " + what + " were to come out, there are " + found);
        }
    }

    /** The JVM that this runs on. */
    static Path java() {
        return Path.of(System.getProperty("java.home"));
    }

    /** A JVM with virtual threads: this one, or one beside it. */
    static Optional<Path> javaOf21() throws IOException {
        if (Runtime.version().feature() >= 21) {
            return Optional.of(java());
        }
        Path beside = java().toRealPath().getParent();
        try (var homes = Files.list(beside)) {
            return homes.filter(home -> version(home) >= 21).max((a, b) -> Integer.compare(version(a), version(b)));
        }
    }

    /** Of the Java at home; 0 where there is none. */
    static int version(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION=\""))
                    .mapToInt(line -> Integer.parseInt(line.substring(14).split("\\D")[0]))
                    .findFirst()
                    .orElse(0);
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Runs it as often as is asked for, and returns the run whose figure is in the middle. */
    <T> T median(Callable<T> once, ToDoubleFunction<T> figure) throws Exception {
        return medians(List.of(once), figure).get(0);
    }

    /**
     * Runs them in turn, as often as is asked for, and returns for each the run whose figure is in the middle. A machine that is
     * slower for a while is so to all of them.
     */
    <T> List<T> medians(List<Callable<T>> each, ToDoubleFunction<T> figure) throws Exception {
        List<List<T>> runs = new ArrayList<>();
        each.forEach(one -> runs.add(new ArrayList<>()));
        for (int round = 0; round < repeats; round++) {
            for (int i = 0; i < each.size(); i++) {
                runs.get(i).add(each.get(i).call());
            }
        }
        return runs.stream()
                .map(of -> of.stream()
                        .sorted(Comparator.comparingDouble(figure))
                        .toList()
                        .get(of.size() / 2))
                .toList();
    }

    /** @param part between 0 and 1 */
    static double quantile(double[] sorted, double part) {
        return sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
    }

    static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
