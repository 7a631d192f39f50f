package lumadrop.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import lumadrop.job.JobState;

/** Counts the jobs of a drop as they pass, for the head of its manifest. */
final class Tally {
    private static final int STATES = JobState.values().length;

    private final Cost cost;
    private final Map<JobState, Integer> byStatus = new EnumMap<>(JobState.class);
    private int jobs;
    private int pictures;
    private boolean settled = true;
    private BigDecimal costUsd = BigDecimal.ZERO;

    Tally(Cost cost) {
        this.cost = cost;
    }

    void add(JobRecord told) {
        jobs++;
        pictures += told.pictures().size();
        settled &= told.job().state().isSettled();
        byStatus.merge(told.job().state(), 1, Integer::sum);
        costUsd = costUsd.add(cost.of(told));
    }

    /** @param expected how many jobs the drop holds: with one missing it is not complete */
    Summary summary(int expected) {
        return new Summary(settled && jobs == expected, jobs, pictures, byStatus, costUsd);
    }

    /** The two members of the manifest that this room can only know at its end, each with a comma before it. */
    byte[] members(int expected) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("jobs", jobs);
            json.writeNumberField("pictures", pictures);
            json.writeObjectFieldStart("by_status");
            for (Map.Entry<JobState, Integer> entry : byStatus.entrySet()) {
                json.writeNumberField(entry.getKey().word(), entry.getValue());
            }
            json.writeEndObject();
            Json.number(json, "estimated_cost_usd", costUsd);
            json.writeEndObject();
        }
        return (",\n  \"complete\": " + summary(expected).complete() + ",\n  \"summary\": "
                        + text.toString(StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes that hold {@link #members} of any drop with so many jobs: each number as long as numbers get. */
    static int room(int jobs) {
        int word = "\"submitting\":,".length() + 10;
        return 170 + Math.min(STATES, Math.max(1, jobs)) * word;
    }
}
