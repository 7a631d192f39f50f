package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import lumadrop.flow.Health.Paced;
import lumadrop.flow.Health.Report;
import lumadrop.flow.Health.Standstill;
import lumadrop.job.JobState;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.pace.Brakes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    @TempDir
    Path folder;

    private static final Pause NO_CREDIT = new Pause(PauseClass.ACCOUNT, "no \"credit\"\n");

    private final MovableTime time = new MovableTime();
    private final List<Report> told = new ArrayList<>();
    private final List<PauseClass> counted = new ArrayList<>();
    private final Health health = new Health(time.clock(), told::add, counted::add);

    @Test
    void isToldOfEachChangeOnce() {
        health.standsStill("submit", NO_CREDIT);
        time.pass(Duration.ofSeconds(10));
        health.standsStill("submit", NO_CREDIT);
        health.goesOn("track");
        assertThat(told).hasSize(1);
        Pause key = new Pause(PauseClass.ACCOUNT, "the key is refused");
        health.standsStill("submit", key);
        assertThat(told.get(1).standstills()).singleElement().satisfies(one -> {
            assertThat(one.pause()).isEqualTo(key);
            assertThat(one.since()).isEqualTo(told.get(0).standstills().get(0).since());
        });
        health.goesOn("submit");
        assertThat(told).hasSize(3).last().isEqualTo(Report.ALL_WELL);
    }

    @Test
    void countsAPauseOnceHoweverManyKindsOfWorkItStops() {
        health.standsStill("submit", NO_CREDIT);
        health.standsStill("track", NO_CREDIT);
        health.standsStill("track", new Pause(PauseClass.ACCOUNT, "in other words"));
        assertThat(counted).containsExactly(PauseClass.ACCOUNT);
        health.standsStill("submit", new Pause(PauseClass.UPSTREAM_DOWN, "no route"));
        health.goesOn("submit");
        health.goesOn("track");
        health.standsStill("submit", NO_CREDIT);
        assertThat(counted).containsExactly(PauseClass.ACCOUNT, PauseClass.UPSTREAM_DOWN, PauseClass.ACCOUNT);
    }

    @Test
    void countsEachHostThatIsDown() {
        Pause down = new Pause(PauseClass.MEDIA_DOWN, "no answer");
        health.standsStill("downloading from a", down);
        health.standsStill("downloading from b", down);
        health.standsStill("downloading from b", down);
        assertThat(counted).hasSize(2);
    }

    @Test
    void tellsThePaceAsLongAsThereIsOneAndNotAtEverySubmit() {
        health.goesAt("submit", null, Duration.ZERO);
        assertThat(told).isEmpty();
        Instant before = time.clock().instant();
        health.goesAt("submit", "at most 2 in 1m", Duration.ofSeconds(20));
        health.goesAt("submit", "at most 2 in 1m", Duration.ofSeconds(19));
        assertThat(told).hasSize(1);
        assertThat(told.get(0).paced()).singleElement().satisfies(one -> {
            assertThat(one.how()).isEqualTo("at most 2 in 1m");
            assertThat(one.nextAt()).isBetween(before.plusSeconds(19), before.plusSeconds(50));
        });
        time.pass(Duration.ofSeconds(5));
        health.goesAt("submit", "at most 3 in 1m", Duration.ofSeconds(1));
        assertThat(told).hasSize(2);
        health.goesAt("submit", null, Duration.ZERO);
        assertThat(told).hasSize(3).last().isEqualTo(Report.ALL_WELL);
    }

    @Test
    void otherProcessesCanReadWhatStandsStill() throws Exception {
        HealthReport report = new HealthReport(folder);
        assertThat(report.read()).isEqualTo(Report.ALL_WELL);
        Health writing = new Health(time.clock(), report::write, kind -> {});
        writing.standsStill("submit", NO_CREDIT);
        writing.goesAt("submit", "at most 2 in 1m", Duration.ofSeconds(20));
        assertThat(report.read().standstills()).isEqualTo(writing.now());
        assertThat(report.read().paced()).extracting(Paced::how).containsExactly("at most 2 in 1m");
        Files.writeString(folder.resolve("health.json"), "[{\"work\"");
        assertThat(report.read()).isEqualTo(Report.ALL_WELL);
    }

    @Test
    void aDiskThatIsFullIsToldOfToo() throws Exception {
        Path data = folder.resolve("data");
        try (Mount mount = Mount.over(data, "64k")) {
            HealthReport report = new HealthReport(data);
            report.write(Report.ALL_WELL);
            mount.fill();
            Health writing = new Health(time.clock(), report::write, kind -> {});
            writing.standsStill("submit", NO_CREDIT);
            writing.goesAt("track", "at most 2 in 1m", Duration.ofSeconds(20));
            assertThat(report.read().standstills()).isEqualTo(writing.now());
            assertThat(report.read().paced()).hasSize(1);
            writing.goesOn("submit");
            writing.goesAt("track", null, Duration.ZERO);
            assertThat(report.read()).isEqualTo(Report.ALL_WELL);
            for (int i = 0; i < 60; i++) {
                writing.standsStill("work " + i, new Pause(PauseClass.STORAGE, "x".repeat(i)));
            }
            List<Standstill> told = report.read().standstills();
            assertThat(told).hasSizeGreaterThan(10).isEqualTo(writing.now().subList(0, told.size()));
            assertThat(HomeAtWork.files(data)).containsExactly(".filler", "health.json");
        }
    }

    @Test
    void whatIsWrittenOverWhileItIsReadIsLookedAtOnceMore() throws Exception {
        HealthReport report = new HealthReport(folder);
        new Health(time.clock(), report::write, kind -> {}).standsStill("submit", NO_CREDIT);
        byte[] whole = Files.readAllBytes(folder.resolve("health.json"));
        assertThat(whole).hasSize(4096);
        Iterator<byte[]> looks = List.of(Arrays.copyOf(whole, 30), whole).iterator();
        assertThat(HealthReport.read(looks::next).standstills()).hasSize(1);
    }

    @Test
    void aBrakeHoldsItsRouteAndNoOtherAndIsSaidOnce() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(folder).by(time).started()) {
            boolean[] held = {true};
            Brakes brakes = home.flow().camelContext().getRegistry().lookupByNameAndType("submitBrake", Brakes.class);
            brakes.add(() ->
                    held[0] ? Optional.of(new Pause(PauseClass.BACKLOG, "somebody stepped on it")) : Optional.empty());
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
