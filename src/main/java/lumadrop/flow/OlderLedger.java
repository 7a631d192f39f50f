package lumadrop.flow;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Step;
import lumadrop.output.ManifestLog;
import lumadrop.output.ToldJob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger that is older than {@code manifest.jsonl}, as a backup is that was put back: it has jobs as never sent that have
 * their pictures. They are held, for a person to say whether they are to be paid for again.
 */
final class OlderLedger {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop");
    private static final String LOG_SAYS = "log";

    private final Ledger ledger;
    private final ManifestLog log;
    private final Clock clock;

    OlderLedger(Ledger ledger, ManifestLog log, Clock clock) {
        this.ledger = ledger;
        this.log = log;
        this.clock = clock;
    }

    /** Nothing may be submitted before it returns. */
    void holdWhatIsDone() throws IOException {
        Optional<Instant> oldest = ledger.oldestUnsent();
        if (oldest.isEmpty()) {
            return;
        }
        Map<String, Job> paid = new LinkedHashMap<>();
        log.forEachBeyond(
                ledger.mark(Settles.REACH),
                oldest.get(),
                told -> unsent(told).ifPresent(job -> paid.put(job.id(), job)));
        if (paid.isEmpty()) {
            return;
        }
        LOG.warn(
                "the ledger is older than manifest.jsonl (a backup?): {} that it has as never sent and manifest.jsonl as"
                        + " done {} held. What was submitted since and is not in manifest.jsonl is not known:"
                        + " 'reconcile' names it",
                paid.size() == 1 ? "1 job" : paid.size() + " jobs",
                paid.size() == 1 ? "is" : "are");
        List<CompletableFuture<Optional<Job>>> held =
                paid.values().stream().map(this::hold).toList();
        held.forEach(CompletableFuture::join);
    }

    /** The job, if the ledger has it as never sent. One that a person has sent on from here is not held again. */
    private Optional<Job> unsent(ToldJob told) {
        return told.isDone()
                ? ledger.job(told.id())
                        .filter(job -> job.state() == JobState.ACCEPTED && job.attempts() == 0)
                        .filter(job -> ledger.events(job.id()).stream()
                                .noneMatch(event -> event.kind().equals(LOG_SAYS)))
                : Optional.empty();
    }

    private CompletableFuture<Optional<Job>> hold(Job job) {
        Instant now = clock.instant();
        Reason reason = new Reason(
                ReasonClass.UNKNOWN_SUBMIT,
                "manifest.jsonl shows it done, so the ledger is older than that (a backup?) and it has been paid for."
                        + " `retry --pay-again " + job.id() + "` submits it anew, `cancel " + job.id()
                        + "` gives it up");
        JobEvent event = new JobEvent(now, LOG_SAYS, "done", "by manifest.jsonl it has its pictures");
        return ledger.write(Step.to(job, job.with(JobState.HELD, now).withReason(reason), List.of(event)));
    }
}
