package lumadrop.ledger;

import static lumadrop.ledger.Row.bind;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lumadrop.job.Drop;

/** The drops: files that were taken, and when each one's manifest is to be written. */
final class DropTable {
    private static final String INSERT = "INSERT INTO drops (id, path, folder, folder_key, file, sha256, bytes,"
            + " received_at, jobs, content, same_as, left_out, shelved, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,0,0)";
    /**
     * Some job of it is neither done nor failed, and more than a held twin that was never sent, which would hold every
     * later one. Few drops of one content are open at a time.
     */
    private static final String UNFINISHED =
            "SELECT " + Row.DROP + " FROM drops WHERE content = ? AND closed_at IS NULL AND EXISTS"
                    + " (SELECT 1 FROM jobs WHERE drop_id = drops.id AND state NOT IN ('done', 'failed')"
                    + " AND NOT (state = 'held' AND reason_class = 'same-drop' AND attempts = 0)) ORDER BY id LIMIT 1";
    /** The last of that content whose manifest was complete, or, before that is written, one that just ends. */
    private static final String FINISHED =
            "SELECT " + Row.DROP + " FROM drops WHERE content = ? ORDER BY closed_at DESC NULLS LAST, id LIMIT 1";
    /** Two statements of one condition, so that a drop becomes due in the very commit that ends its last wait. */
    private static final String DUE_WHEN_NOTHING_PENDS = "UPDATE drops SET due_at = ?, version = version + 1"
            + " WHERE id = ? AND NOT EXISTS (SELECT 1 FROM jobs WHERE drop_id = ? AND pending = 1)";

    private final Dialect dialect;

    DropTable(Dialect dialect) {
        this.dialect = dialect;
    }

    void insert(Session session, Drop drop, String folderKey, String content) throws SQLException {
        bind(
                        session.sql(INSERT),
                        drop.id(),
                        drop.path(),
                        drop.folder(),
                        folderKey,
                        drop.file(),
                        drop.sha256(),
                        drop.bytes(),
                        drop.receivedAt(),
                        drop.jobs(),
                        content,
                        drop.sameAs(),
                        drop.leftOut())
                .executeUpdate();
    }

    /** The oldest drop of that content that still has something to come of it. */
    Optional<Earlier> unfinishedOf(Session session, String content) throws SQLException {
        return earlier(session, UNFINISHED, content);
    }

    /** A drop of that content, once none is unfinished. */
    Optional<Earlier> finishedOf(Session session, String content) throws SQLException {
        return earlier(session, FINISHED, content);
    }

    private static Optional<Earlier> earlier(Session session, String text, String content) throws SQLException {
        return content == null
                ? Optional.empty()
                : drops(bind(session.sql(text), content)).stream()
                        .findFirst()
                        .map(drop -> new Earlier(drop.id(), drop.path(), drop.folder(), drop.receivedAt()));
    }

    /** The drop's file has left the inbox for good. */
    void shelved(Session session, String drop) throws SQLException {
        bind(session.sql("UPDATE drops SET shelved = 1 WHERE id = ?"), drop).executeUpdate();
    }

    Optional<Drop> unshelved(Session session, String path) throws SQLException {
        return drops(bind(session.sql("SELECT " + Row.DROP + " FROM drops WHERE path = ? AND shelved = 0"), path))
                .stream()
                .findFirst();
    }

    boolean nameTaken(Session session, String key) throws SQLException {
        try (ResultSet row = bind(
                        session.sql("SELECT 1 FROM drops WHERE folder_key = ? UNION ALL"
                                + " SELECT 1 FROM jobs WHERE output_key = ?"),
                        key,
                        key)
                .executeQuery()) {
            return row.next();
        }
    }

    /** Makes the drop due for its manifest if none of its jobs is to be waited for any longer. */
    boolean dueIfNothingPends(Session session, String drop, Instant now) throws SQLException {
        return bind(session.sql(DUE_WHEN_NOTHING_PENDS), now, drop, drop).executeUpdate() > 0;
    }

    /** Makes the drop due once more, unless it is due, or being written, or will be when its jobs are told of. */
    boolean againIfNothingIsToCome(Session session, String drop, Instant now) throws SQLException {
        return bind(session.sql(DUE_WHEN_NOTHING_PENDS + " AND due_at IS NULL AND owner IS NULL"), now, drop, drop)
                        .executeUpdate()
                > 0;
    }

    /** Takes drops in hand whose manifest is to be written, and is not just being written. */
    List<DueDrop> claim(Session session, String owner, int limit, Instant now) throws SQLException {
        String text =
                "UPDATE drops SET owner = ?, due_at = NULL WHERE id IN (SELECT id FROM drops WHERE due_at <= ? AND owner IS NULL"
                        + " ORDER BY due_at LIMIT ?" + dialect.claimLock() + ") RETURNING " + Row.DROP;
        List<DueDrop> due = new ArrayList<>();
        try (ResultSet row = bind(session.sql(text), owner, now, limit).executeQuery()) {
            while (row.next()) {
                due.add(Row.dueDrop(row));
            }
        }
        return due;
    }

    /**
     * The manifest as of that version is written. If a job has moved since, the drop is due again already, and stays so. Only
     * while it is this owner's still: one that was taken for dead has no say in it.
     *
     * @param closed when it said "complete"; null if it did not
     */
    void manifestWritten(Session session, String owner, DueDrop drop, Instant closed) throws SQLException {
        bind(
                        session.sql("UPDATE drops SET owner = NULL, closed_at = ? WHERE id = ? AND owner = ?"),
                        closed,
                        drop.drop().id(),
                        owner)
                .executeUpdate();
    }

    void giveBack(Session session, String owner, DueDrop drop, Instant due) throws SQLException {
        bind(
                        session.sql("UPDATE drops SET owner = NULL, due_at = COALESCE(due_at, ?)"
                                + " WHERE id = ? AND owner = ?"),
                        due,
                        drop.drop().id(),
                        owner)
                .executeUpdate();
    }

    /** A dead owner's drops are due again. */
    int release(Session session, String owner, Instant now) throws SQLException {
        return bind(session.sql("UPDATE drops SET owner = NULL, due_at = ? WHERE owner = ?"), now, owner)
                .executeUpdate();
    }

    /** Brings what waits back by so much. */
    void shift(Session session, Duration back) throws SQLException {
        bind(session.sql("UPDATE drops SET due_at = due_at - ? WHERE due_at IS NOT NULL"), back.toMillis())
                .executeUpdate();
    }

    /** Whether a manifest is to be written or just being written. */
    boolean anyDue(Session session) throws SQLException {
        try (ResultSet row = session.sql("SELECT 1 FROM drops WHERE due_at IS NOT NULL"
                        + " UNION ALL SELECT 1 FROM drops WHERE owner IS NOT NULL LIMIT 1")
                .executeQuery()) {
            return row.next();
        }
    }

    Optional<Instant> nextDue(Session session) throws SQLException {
        try (ResultSet row = session.sql(
                        "SELECT MIN(due_at) AS due FROM drops WHERE due_at IS NOT NULL AND owner IS NULL")
                .executeQuery()) {
            row.next();
            return Optional.ofNullable(Row.instant(row, "due"));
        }
    }

    /** The drop is at work again: what its manifest said is no longer the last word. */
    void reopen(Session session, String drop) throws SQLException {
        bind(session.sql("UPDATE drops SET closed_at = NULL, due_at = NULL, version = version + 1 WHERE id = ?"), drop)
                .executeUpdate();
    }

    Optional<Drop> drop(Session session, String id) throws SQLException {
        return drops(bind(session.sql("SELECT " + Row.DROP + " FROM drops WHERE id = ?"), id)).stream()
                .findFirst();
    }

    /** Drops of that path in the inbox, or of that output folder; the newest first. */
    List<Drop> named(Session session, String name, int limit) throws SQLException {
        return drops(bind(
                session.sql("SELECT " + Row.DROP + " FROM drops WHERE path = ? OR folder = ? ORDER BY id DESC LIMIT ?"),
                name,
                name,
                limit));
    }

    List<Drop> newest(Session session, int limit) throws SQLException {
        return drops(bind(session.sql("SELECT " + Row.DROP + " FROM drops ORDER BY id DESC LIMIT ?"), limit));
    }

    /** Drops whose manifest has been complete since before that time. */
    List<Drop> closedBefore(Session session, Instant before, int limit) throws SQLException {
        return drops(bind(
                session.sql("SELECT " + Row.DROP + " FROM drops WHERE closed_at IS NOT NULL AND closed_at < ? LIMIT ?"),
                before,
                limit));
    }

    void remove(Session session, String drop) throws SQLException {
        bind(session.sql("DELETE FROM drops WHERE id = ?"), drop).executeUpdate();
    }

    private static List<Drop> drops(PreparedStatement statement) throws SQLException {
        List<Drop> drops = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                drops.add(Row.drop(row));
            }
        }
        return drops;
    }
}
