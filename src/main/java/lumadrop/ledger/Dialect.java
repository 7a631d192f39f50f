package lumadrop.ledger;

/** The few places where SQLite and PostgreSQL part. */
enum Dialect {
    SQLITE("", "BEGIN IMMEDIATE"),
    /** Several processes may claim at once there: each skips what another is just claiming. */
    POSTGRESQL(" FOR UPDATE SKIP LOCKED", "BEGIN");

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

    /** What a claim's sub-select ends with. */
    String claimLock() {
        return claimLock;
    }
}
