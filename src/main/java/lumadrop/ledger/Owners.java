package lumadrop.ledger;

import static lumadrop.ledger.Row.bind;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The processes that take jobs in hand, and how far each one's beat has come. */
final class Owners {
    void enter(Session session, Owner owner, Instant now) throws SQLException {
        bind(
                        session.sql(
                                "INSERT INTO owners (id, host, pid, started_at, beat, beat_at) VALUES (?,?,?,?,0,?)"),
                        owner.id(),
                        owner.host(),
                        owner.pid(),
                        now,
                        now)
                .executeUpdate();
    }

    /** @return false if the owner is not entered */
    boolean beat(Session session, String owner, Instant now) throws SQLException {
        return bind(session.sql("UPDATE owners SET beat = beat + 1, beat_at = ? WHERE id = ?"), now, owner)
                        .executeUpdate()
                > 0;
    }

    /** Each owner's count of beats. */
    Map<String, Long> beats(Session session) throws SQLException {
        Map<String, Long> beats = new HashMap<>();
        try (ResultSet row = session.sql("SELECT id, beat FROM owners").executeQuery()) {
            while (row.next()) {
                beats.put(row.getString("id"), row.getLong("beat"));
            }
        }
        return beats;
    }

    void leave(Session session, String owner) throws SQLException {
        bind(session.sql("DELETE FROM owners WHERE id = ?"), owner).executeUpdate();
    }
}
