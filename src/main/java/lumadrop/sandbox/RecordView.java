package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/** A generation as the record that the queue shows. */
final class RecordView {

    private final Outcomes outcomes;

    RecordView(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** The record in an answer of its own (a submit's, a GET's); {@code polls} is how many GETs came before. */
    ObjectNode alone(Generation generation, Instant now, int polls) {
        ObjectNode record = record(generation, now);
        if (generation.is(Oddity.SAYS_NULL) && polls < generation.number(Oddity.SAYS_NULL)) {
            record.putNull("status");
        }
        if (generation.is(Oddity.SAYS_NUMBER) && polls < generation.number(Oddity.SAYS_NUMBER)) {
            record.put("status", 3);
        }
        return record;
    }

    /** The record as it stands in a list. */
    ObjectNode record(Generation generation, Instant now) {
        Stage stage = generation.stage(now);
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("request_id", generation.id());
        record.put("org_id", generation.organization());
        record.put("user_id", "user-sandbox");
        record.put("model", generation.draft().model());
        record.put("status", word(generation, stage));
        record.put("is_public", false);
        if (generation.is(Oddity.ECHO_EMPTY)) {
            record.putObject("payload");
        } else if (!generation.is(Oddity.ECHO_ABSENT)) {
            record.set("payload", generation.draft().payload());
        }
        record.putNull("outcome");
        if (stage == Stage.SUCCESS) {
            outcomes.write(generation, generation.show(), record);
        } else if (stage == Stage.FAILED) {
            Failures.describe(Failures.of(generation).orElseThrow(), record);
        }
        times(generation, now, record);
        if (stage != Stage.QUEUED) {
            record.put("qworker_id", "qworker-" + Math.floorMod(generation.identity(), 8));
        }
        if (generation.is(Oddity.UNKNOWN_KEYS)) {
            record.put("priority", 5).putArray("tags").add("x").addNull();
            record.putObject("billing").put("url", "https://billing.invalid/invoice.png");
        }
        return record;
    }

    /** What a submit answers that blocked and keeps the outcome for a GET. */
    static ObjectNode bare(Generation generation, Instant now) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("request_id", generation.id());
        record.put("status", word(generation, generation.stage(now)));
        times(generation, now, record);
        return record;
    }

    private static void times(Generation generation, Instant now, ObjectNode record) {
        record.put("created_at", generation.acceptedAt().getEpochSecond());
        record.put("updated_at", generation.updatedAt(now).getEpochSecond());
        record.put("queued_at", generation.acceptedAt().getEpochSecond());
    }

    private static String word(Generation generation, Stage stage) {
        String word = switch (stage) {
            case QUEUED -> generation.mode() == AnswerMode.CREATED ? "created" : "queued";
            case DISPATCHED -> "dispatched";
            case PROCESSING -> "processing";
            case SUCCESS -> successWord(generation);
            case FAILED -> generation.is(Oddity.SAYS_ERROR) ? "error" : "failed";
            case CANCELLED -> generation.is(Oddity.SAYS_CANCELED) ? "canceled" : "cancelled";
        };
        if (stage.inFlight()) {
            word = inFlightWord(generation, word);
        }
        return generation.is(Oddity.SAYS_UPPER_CASE) ? word.toUpperCase(Locale.ROOT) : word;
    }

    private static String successWord(Generation generation) {
        return generation.is(Oddity.SAYS_FINISHED)
                ? "finished"
                : generation.is(Oddity.SAYS_COMPLETED)
                        ? "completed"
                        : generation.is(Oddity.SAYS_SUCCEEDED)
                                ? "succeeded"
                                : generation.is(Oddity.SAYS_DONE) ? "done" : "success";
    }

    private static String inFlightWord(Generation generation, String word) {
        if (generation.is(Oddity.SAYS_UNKNOWN) || generation.is(Oddity.SAYS_UNKNOWN_FOR_EVER)) {
            return "warming_up";
        }
        return generation.is(Oddity.SAYS_RUNNING) ? "running" : generation.is(Oddity.SAYS_CREATED) ? "created" : word;
    }
}
