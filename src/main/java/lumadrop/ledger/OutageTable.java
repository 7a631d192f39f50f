package lumadrop.ledger;

import static lumadrop.ledger.Row.bind;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When the upstream was known to be down. */
final class OutageTable {
    /** Known to be down from then until now; called again as long as it lasts. */
    void known(Session session, String owner, Instant from, Instant until) throws SQLException {
        bind(
                        session.sql("INSERT INTO outages (owner, began_at, until_at) VALUES (?, ?, ?)"
                                + " ON CONFLICT (owner, began_at) DO UPDATE SET until_at = excluded.until_at"),
                        owner,
                        from,
                        until)
                .executeUpdate();
    }

    List<Outage> all(Session session) throws SQLException {
        List<Outage> outages = new ArrayList<>();
        try (ResultSet row =
                session.sql("SELECT began_at, until_at FROM outages").executeQuery()) {
            while (row.next()) {
                outages.add(new Outage(Row.instant(row, "began_at"), Row.instant(row, "until_at")));
            }
        }
        return outages;
    }

    void removeBefore(Session session, Instant before) throws SQLException {
        bind(session.sql("DELETE FROM outages WHERE until_at < ?"), before).executeUpdate();
    }

    /** Brings them back by so much, with what deadlines count from. */
    void shift(Session session, Duration back) throws SQLException {
        bind(
                        session.sql("UPDATE outages SET began_at = began_at - ?, until_at = until_at - ?"),
                        back.toMillis(),
                        back.toMillis())
                .executeUpdate();
    }
}
