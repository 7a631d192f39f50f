package lumadrop.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lumadrop.api.ApiKey;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Picture;
import lumadrop.ledger.Ledger;
import lumadrop.output.Manifest;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SandboxSettings;
import lumadrop.settings.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows it all, with no key and no network: starts the sandbox, drops the samples that ship with lumadrop, and"
                    + " ends with the pictures and where they are.",
            "Works in the folder 'demo' below the home."
        })
final class DemoCommand implements Callable<Integer> {
    /** The sandbox takes any key; this one is nobody's. */
    private static final String KEY = "sandbox-demo-key";

    @Mixin
    private Common common;

    @Spec
    private CommandSpec spec;

    private String shown = "";

    @Override
    public Integer call() throws Exception {
        Loaded base = common.load();
        Logging.level("WARN");
        SandboxSettings settings = SandboxKeys.read(base.settings()).withPort(0);
        try (SandboxServer sandbox =
                SandboxServer.start(settings, common.installation().routes().resolve("sandbox"))) {
            common.workIn(common.home().root().resolve("demo"));
            Map<String, String> own = new LinkedHashMap<>();
            own.put("lumadrop.api.base-url", sandbox.baseUri().toString());
            own.put("lumadrop.media.allow-private-network", "true");
            own.put("lumadrop.poll.interval", "500ms");
            own.put("lumadrop.http.proxy", "none"); // all of it is on this machine
            Loaded loaded = common.load(own);
            Logging.level("WARN");
            return demo(loaded, sandbox);
        }
    }

    private int demo(Loaded loaded, SandboxServer sandbox) throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.println("The sandbox stands in for the upstream at " + sandbox.baseUri() + "; nothing is paid.");
        common.home().make(common.home().places(common.installation()), false, common.access(loaded));
        List<Path> samples = drop(out);
        try (Engine engine = Engine.start(common, new StartOptions(), loaded, ApiKey.of(KEY), false)) {
            Drain drain = new Drain(engine);
            drain.await(() -> progress(engine.ledger(), out));
            out.println(drain.summary());
            tell(engine.ledger(), samples.size(), out);
            return drain.exitCode();
        }
    }

    private List<Path> drop(PrintWriter out) throws IOException {
        Path inbox = common.home().root().resolve("inbox");
        List<Path> samples;
        try (Stream<Path> files = Files.list(common.installation().root().resolve("config/samples"))) {
            samples = files.sorted().toList();
        }
        for (Path sample : samples) {
            Path part = inbox.resolve(sample.getFileName() + ".part");
            Files.copy(sample, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, inbox.resolve(sample.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            out.println("dropped inbox/" + sample.getFileName());
        }
        return samples;
    }

    private void progress(Ledger ledger, PrintWriter out) {
        StringBuilder now = new StringBuilder();
        Map<JobState, Long> tallies = ledger.tallies();
        for (JobState state : JobState.values()) {
            long n = tallies.getOrDefault(state, 0L);
            if (n > 0) {
                now.append(now.isEmpty() ? "" : ", ").append(n).append(' ').append(state.word());
            }
        }
        if (!now.toString().equals(shown)) {
            shown = now.toString();
            out.println("  " + shown);
        }
    }

    private void tell(Ledger ledger, int drops, PrintWriter out) {
        Path output = common.home().root().resolve("output");
        for (Drop drop : ledger.newestDrops(drops)) {
            out.println();
            out.println(drop.path() + ":");
            for (Job job : new Named(common.home(), ledger).all(drop)) {
                for (Picture picture : ledger.pictures(job.id())) {
                    out.printf(
                            "  %s  %d x %d, %d bytes%n",
                            output.resolve(picture.file()), picture.width(), picture.height(), picture.bytes());
                }
            }
            out.println("  " + output.resolve(Manifest.file(drop)));
        }
        out.println();
        out.println("Every settled job has a line in " + output.resolve("manifest.jsonl"));
    }
}
