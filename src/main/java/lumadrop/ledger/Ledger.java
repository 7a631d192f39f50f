package lumadrop.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import lumadrop.job.Counted;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Lesson;
import lumadrop.job.Picture;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue of all jobs, durable. Thread-safe. Writes go through the group commit and answer with a future that completes
 * after the commit; reads see what is committed.
 */
public final class Ledger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    /** The mark of the last beat's time. */
    private static final String CLOCK = "clock";

    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    private record Count(Counted kind, String reasonClass) {}

    private final Database database;
    private final Clock clock;
    private final Owner owner;
    private final Writer writer;
    /** What is not written down yet. */
    private final Queue<Count> uncounted = new ConcurrentLinkedQueue<>();

    private final JobTable jobs;
    private final DropTable drops;
    private final Owners owners = new Owners();
    private final Marks marks = new Marks();
    private final OutageTable outages = new OutageTable();
    private final LessonTable lessons = new LessonTable();
    private final Wakes wakes = new Wakes();
    private final Reception reception;
    private final Counters counters = new Counters();
    private final Reader reader;

    private Ledger(Database database, Clock clock, Owner owner) {
        this.database = database;
        this.clock = clock;
        this.owner = owner;
        this.jobs = new JobTable(database.dialect());
        this.drops = new DropTable(database.dialect());
        this.reception = new Reception(database.dialect(), drops, jobs, wakes);
        this.reader = new Reader(database);
        this.writer = new Writer(database);
    }

    /**
     * Opens the ledger, making it or bringing it up to date where needed.
     *
     * @param url JDBC URL of SQLite or PostgreSQL
     * @throws LedgerFault if it cannot be opened, is damaged, or is of a newer version
     */
    public static Ledger open(String url, Clock clock, Owner owner) {
        Database database = new Database(url);
        database.migrate();
        return new Ledger(database, clock, owner);
    }

    /**
     * Copies the ledger, as it is at one moment, into a new file; the flow goes on meanwhile.
     *
     * @throws LedgerFault if the ledger is not SQLite's
     */
    public void backup(Path file) throws IOException {
        database.backup(file);
    }

    /** @throws LedgerFault if the database finds itself damaged; reads all of it */
    public void check() {
        database.check();
    }

    // --- Drops ---------------------------------------------------------------------------------------------------

    /**
     * Records a drop and all its jobs in one transaction, in which it also asks what was dropped before: of two drops
     * at once, from whichever process, one is the first.
     *
     * @param key the form of a path below the output folder in which two paths are the same
     * @param shared whether other drops may put pictures into the same folder, so that each job's output must be unique
     * @return completes when it is durable: the file may now be moved
     */
    public CompletableFuture<Verdict> accept(Offer offer, UnaryOperator<String> key, boolean shared) {
        return writer.write(session -> reception.receive(session, offer, key, shared));
    }

    /**
     * Records a drop whose jobs the upstream has taken already; its file is not in the inbox.
     *
     * @param adopted jobs in flight, each with its request
     * @param key as for {@link #accept}
     * @return false if any of the requests is, or was, a job's by now, and nothing was recorded
     */
    public boolean adopt(Drop drop, List<Job> adopted, UnaryOperator<String> key, JobEvent why) {
        return await(writer.write(session -> {
            for (Job job : adopted) {
                if (jobs.knows(session, job.request().id())) {
                    return false;
                }
            }
            drops.insert(session, drop, key.apply(drop.folder()), null); // no file, so nothing that a file could equal
            drops.shelved(session, drop.id());
            for (Job job : adopted) {
                Job bare = job.withRequest(null).with(JobState.ACCEPTED, null);
                jobs.insert(session, bare, null);
                jobs.write(session, owner.id(), Step.to(bare, job, List.of(why)), job.changedAt());
            }
            return true;
        }));
    }

    /** Notes that the drop's file has left the inbox for good. */
    public void shelved(String drop) {
        unwaited("That the file of the drop " + drop + " was moved", writer.write(session -> {
            drops.shelved(session, drop);
            return null;
        }));
    }

    /** The drop of that inbox path which is recorded and whose file has not yet left the inbox for good. */
    public Optional<Drop> unshelved(String path) {
        return reader.read(session -> drops.unshelved(session, path));
    }

    /** Whether a path below the output folder, in the form in which two are the same, is a drop's or a job's. */
    public boolean nameTaken(String key) {
        return reader.read(session -> drops.nameTaken(session, key));
    }

    /** Whether any drop of that path in the inbox is recorded. */
    public boolean knowsPath(String path) {
        return !dropsNamed(path, 1).isEmpty();
    }

    /** Takes drops in hand whose manifest is to be written: none of their jobs is to be waited for. */
    public List<DueDrop> claimDrops(int limit) {
        return await(writer.write(session -> drops.claim(session, owner.id(), limit, clock.instant())));
    }

    /** @param complete whether every job of the drop was done or failed */
    public CompletableFuture<Void> manifestWritten(DueDrop drop, boolean complete) {
        return writer.write(session -> {
            Instant now = clock.instant();
            drops.manifestWritten(session, owner.id(), drop, complete ? now : null);
            session.afterCommit(() -> wakes.drop(now)); // a job of it may have moved meanwhile
            return null;
        });
    }

    /** The manifest could not be written; it is due again at that time. */
    public CompletableFuture<Void> giveBack(DueDrop drop, Instant due) {
        return writer.write(session -> {
            drops.giveBack(session, owner.id(), drop, due);
            session.afterCommit(() -> wakes.drop(due));
            return null;
        });
    }

    /**
     * Has a manifest written once more that was written before.
     *
     * @return false if it is still to be written anyway
     */
    public boolean manifestAgain(String drop) {
        return await(writer.write(session -> {
            Instant now = clock.instant();
            boolean due = drops.againIfNothingIsToCome(session, drop, now);
            if (due) {
                session.afterCommit(() -> wakes.drop(now));
            }
            return due;
        }));
    }

    public Optional<Instant> nextDropDue() {
        return reader.read(drops::nextDue);
    }

    // --- Jobs ----------------------------------------------------------------------------------------------------

    /**
     * Takes jobs in hand whose turn has come; durable when it returns.
     *
     * @param from the states to look in, in this order
     * @param to the state they are written with, null to keep theirs; {@code SUBMITTING} counts an attempt
     * @param limit how many at most
     * @param maxInFlight no more than keeps the jobs in flight at or under this; {@link Integer#MAX_VALUE} for any
     */
    public List<Job> claim(List<JobState> from, JobState to, int limit, int maxInFlight) {
        return await(writer.write(session -> {
            int room = Math.min(limit, roomInFlight(session, maxInFlight));
            List<Job> claimed = new ArrayList<>();
            for (JobState state : from) {
                if (room > claimed.size()) {
                    claimed.addAll(jobs.claim(session, owner.id(), state, to, room - claimed.size(), clock.instant()));
                }
            }
            return claimed;
        }));
    }

    /**
     * Takes in hand what is in flight of these requests and waits for its turn; durable when it returns. What somebody has in
     * hand is left out.
     */
    public List<Job> claimRequests(List<String> requestIds) {
        return await(writer.write(session -> {
            List<Job> claimed = new ArrayList<>();
            for (String requestId : requestIds) {
                jobs.claimRequest(session, owner.id(), requestId).ifPresent(claimed::add);
            }
            return claimed;
        }));
    }

    private int roomInFlight(Session session, int maxInFlight) throws SQLException {
        if (maxInFlight == Integer.MAX_VALUE) {
            return maxInFlight;
        }
        session.writeTallies();
        long inFlight = 0;
        for (Map.Entry<JobState, Long> tally : tallies(session).entrySet()) {
            inFlight += tally.getKey().isInFlight() ? tally.getValue() : 0;
        }
        return (int) Math.max(0, maxInFlight - inFlight);
    }

    /** Writes a job's next form, as {@link #write} does, for whoever need not wait for it. */
    public void note(Step step) {
        unwaited("The state " + step.to().state() + " of the job " + step.to().id(), write(step));
    }

    /**
     * Writes a job's next form.
     *
     * @return completes after the commit, with the job as it now stands; empty if another hand was quicker and nothing
     *     was written
     */
    public CompletableFuture<Optional<Job>> write(Step step) {
        return write(step, job -> {});
    }

    /** @param then run with the job once it is written, before anybody else can have it: briefly, on the ledger's own thread */
    public CompletableFuture<Optional<Job>> write(Step step, Consumer<Job> then) {
        return writer.write(session -> {
            Optional<Job> written = jobs.write(session, owner.id(), step, clock.instant());
            written.ifPresent(job -> session.afterCommit(() -> then.accept(job)));
            if (written.isPresent() && step.mark() != null) {
                marks.put(session, step.mark(), step.markValue());
            }
            written.ifPresent(job -> session.afterCommit(() -> {
                if (job.dueAt() != null) {
                    wakes.job(job.state(), job.dueAt());
                }
                if (step.from().state().isInFlight() && !job.state().isInFlight()) {
                    wakes.room(job.changedAt());
                }
            }));
            if (written.isPresent() && !step.pending()) {
                Instant now = clock.instant();
                if (drops.dueIfNothingPends(session, step.to().dropId(), now)) {
                    session.afterCommit(() -> wakes.drop(now));
                }
            }
            return written;
        });
    }

    /**
     * Writes what a person has decided of a job, whoever may have it in hand, and opens its drop again: its manifest will
     * be written anew.
     *
     * @return the job as it now stands; empty if it has moved meanwhile, and nothing was written
     */
    public Optional<Job> byHand(Step step) {
        return await(writer.write(session -> {
            Optional<Job> written = jobs.write(session, owner.id(), step, clock.instant());
            if (written.isPresent()) {
                drops.reopen(session, step.to().dropId());
            }
            return written;
        }));
    }

    /** When the next job of these states has its turn; empty where none waits. */
    public Optional<Instant> nextDue(List<JobState> states) {
        return reader.read(session -> {
            Optional<Instant> earliest = Optional.empty();
            for (JobState state : states) {
                Optional<Instant> due = jobs.nextDue(session, state);
                if (due.isPresent() && (earliest.isEmpty() || due.get().isBefore(earliest.get()))) {
                    earliest = due;
                }
            }
            return earliest;
        });
    }

    /** Whether any job is at work or still to be told of, or any drop's manifest to be written. */
    public boolean isBusy() {
        return reader.read(session -> jobs.anyPending(session) || drops.anyDue(session));
    }

    /** Jobs that ended upstream and whose next step was cut off; see the aggregation repository. */
    public List<Job> unconfirmed() {
        return reader.read(session -> jobs.unconfirmed(session, owner.id()));
    }

    // --- Hands ---------------------------------------------------------------------------------------------------

    /** Calls the waiter, on the ledger's own thread and briefly, whenever a job of the state gets a due time. */
    public void onJob(JobState state, Consumer<Instant> waiter) {
        wakes.onJob(state, waiter);
    }

    /** Calls the waiter, on the ledger's own thread and briefly, whenever a job is not in flight any more. */
    public void onRoom(Consumer<Instant> waiter) {
        wakes.onRoom(waiter);
    }

    public void onDrop(Consumer<Instant> waiter) {
        wakes.onDrop(waiter);
    }

    public void forget(Consumer<Instant> waiter) {
        wakes.forget(waiter);
    }

    public Owner owner() {
        return owner;
    }

    /** Enters this process among those that take jobs. */
    public void enter() {
        await(writer.write(session -> {
            owners.enter(session, owner, clock.instant());
            return null;
        }));
    }

    /** Shows the others that this process lives; one that was taken for dead meanwhile enters anew. */
    public void beat() {
        await(writer.write(session -> {
            Instant now = clock.instant();
            if (!owners.beat(session, owner.id(), now)) {
                owners.enter(session, owner, now);
            }
            marks.put(session, CLOCK, now.toEpochMilli());
            return null;
        }));
        writeCounts();
    }

    /**
     * For a ledger that no other process uses, at the start: if the clock was set back since the last beat or the last
     * end, brings every time that something waits for back with it, so that nothing waits for the difference, and no deadline grows by it.
     *
     * @return by how much the clock went back; zero if it did not
     */
    public Duration followClock() {
        return await(writer.write(session -> {
            Duration back = Duration.between(clock.instant(), Instant.ofEpochMilli(marks.get(session, CLOCK)));
            marks.put(session, CLOCK, clock.millis()); // else the next start would bring it all back once more
            if (back.compareTo(CLOCK_SLACK) <= 0) {
                return Duration.ZERO;
            }
            jobs.shift(session, back);
            drops.shift(session, back);
            outages.shift(session, back);
            return back;
        }));
    }

    /** Every owner's count of beats, this one's too. */
    public Map<String, Long> beats() {
        return reader.read(owners::beats);
    }

    /**
     * Gives back what a dead owner (or this one, at its end) had in hand: due at once; what was being submitted becomes
     * {@code unknown}; what had ended upstream waits for the aggregation repository's recovery.
     *
     * @return the jobs that came back
     */
    public List<Released> release(String ownerId) {
        return await(writer.write(session -> {
            Instant now = clock.instant();
            List<Released> back = new ArrayList<>();
            for (Job job : jobs.inHandOf(session, ownerId)) {
                jobs.write(session, owner.id(), Step.to(job, released(job, now), List.of()), now)
                        .ifPresent(written -> back.add(new Released(job.state(), written)));
            }
            back.stream()
                    .map(Released::job)
                    .filter(job -> job.dueAt() != null)
                    .forEach(job -> session.afterCommit(() -> wakes.job(job.state(), now)));
            if (drops.release(session, ownerId, now) > 0) {
                session.afterCommit(() -> wakes.drop(now));
            }
            owners.leave(session, ownerId);
            if (ownerId.equals(owner.id())) {
                marks.put(session, CLOCK, now.toEpochMilli());
            }
            return back;
        }));
    }

    private static Job released(Job job, Instant now) {
        if (job.state() == JobState.SUBMITTING) {
            return job.with(JobState.UNKNOWN, now)
                    .withReason(
                            new Reason(
                                    ReasonClass.UNKNOWN_SUBMIT,
                                    "lumadrop ended while the request was being submitted; whether the upstream has it is not known"));
        }
        return job.with(job.state(), job.isUnconfirmed() ? null : now);
    }

    // --- The upstream ------------------------------------------------------------------------------------------

    /** The upstream is known to have been down from then until then; the later word on the same beginning counts. */
    public void outage(Instant from, Instant until) {
        unwaited("That the upstream was down from " + from + " until " + until, writer.write(session -> {
            outages.known(session, owner.id(), from, until);
            return null;
        }));
    }

    /** When the upstream was known to be down, since that time; what is older is forgotten. */
    public List<Outage> outagesSince(Instant since) {
        return await(writer.write(session -> {
            outages.removeBefore(session, since);
            return outages.all(session);
        }));
    }

    /** Keeps what was learned of how long requests take, in place of what was kept of the same before. */
    public void keep(List<Lesson> learned) {
        unwaited("What was learned of how long requests take", writer.write(session -> {
            for (Lesson lesson : learned) {
                lessons.keep(session, lesson);
            }
            return null;
        }));
    }

    /** What was learned of how long requests take. */
    public List<Lesson> lessons() {
        return reader.read(lessons::all);
    }

    /** When the submits left that were taken since then, one for each job, the earliest first. */
    public List<Instant> submitsSince(Instant since) {
        return reader.read(session -> jobs.submitsSince(session, since));
    }

    /**
     * Holds all jobs of a drop that wait for their submit, in one write.
     *
     * @return how many
     */
    public int holdAccepted(String drop, Reason reason) {
        return await(writer.write(session -> {
            Instant now = clock.instant();
            int held = jobs.holdAccepted(session, drop, reason, now);
            if (held > 0) {
                session.afterCommit(() -> wakes.job(JobState.HELD, now));
            }
            return held;
        }));
    }

    // --- Schedules -----------------------------------------------------------------------------------------------

    /** The memory of one home's schedules. */
    public FiringTable firings(String home) {
        return new FiringTable(home, writer, reader);
    }

    // --- What people and manifests ask ------------------------------------------------------------------------------

    /** How many jobs are in each state; states without any are left out. */
    public Map<JobState, Long> tallies() {
        return reader.read(Ledger::tallies);
    }

    private static Map<JobState, Long> tallies(Session session) throws SQLException {
        Map<JobState, Long> tallies = new EnumMap<>(JobState.class);
        try (ResultSet row =
                session.sql("SELECT state, n FROM tallies WHERE n <> 0").executeQuery()) {
            while (row.next()) {
                tallies.put(JobState.of(row.getString(1)), row.getLong(2));
            }
        }
        return tallies;
    }

    /** Notes that something happened once more which is no job's own; durable soon, or once there is room again. */
    public void count(Counted kind, String reasonClass) {
        uncounted.add(new Count(kind, reasonClass));
        writeCounts();
    }

    private void writeCounts() {
        List<Count> counts = new ArrayList<>();
        for (Count one = uncounted.poll(); one != null; one = uncounted.poll()) {
            counts.add(one);
        }
        if (counts.isEmpty()) {
            return;
        }
        CompletableFuture<Void> write = writer.write(session -> {
            counts.forEach(one -> session.count(one.kind(), one.reasonClass(), 1));
            return null;
        });
        var unused = write.whenComplete((nothing, fault) -> {
            if (fault != null) {
                uncounted.addAll(counts);
                LOG.debug("What was counted will be written with the next beat", fault);
            }
        });
    }

    /** How often what went wrong, by the class of its reason, since the ledger was made: every kind, also one without any. */
    public Map<Counted, Map<String, Long>> counters() {
        return reader.read(counters::all);
    }

    public Optional<Job> job(String id) {
        return reader.read(session -> jobs.job(session, id));
    }

    public Optional<Job> byRequest(String requestId) {
        return reader.read(session -> jobs.byRequest(session, requestId));
    }

    /** Whether a request is any job's, or was one's before it was tried again. */
    public boolean knows(String requestId) {
        return reader.read(session -> jobs.knows(session, requestId));
    }

    /** Jobs whose request the upstream may have without our knowing its id: uncertain ones, and those being submitted. */
    public List<Job> uncertain() {
        return reader.read(jobs::uncertain);
    }

    /** When the oldest of the jobs was recorded that wait for their very first submit; empty where none does. */
    public Optional<Instant> oldestUnsent() {
        return reader.read(jobs::oldestUnsent);
    }

    /** The last request that the newest drops submitted in that time. */
    public Optional<String> newestRequest(Instant after, Instant before) {
        return reader.read(session -> jobs.newestRequest(session, after, before));
    }

    /** Jobs of a drop in their order, after the given number, so many at most. */
    public List<Job> jobs(String drop, int afterN, int limit) {
        return reader.read(session -> jobs.ofDrop(session, drop, afterN, limit));
    }

    /** How many jobs of a drop are in each state. */
    public Map<JobState, Long> statesOf(String drop) {
        return reader.read(session -> jobs.statesOf(session, drop));
    }

    /** Jobs that may need a person: unknown, overdue, held. */
    public List<Job> attention(int limit) {
        return reader.read(session -> jobs.attention(session, limit));
    }

    /** Why jobs that are at work wait, the most common reasons first: what holds many up is told once. */
    public List<Waits> waits(int limit) {
        return reader.read(session -> jobs.waits(session, limit));
    }

    /** What people did with jobs by hand since then, the earliest first. */
    public List<HandEvent> handEvents(Instant since) {
        return reader.read(session -> jobs.handEvents(session, since));
    }

    /** What came of it; empty where the job is forgotten by now. */
    public Optional<HandMade> made(HandEvent hand) {
        return reader.read(session -> jobs.made(session, hand));
    }

    public List<JobEvent> events(String job) {
        return reader.read(session -> jobs.events(session, job));
    }

    public List<Picture> pictures(String job) {
        return reader.read(session -> jobs.pictures(session, job));
    }

    public History history(String job) {
        return reader.read(session -> new History(jobs.events(session, job), jobs.pictures(session, job)));
    }

    /** Of the jobs of a drop, from one number to another, by id. */
    public Map<String, History> histories(String drop, int from, int to) {
        return reader.read(session -> jobs.histories(session, drop, from, to));
    }

    public Optional<Drop> drop(String id) {
        return reader.read(session -> drops.drop(session, id));
    }

    /** Drops of that path in the inbox or that output folder, the newest first. */
    public List<Drop> dropsNamed(String name, int limit) {
        return reader.read(session -> drops.named(session, name, limit));
    }

    public List<Drop> newestDrops(int limit) {
        return reader.read(session -> drops.newest(session, limit));
    }

    /** Settled and held jobs that have moved since then, or are still to be told of. */
    public List<Job> settledSince(Instant since) {
        return reader.read(session -> jobs.settledSince(session, since));
    }

    /** When a process last said that it lives, or ended; by its clock. */
    public Instant lastAlive() {
        return Instant.ofEpochMilli(mark(CLOCK));
    }

    /** Writes a single fact. */
    public void mark(String name, long value) {
        await(writer.write(session -> {
            marks.put(session, name, value);
            return null;
        }));
    }

    /** A single fact, such as how far {@code manifest.jsonl} is known to reach; 0 where it was never written. */
    public long mark(String name) {
        return reader.read(session -> marks.get(session, name));
    }

    /**
     * Forgets drops whose manifest has been complete since before that time, with their jobs; outputs stay.
     *
     * @return how many drops
     */
    public int forgetClosed(Instant before) {
        int removed = 0;
        while (true) {
            List<Drop> old = reader.read(session -> drops.closedBefore(session, before, 100));
            if (old.isEmpty()) {
                return removed;
            }
            for (Drop drop : old) { // a transaction each: the flow is not kept waiting
                await(writer.write(session -> {
                    jobs.removeOfDrop(session, drop.id());
                    drops.remove(session, drop.id());
                    return null;
                }));
                removed++;
            }
        }
    }

    /** Whether a write failed for something that passes: no room, no connection, a disk that is away. */
    public static boolean isPassing(Throwable fault) {
        return fault instanceof SQLException sql && Dialect.isPassing(sql);
    }

    private static void unwaited(String what, CompletableFuture<?> write) {
        var unused = write.whenComplete((nothing, fault) -> {
            if (fault != null) {
                LOG.error("{} could not be written to the ledger: {}", what, fault.toString());
                LOG.debug("Its trace", fault);
            }
        });
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new LedgerFault(
                    "The ledger could not be written: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** Writes what was handed in before, then closes. What this process has in hand stays so: release it first. */
    @Override
    public void close() {
        writeCounts();
        writer.close();
        reader.close();
    }
}
