package lumadrop.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import lumadrop.sandbox.Oddity;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SandboxSettings;
import lumadrop.settings.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a double of the upstream on this machine, to develop and test against. It costs nothing.",
            "To point lumadrop at it, give it any GMI_API_KEY and",
            "  -Dlumadrop.api.base-url=http://127.0.0.1:8087",
            "  -Dlumadrop.media.allow-private-network=true"
        })
final class SandboxCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on; 0 for any (default: 8087).")
    private Integer port;

    @Option(
            names = "--list-oddities",
            description = "Lists the oddities and failures it can show, and ends. Each is switched on by"
                    + " lumadrop.sandbox.oddities, or for one request by #sandbox:NAME in its prompt.")
    private boolean list;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        if (list) {
            for (Oddity oddity : Oddity.values()) {
                out.printf("%-34s %s%n", oddity.id(), oddity.description());
            }
            return Exit.OK;
        }
        Map<String, String> defaults = new LinkedHashMap<>();
        if (port != null) {
            defaults.put("lumadrop.sandbox.port", port.toString());
        }
        Loaded loaded = common.load(defaults);
        try (SandboxServer server = start(SandboxKeys.read(loaded.settings()))) {
            out.println("The sandbox listens on " + server.baseUri() + " (Ctrl-C ends it)");
            new CountDownLatch(1).await();
        }
        return Exit.OK;
    }

    private SandboxServer start(SandboxSettings settings) {
        try {
            return SandboxServer.start(settings, common.installation().routes().resolve("sandbox"));
        } catch (IOException e) {
            throw new Stop(Exit.USAGE, "The sandbox cannot start: " + e.getMessage());
        }
    }
}
