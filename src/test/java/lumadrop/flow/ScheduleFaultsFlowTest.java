package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a schedule is told at the start, in its place in the schedule's own file. */
class ScheduleFaultsFlowTest {
    @TempDir
    Path root;

    @Test
    void everyFaultOfAScheduleHasItsPlaceInTheFile() throws Exception {
        Path file = Files.createDirectories(root.resolve("config/schedules")).resolve("night.json");
        Files.writeString(file, """
                {
                  "cron": "0 30 2 * * ?",
                  "time_zone": "Europe/Berlim",
                  "drop": {"prompt": "the weather of {date}", "aspect_ratio": "7:3",
                           "nmae": "weather"}
                }
                """);
        try (HomeAtWork home = HomeAtWork.in(root).withSchedules().started()) {
            assertThat(home.logged(Level.ERROR))
                    .hasSize(3)
                    .allMatch(line -> line.contains(file.toString()))
                    .anyMatch(line -> line.contains("time_zone: ") && line.contains("Europe/Berlin?"))
                    .anyMatch(line -> line.contains("line 4, column 63 (/drop/aspect_ratio): the string \"7:3\""))
                    .anyMatch(line -> line.contains(
                            "line 5, column 12 (/drop/nmae): unknown field 'nmae'; did you mean" + " 'name'?"));
        }
    }
}
