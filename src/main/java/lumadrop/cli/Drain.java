package lumadrop.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumadrop.flow.Flow;
import lumadrop.flow.Health.Standstill;
import lumadrop.flow.Outcomes;
import lumadrop.inbox.FileNames;
import lumadrop.inbox.Ignored;
import lumadrop.inbox.Waiting;
import lumadrop.job.JobState;
import lumadrop.job.PauseClass;
import lumadrop.job.Reason;
import lumadrop.ledger.Ledger;

/** Waits until a flow has nothing left to do by itself, and says what came of it. */
final class Drain {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    /** A file that is still not whole after so long is left for the next time: a drain is to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Flow flow;
    private final Ledger ledger;
    private final Outcomes outcomes;
    private String stuck;

    Drain(Engine engine) {
        this.flow = engine.flow();
        this.ledger = engine.ledger();
        this.outcomes = flow.outcomes();
    }

    /** @param progress called at each look */
    void await(Runnable progress) throws InterruptedException {
        Looks.until(
                () -> {
                    progress.run();
                    return isOver();
                },
                LOOK_EVERY,
                flow::whenQuiet);
    }

    private boolean isOver() {
        return flow.isIdle() || isStuckOnTheAccount() || standsStill() || isStuckOnTheInbox();
    }

    /** The upstream refuses every submit, and nothing else gets on: waiting would not mend it. */
    private boolean isStuckOnTheAccount() {
        Optional<Reason> trouble = outcomes.accountTrouble();
        if (trouble.isEmpty()) { // before the ledger is asked: this is looked at often
            return false;
        }
        Map<JobState, Long> tallies = ledger.tallies();
        if (tallies.containsKey(JobState.SUBMITTING)
                || tallies.containsKey(JobState.IN_FLIGHT) && !outcomes.pollsRefused()
                || tallies.containsKey(JobState.READY)) {
            return false;
        }
        stuck = "The upstream takes no submit: "
                + trouble.get().text()
                + ". The jobs wait in the ledger for the next run.";
        return true;
    }

    /** Something has stood still for a while, a disk most likely, and nothing that is on its way would change it. */
    private boolean standsStill() {
        List<Standstill> still = flow.health().now().stream()
                .filter(one -> one.pause().pauseClass() != PauseClass.BACKLOG) // collecting ends that
                .toList();
        if (still.isEmpty()) {
            return false;
        }
        Map<JobState, Long> tallies = ledger.tallies();
        if (tallies.containsKey(JobState.SUBMITTING) || tallies.containsKey(JobState.IN_FLIGHT)) {
            return false;
        }
        for (Standstill one : still) {
            if (one.since().plus(PATIENCE).isAfter(flow.now())) {
                return false;
            }
        }
        stuck = "Stands still: " + still.get(0).work() + ", "
                + still.get(0).pause().why() + ". What waits goes on with the next run.";
        return true;
    }

    private boolean isStuckOnTheInbox() {
        List<Waiting> waiting = flow.gate().waiting();
        Instant longAgo = flow.now().minus(PATIENCE);
        if (waiting.isEmpty() || waiting.stream().anyMatch(file -> file.since().isAfter(longAgo)) || ledger.isBusy()) {
            return false;
        }
        stuck = "Left in the inbox: " + FileNames.shown(waiting.get(0).path()) + ", "
                + waiting.get(0).why() + ".";
        return true;
    }

    int exitCode() {
        Map<JobState, Long> left = ledger.tallies();
        boolean attention = stuck != null
                || outcomes.refusedDrops() > 0
                || outcomes.entered(JobState.FAILED) > 0
                || left.containsKey(JobState.HELD)
                || left.containsKey(JobState.OVERDUE)
                || left.containsKey(JobState.UNKNOWN);
        return attention ? Exit.ATTENTION : Exit.OK;
    }

    String summary() {
        Map<JobState, Long> left = ledger.tallies();
        StringBuilder text = new StringBuilder();
        text.append(outcomes.entered(JobState.DONE)).append(" done, ");
        text.append(outcomes.entered(JobState.FAILED)).append(" failed, ");
        text.append(left.getOrDefault(JobState.HELD, 0L)).append(" held, ");
        text.append(left.getOrDefault(JobState.OVERDUE, 0L)).append(" overdue; ");
        long refused = outcomes.refusedDrops();
        text.append(refused).append(refused == 1 ? " file refused." : " files refused.");
        Ignored ignored = flow.gate().ignored();
        if (ignored.count() > 0) {
            text.append(System.lineSeparator()).append(StatusText.ignored(ignored));
        }
        if (stuck != null) {
            text.append(System.lineSeparator()).append(stuck);
        }
        return text.toString();
    }
}
