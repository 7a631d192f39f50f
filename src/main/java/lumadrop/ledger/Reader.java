package lumadrop.ledger;

import java.sql.SQLException;

/** Reads what is committed, on a connection of its own, one at a time. */
final class Reader implements AutoCloseable {
    private final Database database;
    private Session session;

    Reader(Database database) {
        this.database = database;
    }

    /** @throws LedgerFault if it cannot be read */
    synchronized <T> T read(Writer.Work<T> work) {
        try {
            if (session == null) {
                session = new Session(database.open());
            }
            return work.in(session);
        } catch (SQLException e) {
            close(); // the next read tries a fresh connection
            throw new LedgerFault("The ledger cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            try {
                session.close();
            } catch (SQLException e) {
                org.slf4j.LoggerFactory.getLogger(Reader.class).debug("Closing the ledger's reader failed", e);
            }
            session = null;
        }
    }
}
