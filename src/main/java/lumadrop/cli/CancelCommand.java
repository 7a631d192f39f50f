package lumadrop.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import lumadrop.cli.ByHand.Undecided;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.ledger.Step;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = {
            "Gives jobs up; a drop's name means all of its jobs that have not settled.",
            "The upstream has no documented way to take a request back: what was submitted may still be charged."
        })
final class CancelCommand implements Callable<Integer> {
    @Mixin
    private Common common;

    @Parameters(paramLabel = "JOB", arity = "1..*", description = "A job's id, or a drop's id or path.")
    private List<String> words;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Clock clock = Clock.systemUTC();
        return new ByHand(spec.commandLine(), common, clock)
                .each(words, "cancel", job -> cancelled(job, clock.instant()));
    }

    private static Step cancelled(Job job, Instant now) throws Undecided {
        if (job.state().isSettled()) {
            throw Undecided.notItsMatter(job.id() + " is " + job.state().word() + ": there is nothing to give up");
        }
        if (job.state() == JobState.SUBMITTING) {
            throw new Undecided(job.id() + " is just being submitted; say it again when its request id is known");
        }
        String user = ByHand.user();
        String text = "given up by " + user
                + (job.request() == null ? "" : "; request " + job.request().id() + " may still be charged");
        JobEvent event = new JobEvent(now, "hand", "cancel", text);
        Reason reason = new Reason(ReasonClass.CANCELLED, text);
        return Step.to(job, job.with(JobState.FAILED, ByHand.atOnce(job, now)).withReason(reason), List.of(event));
    }
}
