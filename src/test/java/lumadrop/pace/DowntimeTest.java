package lumadrop.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import lumadrop.job.Request;
import lumadrop.pace.Downtime.Stretch;
import org.junit.jupiter.api.Test;

class DowntimeTest {
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    @Test
    void whatSeveralStretchesShareIsCountedOnce() {
        Downtime downtime = new Downtime(List.of(
                new Stretch(at(40), at(50)),
                new Stretch(at(10), at(20)),
                new Stretch(at(15), at(30)),
                new Stretch(at(16), at(18))));
        assertThat(downtime.between(at(0), at(60))).hasMinutes(30);
        assertThat(downtime.between(at(12), at(45))).hasMinutes(23);
        assertThat(downtime.between(at(31), at(39))).isZero();
        assertThat(downtime.between(at(60), at(90))).isZero();
    }

    @Test
    void whatLastsCountsUntilNow() {
        Downtime downtime = new Downtime(List.of());
        downtime.begins(at(5));
        assertThat(downtime.between(at(0), at(60))).hasMinutes(55);
        downtime.ends(at(70));
        assertThat(downtime.between(at(0), at(100))).hasMinutes(65);
    }

    @Test
    void noDeadlineRunsMeanwhile() {
        Downtime downtime = new Downtime(List.of(new Stretch(at(10), at(130))));
        Duration deadline = Duration.ofMinutes(30);
        Duration grace = Duration.ofHours(1);
        Pace pace = new Pace(Duration.ofSeconds(2), Duration.ofMinutes(15), deadline, grace, downtime, new Random(1));
        Request request = Request.taken("r", at(0));
        assertThat(pace.isOverdue(request, at(149))).isFalse();
        assertThat(pace.isOverdue(request, at(150))).isTrue();
        assertThat(pace.isGivenUp(request, at(209))).isFalse();
        assertThat(pace.isGivenUp(request, at(210))).isTrue();
        assertThat(pace.inFlightFor(request, at(140))).hasMinutes(20);
    }
}
