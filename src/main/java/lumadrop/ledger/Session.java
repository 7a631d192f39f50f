package lumadrop.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lumadrop.job.Counted;
import lumadrop.job.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection with its prepared statements, and what one transaction has gathered to say at its end: changed tallies go
 * into the same commit, wake-ups go out after it.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final Map<JobState, Long> tallies = new EnumMap<>(JobState.class);
    private final Map<Counted, Map<String, Long>> counted = new EnumMap<>(Counted.class);
    private final Counters counters = new Counters();
    private final List<Runnable> afterCommit = new ArrayList<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** The statement for this text, prepared once; its parameters must all be set anew. */
    PreparedStatement sql(String text) throws SQLException {
        PreparedStatement statement = prepared.get(text);
        if (statement == null) {
            statement = connection.prepareStatement(text);
            prepared.put(text, statement);
        }
        return statement;
    }

    void count(JobState state, long change) {
        tallies.merge(state, change, Long::sum);
    }

    void count(Counted kind, String reasonClass, long more) {
        if (more != 0) {
            counted.computeIfAbsent(kind, key -> new TreeMap<>()).merge(reasonClass, more, Long::sum);
        }
    }

    void afterCommit(Runnable task) {
        afterCommit.add(task);
    }

    /** Brings the tallies of the ledger up to what this transaction did, so that it may read them. */
    void writeTallies() throws SQLException {
        for (Map.Entry<JobState, Long> change : tallies.entrySet()) {
            if (change.getValue() != 0) {
                PreparedStatement add = sql("INSERT INTO tallies (state, n) VALUES (?, ?)"
                        + " ON CONFLICT (state) DO UPDATE SET n = tallies.n + excluded.n");
                add.setString(1, change.getKey().word());
                add.setLong(2, change.getValue());
                add.executeUpdate();
            }
        }
        tallies.clear();
    }

    /**
     * Begins a transaction that will write. It takes the write lock now: one that read first and wrote later would be
     * refused, instead of waiting its turn, when another process has written in between. (The driver's own way to say so
     * begins the next transaction at each commit, and so never lets go of the lock.)
     */
    void begin(Dialect dialect) throws SQLException {
        execute(dialect.begin());
    }

    void commit() throws SQLException {
        writeTallies();
        writeCounted();
        execute("COMMIT");
    }

    private void writeCounted() throws SQLException {
        for (Map.Entry<Counted, Map<String, Long>> kind : counted.entrySet()) {
            for (Map.Entry<String, Long> more : kind.getValue().entrySet()) {
                counters.add(this, kind.getKey(), more.getKey(), more.getValue());
            }
        }
        counted.clear();
    }

    void rollback() throws SQLException {
        forget();
        execute("ROLLBACK");
    }

    private void execute(String control) throws SQLException {
        sql(control).execute();
    }

    /** Runs what waited for the commit, each for itself: what is written is written. */
    void tell() {
        List<Runnable> tasks = List.copyOf(afterCommit);
        forget();
        for (Runnable task : tasks) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("What follows a commit failed: {}", e.toString(), e);
            }
        }
    }

    private void forget() {
        tallies.clear();
        counted.clear();
        afterCommit.clear();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
