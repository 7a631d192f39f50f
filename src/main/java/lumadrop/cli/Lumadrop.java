package lumadrop.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import lumadrop.ledger.LedgerFault;
import lumadrop.settings.SettingsFault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program. */
@Command(
        name = "lumadrop",
        description = {
            "A hot folder for Luma Uni-1.1: drop a JSON file of prompts or edits into inbox/, get the pictures and a"
                    + " manifest in output/.",
            ""
        },
        mixinStandardHelpOptions = true,
        versionProvider = Lumadrop.Version.class,
        synopsisSubcommandLabel = "VERB",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:all is well",
            " 1:lumadrop itself failed; the log says how",
            " 2:the command line or the settings are wrong; nothing was touched",
            " 3:something needs a look: a file was refused, or a job failed, is held, or is overdue"
        },
        subcommands = {
            RunCommand.class,
            DrainCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            StatusCommand.class,
            RetryCommand.class,
            CancelCommand.class,
            SandboxCommand.class
        })
public final class Lumadrop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop");

    @Spec
    private CommandLine.Model.CommandSpec spec;

    /** Prints the version. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"lumadrop " + Installation.version()};
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Missing verb");
    }

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        if (Runtime.version().feature() >= 21) {
            System.setProperty("camel.threads.virtual.enabled", "true");
        }
        System.setProperty("java.awt.headless", "true");
        return new CommandLine(new Lumadrop())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(Lumadrop::explain)
                .execute(args);
    }

    /** What a person can cause is a line or a few; anything else is ours, with its stack trace. */
    private static int explain(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (e instanceof Stop stop) {
            err.println(stop.getMessage());
            return stop.exitCode();
        }
        if (e instanceof SettingsFault || e instanceof LedgerFault) {
            err.println(e.getMessage());
            LOG.debug("in full", e);
            return Exit.USAGE;
        }
        LOG.error("lumadrop failed: {}", e.toString(), e);
        return Exit.FAILED;
    }
}
