package lumadrop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Pictures of 16 MiB through a heap of 128 MiB, as the launcher starts it and with the JVM's best compiler, against curl,
 * which checks none of them, and against curl until its files are on the disk, as ours are.
 */
final class BigPictures implements Case {
    private static final int PICTURES = 200;
    private static final int MEBIBYTES = 16;
    private static final String CURL = "curl --silent --parallel --parallel-max 16 --config \"$0\"";
    private static final String HEAP = "-Xmx128m";
    private static final String BEST_COMPILER = " -XX:TieredStopAtLevel=4";

    @Override
    public String name() {
        return "big-pictures";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int pictures = bench.jobs(PICTURES);
        double whole = (double) pictures * MEBIBYTES;
        List<Callable<Run.Ended>> each = List.of(
                () -> lumadrop(bench, pictures, HEAP),
                () -> lumadrop(bench, pictures, HEAP + BEST_COMPILER),
                () -> curl(bench, pictures, ""),
                () -> curl(bench, pictures, " && sync -f \"$0\""));
        List<Run.Ended> ended = bench.medians(
                each.stream().map(one -> withMemory(bench, pictures, one)).toList(), Run.Ended::seconds);
        Run.Ended ours = ended.get(0);
        Run.Ended curl = ended.get(2);
        return List.of(
                bench.judged(
                        rate("lumadrop, " + HEAP, whole, ours), "0.8 x curl", curl.seconds() >= 0.8 * ours.seconds()),
                rate("lumadrop, " + HEAP + ", C2", whole, ended.get(1)),
                rate("curl --parallel", whole, curl),
                rate("curl --parallel, and sync", whole, ended.get(3)));
    }

    private static <T> Callable<T> withMemory(Bench bench, int pictures, Callable<T> run) {
        return () -> {
            Memory.atHand(bench.folder(), ((long) pictures * MEBIBYTES) << 20);
            return run.call();
        };
    }

    private Result rate(String subject, double whole, Run.Ended ended) {
        return Result.of(name(), subject, whole / ended.seconds(), "MiB/s", ended.cpu());
    }

    private static Run.Ended lumadrop(Bench bench, int pictures, String flags) throws Exception {
        try (Upstream upstream = Upstream.atOnce(MEBIBYTES << 20);
                Home home = bench.home("big-pictures")) {
            home.dropOneFile("all", pictures);
            try (Run run = new Run.Lumadrop(bench, home, upstream)
                    .wideOpen()
                    .options(flags)
                    .start("drain")) {
                Run.Ended ended = run.ended();
                return new Run.Ended(ended.from(), ended.secondsUntil(home.manifestTimes()[0]), ended.cpu());
            }
        }
    }

    /** @param then a command of the shell's, with a file on the disk as its $0 */
    private static Run.Ended curl(Bench bench, int pictures, String then) throws Exception {
        try (Upstream upstream = Upstream.atOnce(MEBIBYTES << 20);
                Home home = bench.home("big-pictures")) {
            Path list = home.root().resolve("urls");
            Files.writeString(list, urls(upstream, home, pictures));
            try (Run run = Run.start(
                    List.of("sh", "-c", CURL + then, list.toString()),
                    Map.of(),
                    bench.folder().resolve("curl.said"))) {
                return run.ended();
            }
        }
    }

    private static String urls(Upstream upstream, Home home, int pictures) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < pictures; i++) {
            lines.append("url = \"" + upstream.base() + "/media/" + i + ".png\"\n");
            lines.append("output = \"" + home.root().resolve(i + ".png") + "\"\n");
        }
        return lines.toString();
    }
}
