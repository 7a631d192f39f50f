package lumadrop.cli;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Step;
import lumadrop.settings.Loaded;
import picocli.CommandLine;

/** Does what a person decided with jobs that they name, whether or not lumadrop runs. */
final class ByHand {
    /** What a verb makes of a job. */
    interface Decision {
        Step of(Job job) throws Undecided;
    }

    /** The verb does not fit the job; the message says why, and what would. */
    static final class Undecided extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean concerned;

        /** The verb is for such jobs, and yet cannot be done. */
        Undecided(String message) {
            this(message, true);
        }

        private Undecided(String message, boolean concerned) {
            super(message, null, false, false);
            this.concerned = concerned;
        }

        /** The verb is not for such jobs: of a whole drop, they are passed over in silence. */
        static Undecided notItsMatter(String message) {
            return new Undecided(message, false);
        }
    }

    private static final int ATTEMPTS = 20;

    private final CommandLine line;
    private final Common common;
    private final Clock clock;
    private int changed;

    ByHand(CommandLine line, Common common, Clock clock) {
        this.line = line;
        this.common = common;
        this.clock = clock;
    }

    /** Who decides, for the history. */
    static String user() {
        return System.getProperty("user.name", "unknown");
    }

    /**
     * When a decided job has its turn: at once, also by the clock of the flow that will take it, which goes on steadily
     * while ours may have been set ahead.
     */
    static Instant atOnce(Job job, Instant now) {
        return now.isBefore(job.changedAt()) ? now : job.changedAt();
    }

    /** @return the exit code: 3 if any job was left as it is */
    int each(List<String> words, String verb, Decision decision) {
        return each(words, verb, job -> true, decision);
    }

    /** @param meant which of the jobs are; the others are left alone without a word */
    int each(List<String> words, String verb, Predicate<Job> meant, Decision decision) {
        return each(
                words,
                meant,
                jobs -> "there is nothing to " + verb + " among its " + jobs.size() + " jobs",
                verb,
                decision);
    }

    /** How many of the jobs are in each state, for people. */
    static String states(List<Job> jobs) {
        Map<JobState, Long> counts = jobs.stream()
                .collect(Collectors.groupingBy(Job::state, () -> new EnumMap<>(JobState.class), Collectors.counting()));
        return counts.entrySet().stream()
                .map(one -> one.getKey().word() + (counts.size() > 1 ? " (" + one.getValue() + ")" : ""))
                .collect(Collectors.joining(", "));
    }

    /**
     * @param meant which of the jobs are; the others are left alone without a word
     * @param nothing what to say of a drop none of whose jobs the verb is for
     */
    int each(
            List<String> words,
            Predicate<Job> meant,
            Function<List<Job>, String> nothing,
            String verb,
            Decision decision) {
        Loaded loaded = common.load();
        Logging.quiet();
        Optional<Ledger> any = common.ledgerIfAny(loaded, clock);
        if (any.isEmpty()) {
            throw new Stop(
                    Exit.USAGE, "Nothing was ever dropped in " + common.home().root() + ": is --home right?");
        }
        try (Ledger ledger = any.get()) {
            boolean all = true;
            for (String word : words) {
                List<Job> jobs = new Named(common.home(), ledger).jobs(word);
                boolean one = jobs.size() == 1 && jobs.get(0).id().equals(word);
                changed = 0;
                boolean decided = true;
                for (Job job : jobs.stream().filter(meant).toList()) {
                    decided &= decide(ledger, job, verb, decision, one);
                }
                if (decided && changed == 0) {
                    line.getErr().println(word + ": " + nothing.apply(jobs));
                    decided = false;
                }
                all &= decided;
            }
            return all ? Exit.OK : Exit.ATTENTION;
        }
    }

    /** @param named whether the job itself was named, rather than its drop: then silence would not be an answer */
    private boolean decide(Ledger ledger, Job seen, String verb, Decision decision, boolean named) {
        PrintWriter out = line.getOut();
        Job job = seen;
        try {
            Step step = decision.of(job);
            Optional<Job> written = ledger.byHand(step);
            // Each poll of a running process changes a job: what it has become is decided on anew.
            for (int attempt = 1; written.isEmpty() && attempt < ATTEMPTS; attempt++) {
                job = ledger.job(job.id()).orElse(job);
                step = decision.of(job);
                written = ledger.byHand(step);
            }
            if (written.isEmpty()) {
                line.getErr().println(job.id() + " has just moved on; look at it and say it again");
                return false;
            }
            String what = step.events().get(step.events().size() - 1).text();
            changed++;
            out.println(job.id() + " " + job.name() + ": " + job.state().word() + " -> "
                    + written.get().state().word() + " (" + verb + " " + what + ")");
            return true;
        } catch (Undecided e) {
            if (named || e.concerned) {
                line.getErr().println(e.getMessage());
                return false;
            }
            return true;
        }
    }
}
