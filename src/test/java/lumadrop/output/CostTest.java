package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CostTest {
    private final Cost cost = new Cost(Samples.PRICES);

    @Test
    void everyPictureCounts() {
        JobRecord one = Samples.done(1);
        assertThat(cost.of(one)).isEqualByComparingTo("0.0404");
        assertThat(cost.of(new JobRecord(one.job(), List.of(), List.of(Samples.picture("a"), Samples.picture("b")))))
                .isEqualByComparingTo("0.0808");
    }

    @ParameterizedTest
    @EnumSource(
            value = ReasonClass.class,
            names = {"INVALID", "MODERATED", "ACCOUNT", "RATE_LIMITED", "UPSTREAM_FAILED", "IMAGE_UNREACHABLE"})
    void whatWasRefusedOrFailedUpstreamCostsNothing(ReasonClass reason) {
        assertThat(stopped(JobState.FAILED, reason, Samples.request(Phase.FAILED)))
                .isZero();
        assertThat(stopped(JobState.FAILED, reason, null)).isZero();
        assertThat(stopped(JobState.HELD, reason, null)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ReasonClass.class,
            names = {"MEDIA_BAD", "NO_OUTPUT"})
    void aSuccessThatGaveNoPictureMayHaveBeenPaid(ReasonClass reason) {
        assertThat(stopped(JobState.FAILED, reason, Samples.request(Phase.SUCCEEDED)))
                .isEqualByComparingTo("0.0404");
    }

    @Test
    void whatMayStillFinishMayBePaid() {
        Request running = Request.taken("r", Samples.START);
        assertThat(stopped(JobState.OVERDUE, ReasonClass.OVERDUE, running)).isEqualByComparingTo("0.0404");
        assertThat(stopped(JobState.FAILED, ReasonClass.OVERDUE, running)).isEqualByComparingTo("0.0404");
        assertThat(stopped(JobState.FAILED, ReasonClass.CANCELLED, running)).isEqualByComparingTo("0.0404");
        assertThat(stopped(JobState.FAILED, ReasonClass.CANCELLED, Samples.request(Phase.CANCELLED)))
                .isZero();
    }

    @Test
    void anUncertainSubmitMayHaveBeenPaid() {
        assertThat(of(Samples.job(1, JobState.UNKNOWN))).isEqualByComparingTo("0.0404");
        assertThat(of(Samples.job(1, JobState.SUBMITTING))).isEqualByComparingTo("0.0404");
        assertThat(stopped(JobState.HELD, ReasonClass.UNKNOWN_SUBMIT, null)).isEqualByComparingTo("0.0404");
        Job cancelled = Samples.job(1, JobState.FAILED).withReason(new Reason(ReasonClass.CANCELLED, "by hand"));
        List<JobEvent> wasUnknown = List.of(Samples.event(1, "state", "unknown"));
        assertThat(cost.of(new JobRecord(cancelled, wasUnknown, List.of()))).isEqualByComparingTo("0.0404");
    }

    @Test
    void whatNeverLeftCostsNothing() {
        assertThat(of(Samples.job(1, JobState.ACCEPTED))).isZero();
        assertThat(stopped(JobState.FAILED, ReasonClass.CANCELLED, null)).isZero();
        assertThat(of(Samples.job(1, JobState.ACCEPTED).withReason(new Reason(ReasonClass.RATE_LIMITED, "later"))))
                .isZero();
    }

    @Test
    void aModeWithoutAPriceIsRefused() {
        assertThatThrownBy(() -> new Cost(Map.of(Mode.EDIT, BigDecimal.ONE))).hasMessage("no price for text-to-image");
    }

    private BigDecimal stopped(JobState state, ReasonClass reason, Request request) {
        return of(Samples.job(1, state).withReason(new Reason(reason, "x")).withRequest(request));
    }

    private BigDecimal of(Job job) {
        return cost.of(new JobRecord(job, List.of(), List.of()));
    }
}
