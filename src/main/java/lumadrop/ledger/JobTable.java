package lumadrop.ledger;

import static lumadrop.ledger.Row.bind;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumadrop.job.Ask;
import lumadrop.job.Counted;
import lumadrop.job.Doubt;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Media;
import lumadrop.job.Picture;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;

/** The jobs, their history and their pictures. */
final class JobTable {
    private static final String INSERT = "INSERT INTO jobs (id, drop_id, n, name, output, mode, model, prompt,"
            + " aspect_ratio, image, extra, custom_id, metadata, state, version, pending, due_at, polls, attempts,"
            + " troubles, reason_class, reason, accepted_at, changed_at, output_key)"
            + " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,0,1,?,0,0,0,?,?,?,?,?)";
    private static final String UPDATE = "UPDATE jobs SET state = ?, version = ?, pending = ?, due_at = ?, owner = ?,"
            + " request_id = ?, submitted_at = ?, status = ?, polls = ?, created_at = ?, updated_at = ?, ended = ?,"
            + " media = ?, attempts = ?, troubles = ?, reason_class = ?, reason = ?, changed_at = ?, attempted_at = ?,"
            + " open_since = ?, absent_looks = ?, vain_looks = ?, repeats = ?, renewals = ?"
            + " WHERE id = ? AND version = ?";
    static final String SETTLED_SINCE = "SELECT " + Row.JOB + " FROM jobs WHERE drop_id IN"
            + " (SELECT id FROM drops WHERE closed_at IS NOT NULL AND closed_at >= ?"
            + " UNION SELECT id FROM drops WHERE due_at IS NOT NULL"
            + " UNION SELECT id FROM drops WHERE owner IS NOT NULL"
            + " UNION SELECT drop_id FROM jobs WHERE pending = 1"
            + " UNION SELECT drop_id FROM jobs WHERE state IN ('unknown', 'overdue', 'held'))"
            + " AND state IN ('done', 'failed', 'held') AND (changed_at >= ? OR pending = 1) ORDER BY changed_at";
    private static final String INSERT_EVENTS =
            "INSERT INTO events (job_id, seq, at, kind, word, text) VALUES (?,?,?,?,?,?)";
    private static final String AND_ANOTHER = ",(?,?,?,?,?,?)";
    private static final String INSERT_PICTURE = "INSERT INTO pictures (job_id, n, file, bytes, sha256, media_type,"
            + " width, height, url) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (job_id, n) DO UPDATE SET"
            + " file = excluded.file, bytes = excluded.bytes, sha256 = excluded.sha256,"
            + " media_type = excluded.media_type, width = excluded.width, height = excluded.height, url = excluded.url";

    /** A step adds few events; the sequence leaves room for so many. */
    private static final int EVENTS_A_VERSION = 16;

    /** The kind of event that remembers a request which is no longer its job's, but ours. */
    private static final String LET_GO = "request";

    private final Dialect dialect;

    JobTable(Dialect dialect) {
        this.dialect = dialect;
    }

    /** @param outputKey its output in the form in which two are the same; null where its folder is its drop's own */
    void insert(Session session, Job job, String outputKey) throws SQLException {
        Ask ask = job.ask();
        Reason reason = job.reason();
        bind(
                        session.sql(INSERT),
                        job.id(),
                        job.dropId(),
                        job.n(),
                        job.name(),
                        job.output(),
                        ask.mode().word(),
                        ask.model(),
                        ask.prompt(),
                        ask.aspectRatio(),
                        ask.image(),
                        Json.write(ask.extra()),
                        ask.customId(),
                        Json.write(ask.metadata()),
                        job.state().word(),
                        job.dueAt(),
                        reason == null ? null : reason.reasonClass().word(),
                        reason == null ? null : reason.text(),
                        job.acceptedAt(),
                        job.changedAt(),
                        outputKey)
                .executeUpdate();
        addEvents(
                session,
                job.id(),
                0,
                job.changedAt(),
                List.of(state(job.changedAt(), job.state(), reason == null ? null : reason.text())));
        session.count(job.state(), 1);
        countEntry(session, job);
    }

    /**
     * Takes jobs in hand: those of the state whose turn has come, the longest due first.
     *
     * @param to the state they are written with; null: they keep theirs
     */
    List<Job> claim(Session session, String owner, JobState from, JobState to, int limit, Instant now)
            throws SQLException {
        boolean submits = to == JobState.SUBMITTING;
        String text = "UPDATE jobs SET owner = ?, due_at = NULL, version = version + 1"
                + (to == null ? "" : ", state = ?, changed_at = CASE WHEN changed_at > ? THEN changed_at ELSE ? END")
                + (submits
                        ? ", attempts = attempts + 1, open_since = NULL, absent_looks = 0, vain_looks = 0,"
                                + " attempted_at = CASE WHEN changed_at > ? THEN changed_at ELSE ? END"
                        : "")
                + " WHERE id IN (SELECT id FROM jobs WHERE state = ? AND due_at <= ? ORDER BY due_at LIMIT ?"
                + dialect.claimLock() + ") RETURNING " + Row.JOB;
        PreparedStatement statement = session.sql(text);
        if (to == null) {
            bind(statement, owner, from.word(), now, limit);
        } else if (submits) {
            bind(statement, owner, to.word(), now, now, now, now, from.word(), now, limit);
        } else {
            bind(statement, owner, to.word(), now, now, from.word(), now, limit);
        }
        List<Job> claimed = jobs(statement);
        claimed.sort(Comparator.comparing(Job::dropId).thenComparing(Job::n));
        if (to != null) {
            for (Job job : claimed) {
                addEvents(session, job.id(), job.version(), job.changedAt(), claimed(job, to, submits));
            }
            session.count(from, -claimed.size());
            session.count(to, claimed.size());
        }
        return claimed;
    }

    /** Takes the job of a request in hand that is in flight and waits for its turn, whenever that comes. */
    Optional<Job> claimRequest(Session session, String owner, String requestId) throws SQLException {
        return jobs(bind(
                        session.sql("UPDATE jobs SET owner = ?, due_at = NULL, version = version + 1"
                                + " WHERE request_id = ? AND state IN ('in_flight', 'overdue') AND due_at IS NOT NULL"
                                + " RETURNING " + Row.JOB),
                        owner,
                        requestId))
                .stream()
                .findFirst();
    }

    private static List<JobEvent> claimed(Job job, JobState to, boolean submits) {
        JobEvent state = state(job.changedAt(), to, null);
        return submits
                ? List.of(state, new JobEvent(job.changedAt(), "attempt", Integer.toString(job.attempts()), null))
                : List.of(state);
    }

    /** @return the job as it now stands; empty if the ledger held a newer form, and nothing was written */
    Optional<Job> write(Session session, String owner, Step step, Instant now) throws SQLException {
        Job from = step.from();
        Job to = step.to();
        int version = from.version() + 1;
        Instant at = now.isBefore(from.changedAt()) ? from.changedAt() : now; // a history never runs backwards
        Request request = to.request();
        Reason reason = to.reason();
        Doubt doubt = to.doubtAfter(from, at);
        int rows = bind(
                        session.sql(UPDATE),
                        to.state().word(),
                        version,
                        step.pending() ? 1 : 0,
                        to.dueAt(),
                        step.keep() ? owner : null,
                        request == null ? null : request.id(),
                        request == null ? null : request.submittedAt(),
                        request == null ? null : request.status(),
                        request == null ? 0 : request.polls(),
                        request == null ? null : request.createdAt(),
                        request == null ? null : request.updatedAt(),
                        request == null || request.ended() == null
                                ? null
                                : request.ended().name(),
                        request == null
                                ? null
                                : Json.write(request.media().stream()
                                        .map(Media::url)
                                        .map(Object::toString)
                                        .toList()),
                        to.attempts(),
                        to.troubles(),
                        reason == null ? null : reason.reasonClass().word(),
                        reason == null ? null : reason.text(),
                        at,
                        doubt.attemptedAt(),
                        doubt.openSince(),
                        doubt.absent(),
                        doubt.vain(),
                        doubt.repeats(),
                        doubt.renewals(),
                        to.id(),
                        from.version())
                .executeUpdate();
        if (rows == 0) {
            return step.keep() ? writtenBefore(session, owner, to.withDoubt(doubt), version) : Optional.empty();
        }
        List<JobEvent> events = new ArrayList<>(step.events());
        if (from.state() != to.state()) {
            session.count(from.state(), -1);
            session.count(to.state(), 1);
        }
        if (step.lastForm().state() != to.state()) {
            events.add(state(at, to.state(), reason == null ? null : reason.text()));
            countEntry(session, to);
        }
        countTroubles(session, step);
        letGo(step).forEach(id -> events.add(new JobEvent(at, LET_GO, id, null)));
        addEvents(session, to.id(), version, from.changedAt(), events);
        if (from.state() == JobState.DONE && to.state() != JobState.DONE) { // what it had may not be what it will have
            bind(session.sql("DELETE FROM pictures WHERE job_id = ?"), to.id()).executeUpdate();
        }
        addPictures(session, to.id(), step.pictures());
        return Optional.of(to.withDoubt(doubt).written(version, at));
    }

    /**
     * A commit whose confirmation was lost on the way is done once more: what it has taken in hand for this process, nobody
     * else has written since.
     */
    private static Optional<Job> writtenBefore(Session session, String owner, Job job, int version)
            throws SQLException {
        PreparedStatement select =
                session.sql("SELECT changed_at FROM jobs WHERE id = ? AND version = ? AND state = ? AND owner = ?");
        try (ResultSet row =
                bind(select, job.id(), version, job.state().word(), owner).executeQuery()) {
            return row.next()
                    ? Optional.of(job.written(version, Instant.ofEpochMilli(row.getLong(1))))
                    : Optional.empty();
        }
    }

    private static void countTroubles(Session session, Step step) {
        int before = step.from().troubles();
        for (Job form : step.forms()) {
            if (form.troubles() > before) {
                session.count(Counted.RETRIED, reasonClass(form), 1);
            }
            before = form.troubles();
        }
    }

    /** The requests that the job has had since its last write, and has no more. */
    private static List<String> letGo(Step step) {
        List<String> ids = new ArrayList<>();
        Request before = step.from().request();
        for (Job form : step.forms()) {
            Request request = form.request();
            if (before != null && (request == null || !request.id().equals(before.id()))) {
                ids.add(before.id());
            }
            before = request;
        }
        return ids;
    }

    private static void countEntry(Session session, Job job) {
        if (job.state() == JobState.FAILED) {
            session.count(Counted.FAILED, reasonClass(job), 1);
        } else if (job.state() == JobState.HELD) {
            session.count(Counted.HELD, reasonClass(job), 1);
        }
    }

    private static String reasonClass(Job job) {
        return job.reason() == null ? "given-back" : job.reason().reasonClass().word();
    }

    private static JobEvent state(Instant at, JobState state, String why) {
        return new JobEvent(at, "state", state.word(), why);
    }

    private void addEvents(Session session, String job, int version, Instant notBefore, List<JobEvent> events)
            throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        int seq = version * EVENTS_A_VERSION;
        Instant at = notBefore;
        List<Object> values = new ArrayList<>();
        for (JobEvent event : events) {
            at = event.at().isBefore(at) ? at : event.at();
            Collections.addAll(values, job, seq++, at, event.kind(), event.word(), event.text());
        }
        bind(session.sql(INSERT_EVENTS + AND_ANOTHER.repeat(events.size() - 1)), values.toArray())
                .executeUpdate();
    }

    private void addPictures(Session session, String job, List<Picture> pictures) throws SQLException {
        for (Picture picture : pictures) {
            bind(
                            session.sql(INSERT_PICTURE),
                            job,
                            picture.n(),
                            picture.file(),
                            picture.bytes(),
                            picture.sha256(),
                            picture.mediaType(),
                            picture.width(),
                            picture.height(),
                            picture.url())
                    .executeUpdate();
        }
    }

    /** Brings all that waits, and what deadlines count from, back by so much. */
    void shift(Session session, Duration back) throws SQLException {
        bind(
                        session.sql("UPDATE jobs SET due_at = due_at - ?, submitted_at = submitted_at - ?,"
                                + " attempted_at = attempted_at - ?, open_since = open_since - ?"
                                + " WHERE due_at IS NOT NULL"),
                        back.toMillis(),
                        back.toMillis(),
                        back.toMillis(),
                        back.toMillis())
                .executeUpdate();
    }

    /** Holds what waits for its submit. Nobody has it in hand, so no one's version is older for it. */
    int holdAccepted(Session session, String drop, Reason reason, Instant now) throws SQLException {
        List<Job> held = jobs(bind(
                session.sql("UPDATE jobs SET state = 'held', version = version + 1, due_at = ?, reason_class = ?,"
                        + " reason = ?, changed_at = CASE WHEN changed_at > ? THEN changed_at ELSE ? END"
                        + " WHERE drop_id = ? AND state = 'accepted' RETURNING " + Row.JOB),
                now,
                reason.reasonClass().word(),
                reason.text(),
                now,
                now,
                drop));
        for (Job job : held) {
            JobEvent event = state(job.changedAt(), JobState.HELD, reason.text());
            addEvents(session, job.id(), job.version(), job.changedAt(), List.of(event));
            countEntry(session, job);
        }
        session.count(JobState.ACCEPTED, -held.size());
        session.count(JobState.HELD, held.size());
        return held.size();
    }

    /** When the submits left that were taken since then, the earliest first. */
    List<Instant> submitsSince(Session session, Instant since) throws SQLException {
        List<Instant> submits = new ArrayList<>();
        try (ResultSet row = bind(
                        session.sql("SELECT submitted_at FROM jobs WHERE submitted_at > ? ORDER BY submitted_at"),
                        since)
                .executeQuery()) {
            while (row.next()) {
                submits.add(Row.instant(row, "submitted_at"));
            }
        }
        return submits;
    }

    /** What an owner has in hand. */
    List<Job> inHandOf(Session session, String owner) throws SQLException {
        return jobs(bind(session.sql("SELECT " + Row.JOB + " FROM jobs WHERE owner = ?"), owner));
    }

    /** Ended upstream, but what follows from it has not been written, and no other owner is about to. */
    List<Job> unconfirmed(Session session, String owner) throws SQLException {
        return jobs(bind(
                session.sql(
                        "SELECT " + Row.JOB + " FROM jobs WHERE ended IS NOT NULL AND state IN ('in_flight', 'overdue')"
                                + " AND (owner IS NULL OR owner = ?) AND due_at IS NULL"),
                owner));
    }

    /** How many jobs of a drop are in each state. */
    Map<JobState, Long> statesOf(Session session, String drop) throws SQLException {
        Map<JobState, Long> states = new EnumMap<>(JobState.class);
        try (ResultSet row = bind(
                        session.sql("SELECT state, COUNT(*) AS n FROM jobs WHERE drop_id = ? GROUP BY state"), drop)
                .executeQuery()) {
            while (row.next()) {
                states.put(JobState.of(row.getString(1)), row.getLong(2));
            }
        }
        return states;
    }

    boolean anyPending(Session session) throws SQLException {
        try (ResultSet row =
                session.sql("SELECT 1 FROM jobs WHERE pending = 1 LIMIT 1").executeQuery()) {
            return row.next();
        }
    }

    Optional<Job> job(Session session, String id) throws SQLException {
        return jobs(bind(session.sql("SELECT " + Row.JOB + " FROM jobs WHERE id = ?"), id)).stream()
                .findFirst();
    }

    Optional<Job> byRequest(Session session, String requestId) throws SQLException {
        return jobs(bind(session.sql("SELECT " + Row.JOB + " FROM jobs WHERE request_id = ?"), requestId)).stream()
                .findFirst();
    }

    /** Whether a request is, or was, any job's. */
    boolean knows(Session session, String requestId) throws SQLException {
        try (ResultSet row = bind(
                        session.sql("SELECT 1 FROM jobs WHERE request_id = ? UNION ALL"
                                + " SELECT 1 FROM events WHERE kind = 'request' AND word = ? LIMIT 1"),
                        requestId,
                        requestId)
                .executeQuery()) {
            return row.next();
        }
    }

    /** Jobs of which the upstream may have a request whose id is not known here. */
    List<Job> uncertain(Session session) throws SQLException {
        List<Job> uncertain = jobs(session.sql("SELECT " + Row.JOB + " FROM jobs WHERE open_since IS NOT NULL"));
        uncertain.addAll(
                jobs(session.sql("SELECT " + Row.JOB + " FROM jobs WHERE owner IS NOT NULL AND state = 'submitting'")));
        return uncertain;
    }

    /** When the oldest of those was recorded that no attempt was made for; empty where there is none. */
    Optional<Instant> oldestUnsent(Session session) throws SQLException {
        try (ResultSet row = session.sql("SELECT MIN(accepted_at) AS oldest FROM jobs"
                        + " WHERE state = 'accepted' AND due_at IS NOT NULL AND attempts = 0")
                .executeQuery()) {
            row.next();
            return Optional.ofNullable(Row.instant(row, "oldest"));
        }
    }

    /** The request that was submitted last in that time, of the newest drops; empty where none was. */
    Optional<String> newestRequest(Session session, Instant after, Instant before) throws SQLException {
        try (ResultSet row = bind(
                        session.sql("SELECT request_id FROM jobs"
                                + " WHERE drop_id IN (SELECT id FROM drops ORDER BY id DESC LIMIT 5)"
                                + " AND request_id IS NOT NULL AND submitted_at > ? AND submitted_at < ?"
                                + " ORDER BY submitted_at DESC LIMIT 1"),
                        after,
                        before)
                .executeQuery()) {
            return row.next() ? Optional.of(row.getString("request_id")) : Optional.empty();
        }
    }

    /** Jobs of a drop by number, some at a time. */
    List<Job> ofDrop(Session session, String drop, int afterN, int limit) throws SQLException {
        return jobs(bind(
                session.sql("SELECT " + Row.JOB + " FROM jobs WHERE drop_id = ? AND n > ? ORDER BY n LIMIT ?"),
                drop,
                afterN,
                limit));
    }

    /** Jobs that may need a person: unknown, overdue, held. */
    List<Job> attention(Session session, int limit) throws SQLException {
        return jobs(bind(
                session.sql("SELECT " + Row.JOB
                        + " FROM jobs WHERE state IN ('unknown', 'overdue', 'held') ORDER BY state, id LIMIT ?"),
                limit));
    }

    /** Reasons shared by jobs that go on by themselves, the most common first. */
    List<Waits> waits(Session session, int limit) throws SQLException {
        List<Waits> waits = new ArrayList<>();
        try (ResultSet row = bind(
                        session.sql("SELECT state, reason_class, reason, COUNT(*) AS n FROM jobs WHERE state IN"
                                + " ('accepted', 'in_flight', 'ready') AND due_at IS NOT NULL AND reason_class IS NOT NULL"
                                + " GROUP BY state, reason_class, reason ORDER BY n DESC LIMIT ?"),
                        limit)
                .executeQuery()) {
            while (row.next()) {
                waits.add(new Waits(
                        JobState.of(row.getString("state")),
                        new Reason(ReasonClass.of(row.getString("reason_class")), row.getString("reason")),
                        row.getLong("n")));
            }
        }
        return waits;
    }

    /**
     * Settled and held jobs that moved since then or are still to be told of. Their drop was closed since, or has something to
     * come of it: there are few of those, however many jobs are settled.
     */
    List<Job> settledSince(Session session, Instant since) throws SQLException {
        return jobs(bind(session.sql(SETTLED_SINCE), since, since));
    }

    /** Removes what hangs on the jobs of a drop, and the jobs. */
    void removeOfDrop(Session session, String drop) throws SQLException {
        String ofDrop = " IN (SELECT id FROM jobs WHERE drop_id = ?)";
        bind(session.sql("DELETE FROM events WHERE job_id" + ofDrop), drop).executeUpdate();
        bind(session.sql("DELETE FROM pictures WHERE job_id" + ofDrop), drop).executeUpdate();
        statesOf(session, drop).forEach((state, n) -> session.count(state, -n));
        bind(session.sql("DELETE FROM jobs WHERE drop_id = ?"), drop).executeUpdate();
    }

    List<JobEvent> events(Session session, String job) throws SQLException {
        List<JobEvent> events = new ArrayList<>();
        try (ResultSet row = bind(
                        session.sql("SELECT " + Row.EVENT + " FROM events WHERE job_id = ? ORDER BY seq"), job)
                .executeQuery()) {
            while (row.next()) {
                events.add(Row.event(row));
            }
        }
        return events;
    }

    Map<String, History> histories(Session session, String drop, int from, int to) throws SQLException {
        // By position, as Row does: the job's id comes after an event's four columns, and a picture's eight.
        String ofDrop =
                " WHERE job_id IN (SELECT id FROM jobs WHERE drop_id = ? AND n >= ? AND n <= ?) ORDER BY job_id, ";
        Map<String, History> histories = new HashMap<>();
        try (ResultSet row = bind(
                        session.sql("SELECT " + Row.EVENT + ", job_id FROM events" + ofDrop + "seq"), drop, from, to)
                .executeQuery()) {
            while (row.next()) {
                of(row.getString(5), histories).events().add(Row.event(row));
            }
        }
        try (ResultSet row = bind(
                        session.sql("SELECT " + Row.PICTURE + ", job_id FROM pictures" + ofDrop + "n"), drop, from, to)
                .executeQuery()) {
            while (row.next()) {
                of(row.getString(9), histories).pictures().add(Row.picture(row));
            }
        }
        return histories;
    }

    private static History of(String job, Map<String, History> histories) {
        return histories.computeIfAbsent(job, id -> new History(new ArrayList<>(), new ArrayList<>()));
    }

    /** What people did since then, the earliest first. */
    List<HandEvent> handEvents(Session session, Instant since) throws SQLException {
        List<HandEvent> events = new ArrayList<>();
        try (ResultSet row = bind(
                        session.sql("SELECT " + Row.EVENT + ", job_id, seq FROM events WHERE kind = 'hand' AND at >= ?"
                                + " ORDER BY at, job_id, seq"),
                        since)
                .executeQuery()) {
            while (row.next()) {
                events.add(new HandEvent(row.getString("job_id"), row.getInt("seq"), Row.event(row)));
            }
        }
        return events;
    }

    /** What it made of its job; empty where that is forgotten by now. */
    Optional<HandMade> made(Session session, HandEvent hand) throws SQLException {
        Optional<Job> job = job(session, hand.job());
        if (job.isEmpty()) {
            return Optional.empty();
        }
        int lastOfItsStep = hand.seq() - hand.seq() % EVENTS_A_VERSION + EVENTS_A_VERSION - 1;
        List<JobState> states = lastStates(session, hand.job(), lastOfItsStep);
        JobState to = states.isEmpty() ? job.get().state() : states.get(0);
        return Optional.of(new HandMade(job.get(), hand.event(), states.size() < 2 ? null : states.get(1), to));
    }

    /** The last two states of a job up to an event, the last one first. */
    private static List<JobState> lastStates(Session session, String job, int seq) throws SQLException {
        List<JobState> states = new ArrayList<>();
        try (ResultSet row = bind(
                        session.sql("SELECT word FROM events WHERE job_id = ? AND seq <= ? AND kind = 'state'"
                                + " ORDER BY seq DESC LIMIT 2"),
                        job,
                        seq)
                .executeQuery()) {
            while (row.next()) {
                states.add(JobState.of(row.getString(1)));
            }
        }
        return states;
    }

    List<Picture> pictures(Session session, String job) throws SQLException {
        List<Picture> pictures = new ArrayList<>();
        try (ResultSet row = bind(
                        session.sql("SELECT " + Row.PICTURE + " FROM pictures WHERE job_id = ? ORDER BY n"), job)
                .executeQuery()) {
            while (row.next()) {
                pictures.add(Row.picture(row));
            }
        }
        return pictures;
    }

    /** When the next job of the state has its turn; empty where none waits. */
    Optional<Instant> nextDue(Session session, JobState state) throws SQLException {
        try (ResultSet row = bind(
                        session.sql("SELECT MIN(due_at) AS due FROM jobs WHERE state = ? AND due_at IS NOT NULL"),
                        state.word())
                .executeQuery()) {
            row.next();
            return Optional.ofNullable(Row.instant(row, "due"));
        }
    }

    private static List<Job> jobs(PreparedStatement statement) throws SQLException {
        List<Job> jobs = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                jobs.add(Row.job(row));
            }
        }
        return jobs;
    }
}
