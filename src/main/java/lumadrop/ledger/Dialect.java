package lumadrop.ledger;

import java.sql.SQLException;

/** The few places where SQLite and PostgreSQL part. */
enum Dialect {
    SQLITE("", "BEGIN IMMEDIATE"),
    /** Several processes may claim at once there: each skips what another is just claiming. */
    POSTGRESQL(" FOR UPDATE SKIP LOCKED", "BEGIN");

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
