package lumadrop.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Where the ledger lives: opens connections and brings the schema up to date.
 *
 * <p>SQLite runs with a write-ahead log and {@code synchronous=FULL}: a commit that was reported is on the disk.
 */
final class Database {
    private static final int BUSY_MILLIS = 30_000;

    private final String url;
    private final Dialect dialect;

    /** @param url a JDBC URL of SQLite or PostgreSQL */
    Database(String url) {
        this.url = url;
        this.dialect = Dialect.of(url);
    }

    Dialect dialect() {
        return dialect;
    }

    /** @throws LedgerFault if it cannot be opened, is damaged, or was written by a newer version */
    void migrate() {
        try (Connection first = open()) {
            first.getMetaData(); // A wrong folder or password is told apart from a failed migration.
        } catch (SQLException e) {
            throw new LedgerFault("The ledger cannot be opened (" + e.getMessage() + "): check lumadrop.ledger.url", e);
        }
        try {
            Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                    .dataSource(url, null, null)
                    .locations("classpath:lumadrop/ledger")
                    .loggers("slf4j")
                    .load();
            var pending = flyway.info();
            if (pending.current() == null || pending.pending().length > 0) {
                flyway.migrate();
            } else {
                flyway.validate();
            }
        } catch (FlywayException e) {
            throw new LedgerFault(
                    "The ledger does not fit this version of lumadrop, and was left as it is: "
                            + e.getMessage().replaceAll("\\s+", " "),
                    e);
        }
    }

    /** A connection for one thread. */
    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        if (dialect == Dialect.SQLITE) {
            try (Statement pragma = connection.createStatement()) {
                pragma.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
                pragma.execute("PRAGMA journal_mode = WAL");
                pragma.execute("PRAGMA synchronous = FULL");
            }
        }
        return connection;
    }

    /** The URL of the SQLite file at this place. */
    static String sqlite(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }
}
