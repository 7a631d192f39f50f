package lumadrop.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import lumadrop.job.JobState;

/** Counts the jobs of a drop as they pass, for the end of its manifest. */
final class Tally {
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

    /** Writes what is known once all jobs have passed. */
    void write(JsonGenerator json, int expected) throws IOException {
        json.writeBooleanField("complete", summary(expected).complete());
        json.writeObjectFieldStart("summary");
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
}
