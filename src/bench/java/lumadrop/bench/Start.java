package lumadrop.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A drain of one job that takes no time, with the settings as they are shipped: the process as a whole, by the launcher and
 * without, in a home that is in use, and by the launcher in a new one, whose ledger has to be made.
 */
final class Start implements Case {
    private static final double LONGEST = 0.7;
    private static final int WARM = 500;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        try (Upstream upstream = Upstream.atOnce(1024)) {
            warm(bench, upstream);
            List<Result> results = new ArrayList<>(with(bench, upstream, Bench.java(), ""));
            Optional<Path> newer = Bench.javaOf21();
            if (newer.isPresent() && !newer.get().equals(Bench.java())) {
                results.addAll(with(bench, upstream, newer.get(), ", Java " + Bench.version(newer.get())));
            }
            return results;
        }
    }

    /** One that has just started takes longer for its first answers than all that is measured here may take. */
    private void warm(Bench bench, Upstream upstream) throws Exception {
        try (Home home = bench.home(name())) {
            home.dropOneFile("warm", WARM);
            drain(bench, home, upstream, Bench.java(), false);
        }
    }

    private List<Result> with(Bench bench, Upstream upstream, Path java, String which) throws Exception {
        once(bench, upstream, java, true, false); // the first use of a Java makes its archive
        List<Run.Ended> ended = bench.medians(
                List.of(
                        () -> once(bench, upstream, java, false, false),
                        () -> once(bench, upstream, java, true, false),
                        () -> once(bench, upstream, java, false, true)),
                Run.Ended::seconds);
        Run.Ended launched = ended.get(0);
        Run.Ended anew = ended.get(1);
        Run.Ended plain = ended.get(2);
        double most = Math.min(LONGEST, 0.45 * plain.seconds());
        return List.of(
                Result.of(name(), "launcher" + which, launched.seconds(), "s", launched.cpu())
                        .toReach("0.45 x java -jar, 0.7 s", launched.seconds() <= most),
                Result.of(name(), "launcher, new home" + which, anew.seconds(), "s", anew.cpu())
                        .heldAgainst("0.45 x java -jar, 0.7 s"),
                Result.of(name(), "java -jar" + which, plain.seconds(), "s", plain.cpu()));
    }

    private static Run.Ended once(Bench bench, Upstream upstream, Path java, boolean newHome, boolean byJar)
            throws Exception {
        try (Home home = bench.home("start")) {
            if (!newHome) {
                home.dropOneFile("before", 1);
                drain(bench, home, upstream, java, false);
            }
            home.dropOneFile("one", 1);
            Run.Ended ended = drain(bench, home, upstream, java, byJar);
            Bench.expect(home.manifestTimes().length, newHome ? 1 : 2, "manifests");
            return ended;
        }
    }

    private static Run.Ended drain(Bench bench, Home home, Upstream upstream, Path java, boolean byJar)
            throws Exception {
        Run.Lumadrop lumadrop = new Run.Lumadrop(bench, home, upstream).java(java);
        try (Run run = (byJar ? lumadrop.byJar() : lumadrop).start("drain")) {
            return run.ended();
        }
    }
}
