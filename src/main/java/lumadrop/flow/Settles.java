package lumadrop.flow;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.ledger.History;
import lumadrop.ledger.Ledger;
import lumadrop.output.ErrorFile;
import lumadrop.output.JobRecord;
import lumadrop.output.ManifestLog;
import lumadrop.pace.Backoff;
import org.apache.camel.Exchange;

/** Tells of a job that is done, failed or held: its error file, its line in {@code manifest.jsonl}. */
public final class Settles {
    /** The ledger's mark: how far {@code manifest.jsonl} is known to reach. */
    static final String REACH = "manifest.jsonl";

    private static final int REMEMBERED = 1000;
    /** The states that leave an error file behind. */
    private static final Set<String> ERROR_FILES = Set.of(JobState.FAILED.word(), JobState.HELD.word());

    private final Ledger ledger;
    private final ManifestLog log;
    private final ToldLately told;
    private final ErrorFile errors;
    private final Reach reach;
    private final boolean force;
    private final Disks disks;
    private final Clock clock;
    private final Backoff backoff;
    private final Instant startedAt;
    /** Jobs of one drop settle close together; their drop is looked up once. */
    private final Map<String, Drop> drops = new ConcurrentHashMap<>();

    /**
     * @param written jobs whose line an earlier process wrote and could not note any more, and how often they had settled
     * @param force whether a line is to be on the disk before the job is told of
     */
    Settles(
            Ledger ledger,
            ManifestLog log,
            ToldLately told,
            ErrorFile errors,
            Map<String, Integer> written,
            boolean force,
            Disks disks,
            Clock clock,
            Backoff backoff) {
        this.ledger = ledger;
        this.log = log;
        this.told = told;
        this.errors = errors;
        this.reach = new Reach(written);
        this.force = force;
        this.disks = disks;
        this.clock = clock;
        this.backoff = backoff;
        this.startedAt = clock.instant();
    }

    public void tell(Exchange exchange) throws IOException {
        Hand hand = Hand.of(exchange);
        Job job = hand.job();
        Drop drop = drop(job.dropId());
        if (job.state() != JobState.DONE) {
            errors.write(job, drop);
        }
        if (!job.state().isSettled()) {
            return;
        }
        History history = ledger.history(job.id());
        if (job.state() == JobState.DONE && mayHaveErrorFile(job, history)) {
            errors.clear(job); // a reason from before a retry would be a lie by now
        }
        JobRecord record = Records.of(job, history);
        int nth = Reach.settlings(record.events());
        if (!reach.stands(job.id(), nth)) {
            reach.written(job.id(), nth, log.append(record, drop));
        }
        if (force) {
            log.force();
        }
        reach.with(job.id()).ifPresent(end -> hand.mark(REACH, end));
        hand.whenDecided(written -> {
            reach.told(job.id());
            if (written) {
                told.add(new JobRecord(hand.job(), record.events(), record.pictures()));
            }
        });
    }

    /** It could not be told of: our own disk. It is told of when that can be written again. */
    public void trouble(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Hand hand = Hand.of(exchange);
        Job held = hand.held();
        hand.next(held);
        if (disks.standStillFor(cause)) {
            hand.dueAt(clock.instant());
            return;
        }
        hand.next(held.withCounts(held.attempts(), held.troubles() + 1))
                .dueAt(clock.instant().plus(backoff.after(held.troubles())))
                .event(new JobEvent(clock.instant(), "trouble", "not-told", String.valueOf(cause)));
    }

    /** A ledger that was restored from a backup does not know what has become of its jobs since. */
    private boolean mayHaveErrorFile(Job job, History history) {
        return job.acceptedAt().isBefore(startedAt)
                || history.events().stream()
                        .anyMatch(event -> event.kind().equals("state") && ERROR_FILES.contains(event.word()));
    }

    private Drop drop(String id) {
        if (drops.size() >= REMEMBERED) {
            drops.clear();
        }
        return drops.computeIfAbsent(id, key -> ledger.drop(key).orElseThrow());
    }
}
