package lumadrop.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.ReasonClass;
import lumadrop.text.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "retry",
        mixinStandardHelpOptions = true,
        description = {
            "Tries failed, held or overdue jobs again; a drop's name means all of those of its jobs.",
            "A request that the upstream may still have is asked after, not submitted again.",
            "All that failed in a drop: retry --drop DROP --failed"
        })
final class RetryCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Option(
            names = "--pay-again",
            description = "Submit again even where the first submit may have been taken: it may be paid twice.")
    private boolean payAgain;

    @Option(
            names = "--drop",
            paramLabel = "DROP",
            description = "All jobs of this drop, as DROP in the place of JOB; may be given more than once.")
    private List<String> drops = List.of();

    @Option(
            names = "--failed",
            description = "Only jobs that failed: not those that are held or overdue, nor those that a person gave up.")
    private boolean failed;

    @Option(
            names = "--class",
            paramLabel = "CLASS",
            description =
                    "Only jobs with a reason of this class, such as upstream-failed; may be given more than once.")
    private List<String> classes = List.of();

    @Parameters(paramLabel = "JOB", arity = "0..*", description = "A job's id, or a drop's id or path.")
    private List<String> words = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Set<ReasonClass> wanted = new LinkedHashSet<>();
        classes.forEach(word -> wanted.add(reasonClass(word)));
        List<String> named = new ArrayList<>(words);
        named.addAll(drops);
        if (named.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name what is to be tried again: a JOB, or --drop DROP");
        }
        Clock clock = Clock.systemUTC();
        Retry retry = new Retry(payAgain, ByHand.user(), clock.instant());
        return new ByHand(spec.commandLine(), common, clock)
                .each(named, "retry", job -> isMeant(job, wanted), retry::of);
    }

    private boolean isMeant(Job job, Set<ReasonClass> wanted) {
        ReasonClass reason = job.reason() == null ? null : job.reason().reasonClass();
        if (!wanted.isEmpty() && !wanted.contains(reason)) {
            return false;
        }
        boolean givenUp = reason == ReasonClass.CANCELLED && !wanted.contains(ReasonClass.CANCELLED);
        return !failed || job.state() == JobState.FAILED && !givenUp;
    }

    private ReasonClass reasonClass(String word) {
        List<String> known =
                Stream.of(ReasonClass.values()).map(ReasonClass::word).toList();
        if (!known.contains(word)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no class '" + word + "'; "
                            + Nearest.to(word, known)
                                    .map(near -> "did you mean '" + near + "'?")
                                    .orElse("there are " + String.join(", ", known)));
        }
        return ReasonClass.of(word);
    }
}
