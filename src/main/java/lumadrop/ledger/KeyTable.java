package lumadrop.ledger;

import static lumadrop.ledger.Row.bind;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import lumadrop.job.Drop;

/** Every idempotency key that was ever taken. */
final class KeyTable {
    /** @param content what the key was given for */
    record Seen(String content, Earlier drop) {}

    Optional<Seen> seen(Session session, String key) throws SQLException {
        try (ResultSet row = bind(session.sql("SELECT * FROM idempotency_keys WHERE idempotency_key = ?"), key)
                .executeQuery()) {
            return row.next()
                    ? Optional.of(new Seen(
                            row.getString("content"),
                            new Earlier(
                                    row.getString("drop_id"),
                                    row.getString("path"),
                                    row.getString("folder"),
                                    Row.instant(row, "seen_at"))))
                    : Optional.empty();
        }
    }

    void insert(Session session, Offer.Key key, Drop drop) throws SQLException {
        bind(
                        session.sql("INSERT INTO idempotency_keys (idempotency_key, content, drop_id, path, folder,"
                                + " seen_at) VALUES (?,?,?,?,?,?)"),
                        key.text(),
                        key.content(),
                        drop.id(),
                        drop.path(),
                        drop.folder(),
                        drop.receivedAt())
                .executeUpdate();
    }
}
