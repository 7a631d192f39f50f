package lumadrop.ledger;

import com.fasterxml.jackson.core.type.TypeReference;
import java.net.URI;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lumadrop.job.Ask;
import lumadrop.job.Doubt;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Media;
import lumadrop.job.Mode;
import lumadrop.job.Phase;
import lumadrop.job.Picture;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;

/** From a row to a record, and from values to a statement's parameters. */
final class Row {
    private static final TypeReference<Map<String, String>> PAIRS = new TypeReference<>() {};
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private Row() {}

    // What is read, in the order of the readers below. By position: by name, the driver would look each one up in the
    // names
    // of all columns, for every row anew.

    static final String JOB =
            "mode, model, prompt, aspect_ratio, image, extra, custom_id, metadata, id, drop_id, n, name,"
                    + " output, state, version, due_at, request_id, submitted_at, status, polls, created_at, updated_at, ended,"
                    + " media, attempts, troubles, reason_class, reason, accepted_at, changed_at, attempted_at, open_since,"
                    + " absent_looks, vain_looks, repeats, renewals";
    static final String DROP = "id, path, folder, file, sha256, bytes, received_at, jobs, same_as, left_out, version";
    static final String PICTURE = "n, file, bytes, sha256, media_type, width, height, url";
    static final String EVENT = "at, kind, word, text";

    /** The columns of a row, one after the other. */
    private static final class Columns {
        private final ResultSet row;
        private int at;

        Columns(ResultSet row) {
            this.row = row;
        }

        String text() throws SQLException {
            at++;
            return row.getString(at);
        }

        int number() throws SQLException {
            at++;
            return row.getInt(at);
        }

        long big() throws SQLException {
            at++;
            return row.getLong(at);
        }

        Instant instant() throws SQLException {
            at++;
            long millis = row.getLong(at);
            return row.wasNull() ? null : Instant.ofEpochMilli(millis);
        }
    }

    static Job job(ResultSet row) throws SQLException {
        Columns next = new Columns(row);
        Ask ask = new Ask(
                Mode.of(next.text()),
                next.text(),
                next.text(),
                next.text(),
                next.text(),
                Json.read(next.text(), FIELDS, Map.of()),
                next.text(),
                Json.read(next.text(), PAIRS, Map.of()));
        return new Job(
                next.text(),
                next.text(),
                next.number(),
                next.text(),
                next.text(),
                ask,
                JobState.of(next.text()),
                next.number(),
                next.instant(),
                request(next),
                next.number(),
                next.number(),
                reason(next),
                next.instant(),
                next.instant(),
                new Doubt(next.instant(), next.instant(), next.number(), next.number(), next.number(), next.number()));
    }

    private static Request request(Columns next) throws SQLException {
        String id = next.text();
        Instant submittedAt = next.instant();
        String status = next.text();
        int polls = next.number();
        Instant createdAt = next.instant();
        Instant updatedAt = next.instant();
        String ended = next.text();
        String urls = next.text();
        if (id == null) {
            return null;
        }
        List<Media> media = new ArrayList<>();
        for (String url : Json.read(urls, TEXTS, List.of())) {
            media.add(new Media(media.size() + 1, URI.create(url)));
        }
        return new Request(
                id,
                submittedAt,
                status,
                polls,
                createdAt,
                updatedAt,
                ended == null ? null : Phase.valueOf(ended),
                media);
    }

    private static Reason reason(Columns next) throws SQLException {
        String reasonClass = next.text();
        String text = next.text();
        return reasonClass == null ? null : new Reason(ReasonClass.of(reasonClass), text);
    }

    static Drop drop(ResultSet row) throws SQLException {
        return drop(new Columns(row));
    }

    private static Drop drop(Columns next) throws SQLException {
        return new Drop(
                next.text(),
                next.text(),
                next.text(),
                next.text(),
                next.text(),
                next.big(),
                next.instant(),
                next.number(),
                next.text(),
                next.number());
    }

    static DueDrop dueDrop(ResultSet row) throws SQLException {
        Columns next = new Columns(row);
        return new DueDrop(drop(next), next.number());
    }

    static Picture picture(ResultSet row) throws SQLException {
        Columns next = new Columns(row);
        return new Picture(
                next.number(),
                next.text(),
                next.big(),
                next.text(),
                next.text(),
                next.number(),
                next.number(),
                next.text());
    }

    static JobEvent event(ResultSet row) throws SQLException {
        Columns next = new Columns(row);
        return new JobEvent(next.instant(), next.text(), next.text(), next.text());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** Sets the parameters in order: text, whole numbers, instants and nulls. */
    static PreparedStatement bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof String text) {
                statement.setString(i + 1, text);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else if (value instanceof Long number) {
                statement.setLong(i + 1, number);
            } else if (value instanceof Instant instant) {
                statement.setLong(i + 1, instant.toEpochMilli());
            } else if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                throw new IllegalArgumentException("no column holds a " + value.getClass());
            }
        }
        return statement;
    }
}
