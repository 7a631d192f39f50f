package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lumadrop.flow.Health.Standstill;
import lumadrop.job.JobState;
import lumadrop.pace.Brakes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    @TempDir
    Path folder;

    @Test
    void isToldOfEachChangeOnce() {
        MovableTime time = new MovableTime();
        List<List<Standstill>> told = new ArrayList<>();
        Health health = new Health(time.clock(), told::add);
        health.standsStill("submit", "no credit");
        time.pass(Duration.ofSeconds(10));
        health.standsStill("submit", "no credit");
        health.goesOn("track");
        assertThat(told).hasSize(1);
        health.standsStill("submit", "the key is refused");
        assertThat(told.get(1)).singleElement().satisfies(one -> {
            assertThat(one.why()).isEqualTo("the key is refused");
            assertThat(one.since()).isEqualTo(told.get(0).get(0).since());
        });
        health.goesOn("submit");
        assertThat(told).hasSize(3).last().isEqualTo(List.of());
    }

    @Test
    void otherProcessesCanReadWhatStandsStill() throws Exception {
        HealthReport report = new HealthReport(folder);
        assertThat(report.read()).isEmpty();
        MovableTime time = new MovableTime();
        Health health = new Health(time.clock(), report::write);
        health.standsStill("submit", "no \"credit\"\n");
        assertThat(report.read()).isEqualTo(health.now());
        Files.writeString(folder.resolve("health.json"), "[{\"work\"");
        assertThat(report.read()).isEmpty();
    }

    @Test
    void aBrakeHoldsItsRouteAndNoOtherAndIsSaidOnce() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = HomeAtWork.in(folder).by(time).started()) {
            boolean[] held = {true};
            Brakes brakes = home.flow().camelContext().getRegistry().lookupByNameAndType("submitBrake", Brakes.class);
            brakes.add(() -> held[0] ? java.util.Optional.of("somebody stepped on it") : java.util.Optional.empty());
            HomeAtWork.eventually(() -> assertThat(home.flow().health().now())
                    .extracting(Standstill::work)
                    .containsExactly("submit"));
            home.drop("cat.json", "{\"prompt\": \"cat\"}");
            home.job("cat", JobState.ACCEPTED);
            assertThat(home.saw("posts")).isZero();
            held[0] = false;
            assertThat(home.only("cat").path("status").asText()).isEqualTo("done");
            assertThat(home.flow().health().now()).isEmpty();
        }
    }
}
