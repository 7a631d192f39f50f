package lumadrop.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import lumadrop.api.ApiKey;
import lumadrop.sandbox.PictureFormat;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SandboxSettings;
import lumadrop.settings.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Works through two jobs and asks about them, so that the launcher can keep the classes which that took.
 *
 * <p>An operator's settings and additions have no part in it: a hook must not run because classes are archived.
 */
@Command(
        name = "warm-up",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "For the launcher: does all that a short verb does, in a sandbox, in the empty folder --home.")
final class WarmUpCommand implements Callable<Integer> {
    /** What an operator's settings may say of where the ledger is. */
    private static final List<String> IN_THE_HOME =
            List.of("-Dlumadrop.ledger.url=", "-Dlumadrop.data-folder=", "-Dlumadrop.temporary-folder=");

    /** It takes a second or two. Where it is not done by then (no loopback network, say) what was loaded is kept. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Mixin
    private Common common;

    @Override
    public Integer call() throws Exception {
        Logging.quiet();
        Path folder = common.home().root();
        Installation shipped = Installation.shipped(folder.resolve("shipped"));
        common.workFrom(shipped);
        Path drop = folder.resolve("two.json");
        Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(drop, "[{\"prompt\": \"A kettle\"}, {\"prompt\": \"A kettle\", \"name\": \"pot\"}]");
        ask("check", drop.toString(), folder);
        Files.move(drop, folder.resolve("inbox").resolve(drop.getFileName()));
        SandboxSettings settings = SandboxSettings.defaults()
                .withPort(0)
                .withGenerateTime(Duration.ZERO)
                .withPictures(32, PictureFormat.MIXED);
        try (SandboxServer sandbox =
                SandboxServer.start(settings, shipped.routes().resolve("sandbox"))) {
            drain(sandbox);
        }
        ask("status", "--json", folder);
        ask("verify", "--json", folder);
        return Exit.OK;
    }

    private void drain(SandboxServer sandbox) throws Exception {
        Map<String, String> own = new LinkedHashMap<>();
        own.put("lumadrop.api.base-url", sandbox.baseUri().toString());
        own.put("lumadrop.media.allow-private-network", "true");
        own.put("lumadrop.inbox.stable-time", "0s");
        own.put("lumadrop.poll.interval", "100ms");
        own.put("lumadrop.output.min-free", "0B");
        Loaded loaded = common.load(own);
        Logging.quiet();
        try (Engine engine = Engine.start(common, new StartOptions(), loaded, ApiKey.of("warm-up"), false)) {
            long start = System.nanoTime();
            Drain drain = new Drain(engine);
            drain.await(() -> {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IllegalStateException("the sandbox's jobs are not done after " + PATIENCE);
                }
            });
        }
    }

    private static void ask(String verb, String what, Path home) {
        List<String> words = new ArrayList<>(List.of(verb, what, "--home", home.toString()));
        words.addAll(IN_THE_HOME);
        var unused = Lumadrop.execute(words.toArray(String[]::new));
    }
}
