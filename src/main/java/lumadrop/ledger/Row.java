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

    static Job job(ResultSet row) throws SQLException {
        Ask ask = new Ask(
                Mode.of(row.getString("mode")),
                row.getString("model"),
                row.getString("prompt"),
                row.getString("aspect_ratio"),
                row.getString("image"),
                Json.read(row.getString("extra"), FIELDS, Map.of()),
                row.getString("custom_id"),
                Json.read(row.getString("metadata"), PAIRS, Map.of()));
        return new Job(
                row.getString("id"),
                row.getString("drop_id"),
                row.getInt("n"),
                row.getString("name"),
                row.getString("output"),
                ask,
                JobState.of(row.getString("state")),
                row.getInt("version"),
                instant(row, "due_at"),
                request(row),
                row.getInt("attempts"),
                row.getInt("troubles"),
                reason(row),
                instant(row, "accepted_at"),
                instant(row, "changed_at"),
                new Doubt(
                        instant(row, "attempted_at"),
                        instant(row, "open_since"),
                        row.getInt("absent_looks"),
                        row.getInt("vain_looks"),
                        row.getInt("repeats"),
                        row.getInt("renewals")));
    }

    private static Request request(ResultSet row) throws SQLException {
        String id = row.getString("request_id");
        if (id == null) {
            return null;
        }
        String ended = row.getString("ended");
        List<Media> media = new ArrayList<>();
        for (String url : Json.read(row.getString("media"), TEXTS, List.of())) {
            media.add(new Media(media.size() + 1, URI.create(url)));
        }
        return new Request(
                id,
                instant(row, "submitted_at"),
                row.getString("status"),
                row.getInt("polls"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                ended == null ? null : Phase.valueOf(ended),
                media);
    }

    private static Reason reason(ResultSet row) throws SQLException {
        String reasonClass = row.getString("reason_class");
        return reasonClass == null ? null : new Reason(ReasonClass.of(reasonClass), row.getString("reason"));
    }

    static Drop drop(ResultSet row) throws SQLException {
        return new Drop(
                row.getString("id"),
                row.getString("path"),
                row.getString("folder"),
                row.getString("file"),
                row.getString("sha256"),
                row.getLong("bytes"),
                instant(row, "received_at"),
                row.getInt("jobs"),
                row.getString("same_as"),
                row.getInt("left_out"));
    }

    static Picture picture(ResultSet row) throws SQLException {
        return new Picture(
                row.getInt("n"),
                row.getString("file"),
                row.getLong("bytes"),
                row.getString("sha256"),
                row.getString("media_type"),
                row.getInt("width"),
                row.getInt("height"),
                row.getString("url"));
    }

    static JobEvent event(ResultSet row) throws SQLException {
        return new JobEvent(instant(row, "at"), row.getString("kind"), row.getString("word"), row.getString("text"));
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
