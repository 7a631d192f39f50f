package lumadrop.ledger;

import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteException;

/** The few places where SQLite and PostgreSQL part. */
enum Dialect {
    SQLITE("", "BEGIN IMMEDIATE"),
    /** Several processes may claim at once there: each skips what another is just claiming. */
    POSTGRESQL(" FOR UPDATE SKIP LOCKED", "BEGIN");

    private static final int SQLITE_BUSY = 5;

    /** Busy, locked, read-only, I/O error, full, cannot open. */
    private static final Set<Integer> SQLITE_PASSING = Set.of(SQLITE_BUSY, 6, 8, 10, 13, 14);

    /** SQLite's longer codes carry the short one in their lowest byte. */
    private static final int BASE_CODE = 0xff;

    /** Connection, resources, operator's intervention, system error. */
    private static final Set<String> POSTGRESQL_PASSING = Set.of("08", "53", "57", "58");

    /** Any number that nobody else locks by in that database. */
    private static final long RECEPTION = 0x6c756d6164726f70L;

    private final String claimLock;
    private final String begin;

    Dialect(String claimLock, String begin) {
        this.claimLock = claimLock;
        this.begin = begin;
    }

    static Dialect of(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            return SQLITE;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new LedgerFault("lumadrop.ledger.url must start with jdbc:sqlite: or jdbc:postgresql:, found "
                + url.replaceAll("(?i)(password=)[^&]*", "$1***"));
    }

    /**
     * Whether the database could not write for a while, rather than would not.
     *
     * <p>SQLite's codes: https://sqlite.org/rescode.html; PostgreSQL's classes of SQLSTATE:
     * https://www.postgresql.org/docs/current/errcodes-appendix.html.
     */
    static boolean isPassing(SQLException fault) {
        if (fault instanceof SQLiteException sqlite) {
            return SQLITE_PASSING.contains(sqlite.getResultCode().code & BASE_CODE);
        }
        String state = fault.getSQLState();
        return state != null && state.length() == 5 && POSTGRESQL_PASSING.contains(state.substring(0, 2));
    }

    /** Whether another connection holds SQLite's lock, or has just written what this one had read. */
    static boolean isBusy(SQLException fault) {
        return fault instanceof SQLiteException sqlite && (sqlite.getResultCode().code & BASE_CODE) == SQLITE_BUSY;
    }

    /** How a transaction begins that will write. */
    String begin() {
        return begin;
    }

    /**
     * Until the transaction's end no other process asks what was dropped before, and records. SQLite has one writer
     * anyhow.
     */
    void oneReceptionAtATime(Session session) throws SQLException {
        if (this == POSTGRESQL) {
            session.sql("SELECT pg_advisory_xact_lock(" + RECEPTION + ")").execute();
        }
    }

    /** What a claim's sub-select ends with. */
    String claimLock() {
        return claimLock;
    }
}
