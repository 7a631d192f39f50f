package lumadrop.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import lumadrop.inbox.FileNames;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.ReasonClass;
import lumadrop.ledger.DueDrop;
import lumadrop.ledger.History;
import lumadrop.ledger.Ledger;
import lumadrop.output.DropCopy;
import lumadrop.output.FailedJobs;
import lumadrop.output.JobRecord;
import lumadrop.output.Manifest;
import lumadrop.output.Summary;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes a drop's manifest, and puts the drop itself beside it. */
public final class Manifests {
    /** The exchange property that says whether every job of the drop was done or failed. */
    static final String COMPLETE = "complete";

    /** The exchange property that shows a hook the drop. */
    static final String DROP = "drop";

    private static final Logger LOG = LoggerFactory.getLogger("lumadrop.drop");
    private static final int PAGE = 256;
    /** Where jobs may stand that a drop does not wait for. */
    private static final List<JobState> ENDS = List.of(JobState.DONE, JobState.FAILED, JobState.HELD, JobState.OVERDUE);

    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Hands hands;
    private final Ledger ledger;
    private final ToldLately told;
    private final Manifest manifest;
    private final FailedJobs failures;
    private final DropCopy copies;
    private final Path output;
    private final Path accepted;
    private final Disks disks;
    private final Clock clock;

    Manifests(
            Hands hands,
            ToldLately told,
            Manifest manifest,
            FailedJobs failures,
            DropCopy copies,
            Path output,
            Path accepted,
            Disks disks,
            Clock clock) {
        this.hands = hands;
        this.ledger = hands.ledger();
        this.told = told;
        this.manifest = manifest;
        this.failures = failures;
        this.copies = copies;
        this.output = output;
        this.accepted = accepted;
        this.disks = disks;
        this.clock = clock;
    }

    public void write(Exchange exchange) throws IOException {
        Drop drop = exchange.getProperty(DropClaims.PROPERTY, DueDrop.class).drop();
        Path file = accepted.resolve(drop.file());
        if (Files.exists(file)) { // housekeeping, or its owner, may have removed it by now
            DropCopy.Put copy = copies.put(drop, file);
            if (copy.changed()) {
                sayChanged(drop, Files.size(copy.place()));
            }
        }
        List<Job> first = page(drop, 0);
        Iterator<Job> failed = failed(drop, first);
        if (failed.hasNext()) {
            failures.write(drop, failed);
        } else {
            failures.clear(drop);
        }
        Summary summary = manifest.write(drop, new Jobs(drop, first));
        exchange.setProperty(COMPLETE, summary.complete());
        exchange.setProperty(DROP, drop);
        exchange.getIn().setBody(output.resolve(Manifest.file(drop)));
        say(drop, summary);
    }

    /** The line of the drop's end; for machines each count in a field of its own. */
    private static void say(Drop drop, Summary summary) {
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("event", summary.complete() ? "complete" : "not-complete")
                .addKeyValue("drop", drop.id())
                .addKeyValue("path", drop.path())
                .addKeyValue("output", drop.folder())
                .addKeyValue("jobs", summary.jobs());
        StringBuilder others = new StringBuilder();
        for (JobState state : ENDS) {
            int jobs = summary.byStatus().getOrDefault(state, 0);
            line = line.addKeyValue(state.word(), jobs);
            if (jobs > 0 && state != JobState.DONE) {
                others.append(", ").append(jobs).append(' ').append(state.word());
            }
        }
        line.addKeyValue("pictures", summary.pictures())
                .addKeyValue("estimated_cost_usd", summary.costUsd())
                .log(
                        "{}: {} of {} {} done{}, {} {}, about {} USD",
                        summary.complete() ? "complete" : "not complete",
                        summary.byStatus().getOrDefault(JobState.DONE, 0),
                        summary.jobs(),
                        summary.jobs() == 1 ? "job" : "jobs",
                        others,
                        summary.pictures(),
                        summary.pictures() == 1 ? "picture" : "pictures",
                        summary.costUsd());
    }

    /** Its jobs are those that it had when it was taken: nobody reads it a second time, and the rest would be lost unseen. */
    private static void sayChanged(Drop drop, long bytes) {
        LOG.atWarn()
                .addKeyValue("event", "changed")
                .addKeyValue("drop", drop.id())
                .addKeyValue("path", drop.path())
                .log(
                        "has changed since it was taken: {} of the {} bytes it had then, it has {} now; drop what is new in"
                                + " accepted/{}, and that alone, under a new name",
                        drop.jobs() == 1 ? "1 job is" : drop.jobs() + " jobs are",
                        drop.bytes(),
                        bytes,
                        FileNames.shown(drop.file()));
    }

    /** It could not be written: our own disk. It is due again, and where nothing can be written, the brake waits. */
    public void trouble(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        DueDrop drop = exchange.getProperty(DropClaims.PROPERTY, DueDrop.class);
        if (disks.standStillFor(cause)) {
            hands.giveBack(drop, clock.instant());
        } else {
            LOG.warn("the manifest could not be written, again in {} s: {}", AGAIN.toSeconds(), cause.toString());
            hands.giveBack(drop, clock.instant().plus(AGAIN));
        }
    }

    /** Those that failed by themselves; what a person gave up is not to be had again. */
    private Iterator<Job> failed(Drop drop, List<Job> first) {
        if (first.size() < PAGE) {
            return first.stream().filter(Manifests::hasFailed).iterator();
        }
        if (!ledger.statesOf(drop.id()).containsKey(JobState.FAILED)) {
            return Collections.emptyIterator();
        }
        return Stream.iterate(
                        first,
                        page -> !page.isEmpty(),
                        page -> page(drop, page.get(page.size() - 1).n()))
                .flatMap(List::stream)
                .filter(Manifests::hasFailed)
                .iterator();
    }

    private static boolean hasFailed(Job job) {
        return job.state() == JobState.FAILED && job.reason().reasonClass() != ReasonClass.CANCELLED;
    }

    private List<Job> page(Drop drop, int after) {
        return ledger.jobs(drop.id(), after, PAGE);
    }

    /** The jobs of a drop in their order, a page at a time. */
    private final class Jobs implements Iterator<JobRecord> {
        private final Drop drop;
        private final Deque<JobRecord> page = new ArrayDeque<>();
        private int last;
        private boolean ended;

        Jobs(Drop drop, List<Job> first) {
            this.drop = drop;
            add(first);
        }

        private void add(List<Job> more) {
            ended = more.size() < PAGE;
            if (more.isEmpty()) {
                return;
            }
            Map<String, JobRecord> known = new HashMap<>();
            more.forEach(job -> told.take(job).ifPresent(record -> known.put(job.id(), record)));
            Map<String, History> histories = known.size() == more.size()
                    ? Map.of()
                    : ledger.histories(
                            drop.id(),
                            more.get(0).n(),
                            more.get(more.size() - 1).n());
            for (Job job : more) {
                History history = histories.getOrDefault(job.id(), History.NONE);
                JobRecord record = known.get(job.id());
                page.add(record != null ? record : Records.of(job, history));
                last = job.n();
            }
        }

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && !ended) {
                add(page(drop, last));
            }
            return !page.isEmpty();
        }

        @Override
        public JobRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.remove();
        }
    }
}
