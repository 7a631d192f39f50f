package lumadrop.ledger;

import static lumadrop.ledger.Row.bind;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the schedules of one home have dropped, and how far each was dealt with. Every change is durable on return. */
public final class FiringTable {
    /** How far a schedule, in the form of that fingerprint, has been dealt with. */
    public record Done(String fingerprint, Instant until) {}

    /** A time that was begun. */
    public record Begun(String schedule, String key, Instant scheduledFor, String file) {}

    private final String home;
    private final Writer writer;
    private final Reader reader;

    FiringTable(String home, Writer writer, Reader reader) {
        this.home = home;
        this.writer = writer;
        this.reader = reader;
    }

    public Optional<Done> done(String schedule) {
        return reader.read(session -> {
            try (ResultSet row = bind(
                            session.sql("SELECT fingerprint, until_at FROM schedules WHERE home = ? AND name = ?"),
                            home,
                            schedule)
                    .executeQuery()) {
                return row.next()
                        ? Optional.of(new Done(row.getString("fingerprint"), Row.instant(row, "until_at")))
                        : Optional.empty();
            }
        });
    }

    /** Notes how far a schedule was dealt with, and forgets its finished times up to there. */
    public void done(String schedule, Done done) {
        Ledger.await(writer.write(session -> {
            bind(
                            session.sql("INSERT INTO schedules (home, name, fingerprint, until_at) VALUES (?,?,?,?)"
                                    + " ON CONFLICT (home, name) DO UPDATE SET fingerprint = excluded.fingerprint,"
                                    + " until_at = excluded.until_at"),
                            home,
                            schedule,
                            done.fingerprint(),
                            done.until())
                    .executeUpdate();
            return bind(
                            session.sql("DELETE FROM firings WHERE home = ? AND schedule = ? AND finished = 1"
                                    + " AND scheduled_for <= ?"),
                            home,
                            schedule,
                            done.until())
                    .executeUpdate();
        }));
    }

    /** Forgets every schedule but these. */
    public void retain(Collection<String> schedules) {
        Ledger.await(writer.write(session -> {
            for (String name : names(session)) {
                if (!schedules.contains(name)) {
                    bind(session.sql("DELETE FROM schedules WHERE home = ? AND name = ?"), home, name)
                            .executeUpdate();
                }
            }
            return null;
        }));
    }

    private List<String> names(Session session) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet row = bind(session.sql("SELECT name FROM schedules WHERE home = ?"), home)
                .executeQuery()) {
            while (row.next()) {
                names.add(row.getString("name"));
            }
        }
        return names;
    }

    /** @return false, and nothing noted, if that time was begun before */
    public boolean begin(Begun begun) {
        return Ledger.await(writer.write(session -> bind(
                                session.sql("INSERT INTO firings (home, schedule, fire_key, scheduled_for, file,"
                                        + " finished) VALUES (?,?,?,?,?,0) ON CONFLICT DO NOTHING"),
                                home,
                                begun.schedule(),
                                begun.key(),
                                begun.scheduledFor(),
                                begun.file())
                        .executeUpdate()
                > 0));
    }

    public void finished(String schedule, String key) {
        Ledger.await(writer.write(session -> bind(
                        session.sql("UPDATE firings SET finished = 1 WHERE home = ? AND schedule = ? AND fire_key = ?"),
                        home,
                        schedule,
                        key)
                .executeUpdate()));
    }

    public List<Begun> unfinished() {
        return reader.read(session -> {
            List<Begun> begun = new ArrayList<>();
            try (ResultSet row = bind(
                            session.sql("SELECT * FROM firings WHERE home = ? AND finished = 0 ORDER BY scheduled_for"),
                            home)
                    .executeQuery()) {
                while (row.next()) {
                    begun.add(new Begun(
                            row.getString("schedule"),
                            row.getString("fire_key"),
                            Row.instant(row, "scheduled_for"),
                            row.getString("file")));
                }
            }
            return begun;
        });
    }
}
