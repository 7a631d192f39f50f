package lumadrop.ledger;

import static lumadrop.ledger.Row.bind;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import lumadrop.job.Counted;

/** How often what went wrong, by the class of its reason, since the ledger was made. Only ever grows. */
final class Counters {
    void add(Session session, Counted kind, String reasonClass, long n) throws SQLException {
        bind(
                        session.sql("INSERT INTO counters (kind, class, n) VALUES (?, ?, ?) ON CONFLICT (kind, class)"
                                + " DO UPDATE SET n = counters.n + excluded.n"),
                        kind.word(),
                        reasonClass,
                        n)
                .executeUpdate();
    }

    Map<Counted, Map<String, Long>> all(Session session) throws SQLException {
        Map<Counted, Map<String, Long>> all = new EnumMap<>(Counted.class);
        for (Counted kind : Counted.values()) {
            Map<String, Long> classes = new TreeMap<>();
            try (ResultSet row = bind(session.sql("SELECT class, n FROM counters WHERE kind = ?"), kind.word())
                    .executeQuery()) {
                while (row.next()) {
                    classes.put(row.getString("class"), row.getLong("n"));
                }
            }
            all.put(kind, classes);
        }
        return all;
    }
}
