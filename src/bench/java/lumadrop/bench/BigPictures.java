package lumadrop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Pictures of 16 MiB through a heap of 128 MiB, against curl, which checks none of them. */
final class BigPictures implements Case {
    private static final int PICTURES = 200;
    private static final int MEBIBYTES = 16;

    @Override
    public String name() {
        return "big-pictures";
    }

    @Override
    public List<Result> run(Bench bench) throws Exception {
        int pictures = bench.jobs(PICTURES);
        double whole = (double) pictures * MEBIBYTES;
        Run.Ended ours = bench.median(() -> lumadrop(bench, pictures), Run.Ended::seconds);
        Run.Ended curl = bench.median(() -> curl(bench, pictures), Run.Ended::seconds);
        return List.of(
                bench.judged(
                        Result.of(name(), "lumadrop, -Xmx128m", whole / ours.seconds(), "MiB/s", ours.cpu()),
                        "0.8 x curl",
                        curl.seconds() >= 0.8 * ours.seconds()),
                Result.of(name(), "curl --parallel", whole / curl.seconds(), "MiB/s", curl.cpu()));
    }

    private static Run.Ended lumadrop(Bench bench, int pictures) throws Exception {
        try (Upstream upstream = Upstream.atOnce(MEBIBYTES << 20);
                Home home = bench.home("big-pictures")) {
            home.dropOneFile("all", pictures);
            try (Run run = new Run.Lumadrop(bench, home, upstream)
                    .wideOpen()
                    .options("-Xmx128m")
                    .start("drain")) {
                Run.Ended ended = run.ended();
                return new Run.Ended(ended.from(), ended.secondsUntil(home.manifestTimes()[0]), ended.cpu());
            }
        }
    }

    private static Run.Ended curl(Bench bench, int pictures) throws Exception {
        try (Upstream upstream = Upstream.atOnce(MEBIBYTES << 20);
                Home home = bench.home("big-pictures")) {
            Path list = home.root().resolve("urls");
            Files.writeString(list, urls(upstream, home, pictures));
            try (Run run = Run.start(
                    List.of("curl", "--silent", "--parallel", "--parallel-max", "16", "--config", list.toString()),
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
