package lumadrop.cli;

import java.util.concurrent.Callable;
import lumadrop.settings.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description = {
            "Does what is in the inbox and in the ledger, then ends.",
            "Exits 0 if every job is done; 3 if a file was refused, or a job failed, is held or overdue."
        })
final class DrainCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Mixin
    private StartOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Loaded loaded = common.load();
        var key = Engine.key(loaded);
        try (Engine engine = Engine.start(common, options, loaded, key, false)) {
            Drain drain = new Drain(engine);
            drain.await(() -> {});
            spec.commandLine().getOut().println(drain.summary());
            return drain.exitCode();
        }
    }
}
