package lumadrop.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import lumadrop.settings.Keys;
import lumadrop.settings.Loaded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Watches the inbox until stopped (Ctrl-C or SIGTERM); schedules fire.")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop");

    @Mixin
    private Common common;

    @Mixin
    private StartOptions options;

    @Override
    public Integer call() throws Exception {
        Loaded loaded = common.load();
        var key = Engine.key(loaded);
        Engine engine = Engine.start(common, options, loaded, key, true);
        LOG.info(
                "lumadrop {} watches {}/inbox for {}",
                Installation.version(),
                common.home().root(),
                loaded.settings().get(Keys.API_BASE_URL));
        // The stop comes as a signal, and its hook closes the engine; this thread only waits.
        new CountDownLatch(1).await();
        engine.close();
        return Exit.OK;
    }
}
