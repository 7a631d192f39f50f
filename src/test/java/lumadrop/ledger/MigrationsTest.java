package lumadrop.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Flyway is spared only where it would have nothing to do. */
class MigrationsTest {
    @TempDir
    Path folder;

    @Test
    void everyScriptIsNamed() throws IOException {
        try (Stream<Path> scripts = Files.list(Path.of("src/main/resources", Migrations.FOLDER))) {
            List<String> names = scripts.map(script -> script.getFileName().toString())
                    .filter(name -> name.endsWith(".sql"))
                    .sorted()
                    .toList();
            assertThat(Migrations.SCRIPTS).isEqualTo(names);
        }
    }

    @Test
    void aLedgerThatFlywayHasBroughtUpToDateIsKnownAsCurrent() throws SQLException {
        try (Connection connection = migrated()) {
            assertThat(Migrations.areAllIn(connection)).isTrue();
        }
    }

    @Test
    void anEmptyDatabaseIsNot() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url())) {
            assertThat(Migrations.areAllIn(connection)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM flyway_schema_history WHERE installed_rank = 4",
                "UPDATE flyway_schema_history SET success = 0 WHERE installed_rank = 2",
                "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE installed_rank = 1",
                "INSERT INTO flyway_schema_history SELECT 99, '99', description, type, 'V99__later.sql', checksum,"
                        + " installed_by, installed_on, execution_time, success FROM flyway_schema_history"
                        + " WHERE installed_rank = 1"
            })
    void anythingElseIsLeftToFlywayToJudge(String change) throws SQLException {
        try (Connection connection = migrated();
                Statement sql = connection.createStatement()) {
            assertThat(sql.executeUpdate(change)).isEqualTo(1);
            assertThat(Migrations.areAllIn(connection)).isFalse();
        }
    }

    private Connection migrated() throws SQLException {
        new Database(url()).migrate();
        return DriverManager.getConnection(url());
    }

    private String url() {
        return Database.sqlite(folder.resolve("ledger.db"));
    }
}
