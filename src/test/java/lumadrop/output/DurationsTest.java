package lumadrop.output;

import static lumadrop.output.Samples.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Phase;
import lumadrop.job.Request;
import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void theUpstreamsOwnTimesTellTheWhole() {
        assertThat(of(
                        request(0, Phase.SUCCEEDED, 100, 126),
                        event(5, "status", "queued"),
                        event(9, "status", "PROCESSING"),
                        event(40, "status", "success")))
                .isEqualTo(seconds(9, 17, 26));
    }

    @Test
    void ourClockTellsItWhereTheUpstreamDoesNot() {
        assertThat(of(
                        request(0, Phase.FAILED, null, null),
                        event(5, "status", "processing"),
                        event(40, "status", "failed")))
                .isEqualTo(seconds(5, 35, 40));
    }

    @Test
    void finishedInTheSubmitsOwnAnswerAllOfItIsGenerating() {
        assertThat(of(request(0, Phase.SUCCEEDED, 0, 26), event(27, "status", "success")))
                .isEqualTo(new Durations(null, Duration.ofSeconds(26), Duration.ofSeconds(26)));
    }

    @Test
    void queuedAndThenFinishedBetweenTwoPollsTellsTheTotalAlone() {
        assertThat(of(request(0, Phase.SUCCEEDED, 0, 26), event(1, "status", "queued"), event(27, "status", "success")))
                .isEqualTo(new Durations(null, null, Duration.ofSeconds(26)));
    }

    @Test
    void whatHasNotEndedHasNoGeneratingTime() {
        assertThat(of(request(0, null, 0, 9), event(4, "status", "processing")))
                .isEqualTo(new Durations(Duration.ofSeconds(4), null, null));
        assertThat(Durations.of(Samples.job(1, JobState.ACCEPTED), List.of()))
                .isEqualTo(new Durations(null, null, null));
    }

    @Test
    void noTimeIsNegativeWhateverAClockDid() {
        assertThat(of(
                        request(0, Phase.SUCCEEDED, 100, 40),
                        event(-3600, "status", "processing"),
                        event(-3590, "status", "success")))
                .isEqualTo(seconds(0, 0, 0));
        assertThat(of(
                        request(0, Phase.SUCCEEDED, 0, 5),
                        event(9, "status", "processing"),
                        event(10, "status", "success")))
                .isEqualTo(seconds(9, 0, 5));
    }

    @Test
    void aRetriedJobIsTimedByItsLastRequest() {
        assertThat(of(
                        request(100, Phase.SUCCEEDED, null, null),
                        event(0, "attempt", "1"),
                        event(50, "status", "processing"),
                        event(60, "status", "failed"),
                        event(100, "attempt", "2"),
                        event(103, "status", "processing"),
                        event(110, "status", "success")))
                .isEqualTo(seconds(3, 7, 10));
    }

    private static Durations of(Request request, JobEvent... events) {
        Job job = Samples.job(1, JobState.IN_FLIGHT).withRequest(request);
        return Durations.of(job, new ArrayList<>(List.of(events)));
    }

    private static Durations seconds(int queued, int generating, int total) {
        return new Durations(Duration.ofSeconds(queued), Duration.ofSeconds(generating), Duration.ofSeconds(total));
    }

    private static Request request(int submitted, Phase ended, Integer created, Integer updated) {
        return new Request("r", at(submitted), "x", 1, at(created), at(updated), ended, List.of());
    }

    private static Instant at(Integer second) {
        return second == null ? null : Samples.START.plusSeconds(second);
    }
}
