package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import lumadrop.job.Ask;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Picture;
import lumadrop.ledger.History;
import lumadrop.output.JobRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

    /** A ledger of before may still hold pictures of a job that was opened again. */
    @ParameterizedTest
    @EnumSource(JobState.class)
    void picturesAreOfWhatIsDoneAlone(JobState state) {
        Ask ask = new Ask(Mode.TEXT_TO_IMAGE, "uni-1.1", "a cat", "1:1", null, Map.of(), null, Map.of());
        Job job = new Job("d1-1", "d1", 1, "cat", "cat/cat", ask, state, 1, null, null, 1, 0, null, NOW, NOW);
        History history = new History(
                List.of(new JobEvent(NOW, "state", state.word(), null)),
                List.of(new Picture(1, "cat/cat.png", 9, "00", "image/png", 1, 1, "https://media.example/cat.png")));
        JobRecord told = Records.of(job, history);
        assertThat(told.pictures()).isEqualTo(state == JobState.DONE ? history.pictures() : List.of());
        assertThat(told.events()).isEqualTo(history.events());
    }
}
