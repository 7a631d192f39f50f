package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import lumadrop.job.Ask;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NextStepTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private static Job job(JobState state, Instant due) {
        Ask ask = new Ask(Mode.TEXT_TO_IMAGE, "m", "p", null, null, Map.of(), null, Map.of());
        return new Job("d-1", "d", 1, "n", "d/n", ask, state, 0, due, null, 1, 0, null, NOW, NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCEPTED, submitted at 2026-11-25T10:00:30Z at the earliest",
        "IN_FLIGHT, next poll at 2026-11-25T10:00:30Z",
        "OVERDUE, next poll at 2026-11-25T10:00:30Z; 'cancel d-1' gives it up",
        "READY, its pictures are fetched at 2026-11-25T10:00:30Z"
    })
    void whatWaitsSaysUntilWhen(JobState state, String text) {
        NextStep next = NextStep.of(job(state, NOW.plusSeconds(30)), NOW, true);
        assertThat(next.text()).isEqualTo(text);
        assertThat(next.at()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void whatIsHeldSaysWhatAPersonCanDo() {
        Job held = job(JobState.HELD, null).withReason(new Reason(ReasonClass.UNKNOWN_SUBMIT, "lost"));
        assertThat(NextStep.of(held, NOW, true).text()).isEqualTo("held: 'retry --pay-again d-1' or 'cancel d-1'");
        Job refused = held.withReason(new Reason(ReasonClass.MODERATED, "policy"));
        assertThat(NextStep.of(refused, NOW, true).text()).isEqualTo("held: 'retry d-1' or 'cancel d-1'");
        Job twin = held.withReason(new Reason(ReasonClass.SAME_DROP, "again"));
        assertThat(NextStep.of(twin, NOW, false).text()).isEqualTo("held: 'approve d' or 'cancel d'");
    }

    @ParameterizedTest
    @EnumSource(JobState.class)
    void whatIsDueOrInHandHasNoTimeAndNeedsAProcess(JobState state) {
        NextStep next = NextStep.of(job(state, NOW.minusSeconds(1)), NOW, false);
        assertThat(next.at()).isNull();
        assertThat(next.text()).isNotEmpty().doesNotContain("2026");
        assertThat(next.text().contains("once lumadrop runs"))
                .isEqualTo(state.isWorking() || state == JobState.OVERDUE);
    }
}
