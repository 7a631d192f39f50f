package lumadrop.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import lumadrop.flow.InboxRoom;
import lumadrop.ledger.Ledger;
import lumadrop.settings.Loaded;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Says what is where, why, and since when: of everything, of a drop, or of a job. Changes nothing.")
final class StatusCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private Common common;

    @Option(names = "--json", description = "Prints one JSON object instead of text.")
    private boolean json;

    @Parameters(
            paramLabel = "JOB|DROP",
            arity = "0..1",
            description = "A job's id, or a drop's id, its path in the inbox, or its output folder.")
    private String word;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        Loaded loaded = common.load();
        Logging.quiet();
        if (!Files.isDirectory(common.home().data())) {
            throw new Stop(
                    Exit.USAGE,
                    common.home().root() + " is no home of lumadrop (there is no folder data in it): is --home right?");
        }
        Clock clock = Clock.systemUTC();
        Optional<Ledger> any = common.ledgerIfAny(loaded, clock);
        try (Ledger ledger = any.orElse(null)) {
            Status status = new Status(
                    common.home(), ledger, InboxRoom.report(common.home().data(), clock), clock);
            Map<String, Object> report = word == null ? status.all() : status.of(word);
            if (json) {
                spec.commandLine()
                        .getOut()
                        .println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
            } else {
                new StatusText(spec.commandLine().getOut()).print(report);
            }
            return Exit.OK;
        }
    }
}
