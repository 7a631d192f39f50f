package lumadrop.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import lumadrop.cli.ByHand.Undecided;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.ReasonClass;
import lumadrop.ledger.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Sends what is held because the same was dropped before: it is meant once more.",
            "'cancel DROP' gives it up instead."
        })
final class ApproveCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Parameters(
            paramLabel = "DROP",
            arity = "1..*",
            description = "A drop's id, its path or output folder; or a job's id.")
    private List<String> words;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        return new ByHand(spec.commandLine(), common, clock)
                .each(words, job -> true, ApproveCommand::nothing, "approve", job -> approved(job, clock.instant()));
    }

    private static String nothing(List<Job> jobs) {
        return "nothing in it is held for being the same: its jobs are " + ByHand.states(jobs);
    }

    private static Step approved(Job job, Instant now) throws Undecided {
        if (job.state() != JobState.HELD || job.reason().reasonClass() != ReasonClass.SAME_DROP) {
            throw Undecided.notItsMatter(job.id() + " is not held for being the same: it is "
                    + job.state().word()
                    + (job.state() == JobState.HELD
                            ? " for " + job.reason().reasonClass().word() + "; 'status " + job.id()
                                    + "' says what can be done"
                            : ""));
        }
        String text = "by " + ByHand.user() + ": meant once more";
        JobEvent event = new JobEvent(now, "hand", "approve", text);
        return Step.to(job, job.with(JobState.ACCEPTED, ByHand.atOnce(job, now)).withReason(null), List.of(event));
    }
}
