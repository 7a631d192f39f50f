package lumadrop.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The ledger's migrations, and a look at whether a ledger has had them all. It spares Flyway, which is a fifth of the
 * start of a short verb; whatever it does not recognise is left to Flyway to judge.
 */
final class Migrations {
    /** On the class path. */
    static final String FOLDER = "lumadrop/ledger";

    /** In their order; a jar cannot be listed cheaply. */
    static final List<String> SCRIPTS = List.of(
            "V1__jobs.sql",
            "V2__seen_before.sql",
            "V3__reconcile.sql",
            "V4__outages.sql",
            "V5__by_hand.sql",
            "V6__learned.sql");

    private Migrations() {}

    /** Whether Flyway's own history names exactly these migrations, as they are, each of them a success. */
    static boolean areAllIn(Connection connection) {
        List<String> applied = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT script, checksum, success FROM flyway_schema_history ORDER BY installed_rank")) {
            while (rows.next()) {
                if (!rows.getBoolean("success")) {
                    return false;
                }
                applied.add(rows.getString("script") + ' ' + rows.getInt("checksum"));
            }
        } catch (SQLException e) {
            return false; // there is no such table yet, or something worse: Flyway says which
        }
        return applied.equals(
                SCRIPTS.stream().map(script -> script + ' ' + checksum(script)).toList());
    }

    /** Flyway's checksum of a script: the CRC-32 of its lines without their ends. */
    private static int checksum(String script) {
        CRC32 crc = new CRC32();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Migrations.class.getClassLoader().getResourceAsStream(FOLDER + "/" + script),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                crc.update(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (int) crc.getValue();
    }
}
