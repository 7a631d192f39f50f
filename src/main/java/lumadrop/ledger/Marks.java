package lumadrop.ledger;

import static lumadrop.ledger.Row.bind;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Single facts by name, such as how far a file is known to reach; 0 until one is written. */
final class Marks {
    long get(Session session, String name) throws SQLException {
        try (ResultSet row = bind(session.sql("SELECT value FROM marks WHERE name = ?"), name)
                .executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    void put(Session session, String name, long value) throws SQLException {
        bind(
                        session.sql("INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name)"
                                + " DO UPDATE SET value = excluded.value"),
                        name,
                        value)
                .executeUpdate();
    }
}
