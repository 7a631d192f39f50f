package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schedule whose time came while lumadrop was off. */
class ScheduleRestartIT {
    @TempDir
    Path home;

    @Test
    void aTimeThatWasMissedIsMadeUpForOnceAndNoOther() throws IOException {
        ZonedDateTime passed =
                ZonedDateTime.now(ZoneOffset.UTC).minusHours(3).withMinute(30).withSecond(0);
        ZonedDateTime toCome =
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(3).withMinute(30).withSecond(0);
        schedule("passed", passed);
        schedule("to-come", toCome);
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(50), AnswerMode.QUEUED)) {
            Place place = new Place(home, upstream);
            // The first start counts from now; three days pass, in the ledger.
            killOnceUp(place);
            assertThat(place.files("accepted")).isEmpty();
            long threeDays = Duration.ofDays(3).toMillis();
            assertThat(place.sql("UPDATE schedules SET until_at = until_at - " + threeDays))
                    .isEqualTo(2);

            try (Program run = place.program().start("run")) {
                Place.await().until(() -> place.told().size() == 2 || !run.isAlive());
            }
            killOnceUp(place);
            killOnceUp(place);

            String latest = stamp(passed);
            String yesterday = stamp(toCome.minusDays(1));
            assertThat(place.files("accepted"))
                    .containsExactlyInAnyOrder("passed-" + latest + ".json", "to-come-" + yesterday + ".json");
            assertThat(upstream.requests())
                    .extracting(SeenRequest::prompt)
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        }
    }

    private void schedule(String name, ZonedDateTime daily) throws IOException {
        Path folder = Files.createDirectories(home.resolve("config/schedules"));
        Files.writeString(
                folder.resolve(name + ".json"),
                "{\"cron\":\"0 " + daily.getMinute() + " " + daily.getHour()
                        + " * * ?\",\"time_zone\":\"UTC\",\"misfire\":\"once\",\"drop\":{\"prompt\":\"" + name
                        + " {date}\"}}");
    }

    private static String stamp(ZonedDateTime time) {
        return time.format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmm"));
    }

    private static void killOnceUp(Place place) {
        try (Program run = place.program().start("run")) {
            Place.await().until(() -> run.err().contains("watches"));
            assertThat(List.of("ERROR", "WARN")).noneMatch(run.err()::contains);
            run.kill();
        }
    }
}
