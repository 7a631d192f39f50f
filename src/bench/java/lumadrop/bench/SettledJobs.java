package lumadrop.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Fills a ledger, which one drop of one job has gone through, with copies of that drop under other ids. */
final class SettledJobs {
    private SettledJobs() {}

    static void copy(Path ledger, int n) throws SQLException {
        if (n == 0) {
            return;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
                Statement sql = connection.createStatement()) {
            sql.execute("PRAGMA synchronous = OFF");
            connection.setAutoCommit(false);
            String drop = text(sql, "SELECT id FROM drops");
            String request = text(sql, "SELECT request_id FROM jobs");
            sql.execute("CREATE TEMP TABLE copies AS WITH RECURSIVE k(k) AS"
                    + " (SELECT 1 UNION ALL SELECT k + 1 FROM k WHERE k < " + n + ") SELECT k FROM k");
            for (String table : List.of("drops", "jobs", "pictures", "events")) {
                copy(sql, table, drop, request);
            }
            sql.execute("UPDATE tallies SET n = n + " + n + " WHERE state = 'done'");
            connection.commit();
        }
    }

    private static void copy(Statement sql, String table, String drop, String request) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet columns = sql.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (columns.next()) {
                String name = columns.getString("name");
                // Every place that an id stands in, and what must be unique beside it.
                values.add(
                        !columns.getString("type").equals("TEXT")
                                ? "t." + name
                                : name.equals("folder_key")
                                        ? "'copy' || k"
                                        : "replace(replace(t." + name + ", '" + drop + "', printf('0copy%08d', k)), '"
                                                + request + "', printf('copy-%d', k))");
            }
        }
        sql.execute("INSERT INTO " + table + " SELECT " + String.join(", ", values)
                + " FROM copies CROSS JOIN (SELECT *" + " FROM " + table + ") t");
    }

    private static String text(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
