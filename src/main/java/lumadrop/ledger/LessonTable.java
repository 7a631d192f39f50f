package lumadrop.ledger;

import static lumadrop.ledger.Row.bind;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import lumadrop.job.Lesson;
import lumadrop.job.Mode;

/** What was learned of how long requests take. */
final class LessonTable {
    void keep(Session session, Lesson lesson) throws SQLException {
        bind(
                        session.sql(
                                "INSERT INTO lessons (model, mode, stage, lesson, learned_at) VALUES (?, ?, ?, ?, ?)"
                                        + " ON CONFLICT (model, mode, stage)"
                                        + " DO UPDATE SET lesson = excluded.lesson, learned_at = excluded.learned_at"),
                        lesson.model(),
                        lesson.mode().word(),
                        lesson.stage(),
                        lesson.text(),
                        lesson.learnedAt())
                .executeUpdate();
    }

    List<Lesson> all(Session session) throws SQLException {
        List<Lesson> lessons = new ArrayList<>();
        try (ResultSet row = session.sql("SELECT model, mode, stage, lesson, learned_at FROM lessons")
                .executeQuery()) {
            while (row.next()) {
                lessons.add(new Lesson(
                        row.getString("model"),
                        Mode.of(row.getString("mode")),
                        row.getString("stage"),
                        row.getString("lesson"),
                        Row.instant(row, "learned_at")));
            }
        }
        return lessons;
    }
}
