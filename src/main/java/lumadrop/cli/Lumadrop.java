package lumadrop.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
        synopsisSubcommandLabel = "VERB")
public final class Lumadrop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop");

    private static final int SHORTEST_KEY = 12;

    /** In the order of the help. To make one takes time, so only the one that is asked for is made. */
    private static final Map<String, Supplier<Object>> VERBS = verbs();

    @Spec
    private CommandLine.Model.CommandSpec spec;

    private static Map<String, Supplier<Object>> verbs() {
        Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
        verbs.put("run", RunCommand::new);
        verbs.put("drain", DrainCommand::new);
        verbs.put("demo", DemoCommand::new);
        verbs.put("check", CheckCommand::new);
        verbs.put("status", StatusCommand::new);
        verbs.put("approve", ApproveCommand::new);
        verbs.put("retry", RetryCommand::new);
        verbs.put("cancel", CancelCommand::new);
        verbs.put("reconcile", ReconcileCommand::new);
        verbs.put("verify", VerifyCommand::new);
        verbs.put("backup", BackupCommand::new);
        verbs.put("sandbox", SandboxCommand::new);
        verbs.put("warm-up", WarmUpCommand::new);
        return verbs;
    }

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
        Logging.withoutTheWire();
        System.exit(execute(args));
    }

    static int execute(String... args) {
        if (hasKey(System.getenv("GMI_API_KEY"), args)) { // and nothing of what was typed is said again
            System.err.println(
                    "The API key stands on the command line, where anyone on this machine can read it: it belongs"
                            + " in GMI_API_KEY, or in a file that GMI_API_KEY_FILE names.");
            return Exit.USAGE;
        }
        // Newer Javas warn of what Netty does with Unsafe; it does without just as well.
        if (Runtime.version().feature() >= 24) {
            System.setProperty("io.netty.noUnsafe", "true");
        }
        System.setProperty("java.awt.headless", "true");
        return commandLine(args.length > 0 ? args[0] : "")
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(Lumadrop::explain)
                .execute(args);
    }

    /** Whether the key is among what was typed, wherever; a few letters could be anything. */
    static boolean hasKey(String key, String... args) {
        String text = key == null ? "" : key.strip();
        return text.length() >= SHORTEST_KEY && Stream.of(args).anyMatch(arg -> arg.contains(text));
    }

    /** @param verb the one that is to be had; for any other word, all of them */
    public static CommandLine commandLine(String verb) {
        CommandLine lumadrop = new CommandLine(new Lumadrop());
        Map<String, Supplier<Object>> needed = VERBS.containsKey(verb) ? Map.of(verb, VERBS.get(verb)) : VERBS;
        needed.forEach((name, command) -> lumadrop.addSubcommand(name, command.get()));
        listExitCodes(lumadrop);
        lumadrop.getSubcommands().values().forEach(Lumadrop::listExitCodes);
        return lumadrop;
    }

    private static void listExitCodes(CommandLine line) {
        line.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(Exit.LISTED);
    }

    /** What a person can cause is a line or a few; anything else is ours, with its stack trace. */
    private static int explain(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (e instanceof Stop stop) {
            err.println(stop.getMessage());
            return stop.exitCode();
        }
        Optional<String> camel = CamelFaults.inWords(e);
        if (camel.isPresent()) {
            err.println(camel.get());
            LOG.debug("in full", e);
            return Exit.USAGE;
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
