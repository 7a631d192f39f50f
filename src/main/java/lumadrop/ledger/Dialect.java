package lumadrop.ledger;

/** The few places where SQLite and PostgreSQL part. */
enum Dialect {
    SQLITE(""),
    /** Several processes may claim at once there: each skips what another is just claiming. */
    POSTGRESQL(" FOR UPDATE SKIP LOCKED");

    private final String claimLock;

    Dialect(String claimLock) {
        this.claimLock = claimLock;
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

    /** What a claim's sub-select ends with. */
    String claimLock() {
        return claimLock;
    }
}
