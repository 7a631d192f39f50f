package lumadrop.cli;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = {
            "Tries failed, held or overdue jobs again; a drop's name means all of those of its jobs.",
            "A request that the upstream may still have is asked after, not submitted again."
        })
final class RetryCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Option(
            names = "--pay-again",
            description = "Submit again even where the first submit may have been taken: it may be paid twice.")
    private boolean payAgain;

    @Parameters(paramLabel = "JOB", arity = "1..*", description = "A job's id, or a drop's id or path.")
    private List<String> words;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        Retry retry = new Retry(payAgain, System.getProperty("user.name", "unknown"), clock.instant());
        return new ByHand(spec.commandLine(), common, clock).each(words, "retry", retry::of);
    }
}
