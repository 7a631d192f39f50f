package lumadrop.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import lumadrop.file.Access;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Where the ledger lives: opens connections and brings the schema up to date.
 *
 * <p>SQLite runs with a write-ahead log and {@code synchronous=FULL}: a commit that was reported is on the disk.
 */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int BUSY_MILLIS = 30_000;
    /** The jobs at work, and the upper parts of the indexes, stay in memory. */
    private static final int CACHE_KIB = 16 << 10;
    /** 16 MiB of log: a page that is written often comes to the ledger's own file more rarely. */
    private static final int PAGES_A_CHECKPOINT = 4000;

    /** Up to so many bytes a whole look takes a tenth of a second at most. */
    private static final long SMALL = 32 << 20;

    /** SQLite's codes for a damaged database, and for what is none: https://sqlite.org/rescode.html. */
    private static final Set<Integer> DAMAGED = Set.of(11, 26);

    /** A try may wait three seconds for a lock by itself: a minute in all, where somebody holds one for good. */
    private static final int TRIES = 20;

    private static final Duration A_MOMENT = Duration.ofMillis(200);

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
        sqliteFile().ifPresent(Database::makePrivate);
        try (Connection first = open()) {
            first.getMetaData(); // A wrong folder or password is told apart from a failed migration.
            if (isSmall()) {
                check(first);
            }
            if (Migrations.areAllIn(first)) {
                return;
            }
        } catch (SQLException e) {
            throw fault(e);
        }
        // Two processes that start on a new ledger at one time: SQLite refuses one of them in the middle of it.
        for (int tries = 1; ; tries++) {
            try {
                bringUpToDate();
                return;
            } catch (FlywayException e) {
                Optional<SQLException> cause = sqlCause(e);
                boolean busy = cause.filter(Dialect::isBusy).isPresent();
                if (!busy || tries == TRIES) {
                    throw busy ? fault(cause.get()) : migrationFault(e);
                }
                LOG.debug("Another process brings the ledger up to date", e);
                LockSupport.parkNanos(A_MOMENT.toNanos());
            }
        }
    }

    private void bringUpToDate() {
        Flyway flyway = Flyway.configure(Database.class.getClassLoader())
                .dataSource(url, null, null)
                .locations("classpath:" + Migrations.FOLDER)
                .loggers("slf4j")
                .load();
        var pending = flyway.info();
        refuseNewer(pending);
        if (pending.current() == null || pending.pending().length > 0) {
            flyway.migrate();
        } else {
            flyway.validate();
        }
    }

    private LedgerFault migrationFault(FlywayException e) {
        if (e.getCause() instanceof SQLException cause && dialect == Dialect.SQLITE) {
            return fault(cause);
        }
        return new LedgerFault(
                "The ledger does not fit this version of lumadrop, and was left as it is: "
                        + e.getMessage().replaceAll("\\s+", " "),
                e);
    }

    private static Optional<SQLException> sqlCause(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** SQLite would make it for everybody to read; its other files get the rights of this one. */
    private static void makePrivate(Path file) {
        try {
            if (Files.notExists(file)) {
                Access.OWNER.create(file).close();
            }
        } catch (IOException e) { // SQLite finds the same, and says what to do
            LOG.debug("The ledger's file could not be made", e);
        }
    }

    /** Flyway takes no offence at what it does not know; writing to it as if it were ours would. */
    private static void refuseNewer(MigrationInfoService migrations) {
        for (MigrationInfo applied : migrations.applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS
                    || applied.getState() == MigrationState.FUTURE_FAILED) {
                throw new LedgerFault("The ledger was written by a newer lumadrop (its form " + applied.getVersion()
                        + " is not known here), and was left as it is: start that version, or restore a backup from"
                        + " before");
            }
        }
    }

    /** What to do about a database that cannot be used. */
    private LedgerFault fault(SQLException e) {
        if (e instanceof SQLiteException sqlite && DAMAGED.contains(sqlite.getResultCode().code & 0xff)) {
            return new LedgerFault(
                    "The ledger is damaged (" + e.getMessage() + "), and was left as it is: restore a backup; without"
                            + " one, move it away and start with --new-ledger, then 'reconcile --adopt' collects what the"
                            + " upstream still has",
                    e);
        }
        if (e instanceof SQLiteException && Dialect.isPassing(e)) {
            return new LedgerFault(
                    "The ledger cannot be written (" + e.getMessage() + "): see to the permissions of its file and"
                            + " folder, to the room on the disk, and that it is not mounted read-only",
                    e);
        }
        return new LedgerFault("The ledger cannot be opened (" + e.getMessage() + "): check lumadrop.ledger.url", e);
    }

    /** Whether a look at all of it takes no time that anybody would notice. */
    private boolean isSmall() {
        return dialect == Dialect.SQLITE
                && sqliteFile().map(file -> file.toFile().length() <= SMALL).orElse(false);
    }

    private Optional<Path> sqliteFile() {
        String path = url.substring(url.indexOf(':', "jdbc:".length()) + 1).split("[?]", 2)[0];
        return path.isEmpty() || path.startsWith(":") || path.startsWith("file:") || dialect != Dialect.SQLITE
                ? Optional.empty()
                : Optional.of(Path.of(path));
    }

    /** @throws LedgerFault if SQLite finds the database damaged */
    void check() {
        if (dialect == Dialect.SQLITE) {
            try (Connection connection = open()) {
                check(connection);
            } catch (SQLException e) {
                throw fault(e);
            }
        }
    }

    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!row.next() || !"ok".equals(row.getString(1))) {
                throw new SQLiteException(row.getString(1), SQLiteErrorCode.SQLITE_CORRUPT);
            }
        }
    }

    /** A copy as of one moment, whole under its name or not there; its owner's to read, like the original. */
    void backup(Path file) throws IOException {
        if (dialect != Dialect.SQLITE) {
            throw new LedgerFault("Only SQLite's ledger is backed up by lumadrop: use pg_dump");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try {
            Access.OWNER.create(part).close();
            copy(part);
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void copy(Path part) {
        try (Connection connection = open();
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, part.toAbsolutePath().toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new LedgerFault("The ledger could not be copied (" + e.getMessage() + ")", e);
        }
        try (Connection copy = DriverManager.getConnection(sqlite(part))) {
            check(copy);
        } catch (SQLException e) {
            throw new LedgerFault("The copy of the ledger is damaged (" + e.getMessage() + "): nothing was kept", e);
        }
    }

    /** A connection for one thread. */
    Connection open() throws SQLException {
        Connection connection = DriverManager.getConnection(url, options());
        if (dialect == Dialect.SQLITE) {
            try (Statement pragma = connection.createStatement()) {
                pragma.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
                pragma.execute("PRAGMA journal_mode = WAL");
                pragma.execute("PRAGMA synchronous = FULL");
                pragma.execute("PRAGMA cache_size = -" + CACHE_KIB);
                pragma.execute("PRAGMA wal_autocheckpoint = " + PAGES_A_CHECKPOINT);
            }
        }
        return connection;
    }

    private Properties options() {
        Properties options = new Properties();
        if (dialect == Dialect.SQLITE) {
            options.setProperty("jdbc.get_generated_keys", "false"); // else each insert is followed by a question
        }
        return options;
    }

    /** The URL of the SQLite file at this place. */
    static String sqlite(Path file) {
        return "jdbc:sqlite:" + file.toAbsolutePath();
    }
}
