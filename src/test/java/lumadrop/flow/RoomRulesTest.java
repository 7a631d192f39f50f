package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Map;
import lumadrop.schedule.FiringRule;
import lumadrop.settings.Keys;
import lumadrop.settings.Settings;
import lumadrop.settings.SettingsLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomRulesTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "output.folder-template | {drpo} | unknown placeholder {drpo}; did you mean {drop}?",
                "output.folder-template | {date:yyyy}/{name} | {name} is each job's own",
                "output.folder-template | {prompt:8} | {prompt} is each job's own",
                "output.name-template | {x} | unknown placeholder {x}",
                "output.name-template | / | it is no path below the output folder",
                "output.name-template | ../{name} | it is no path below the output folder",
                "drop.pass-through-fields | seed,prompt | cannot pass through: prompt",
                "housekeeping.cron | 0 15 25 * * ? | Hour values must be between 0 and 23; expected a Quartz cron",
            })
    void whatARoomWouldChokeOnNamesItsKeyAndWhereItCameFrom(String key, String value, String why) {
        assertThat(RoomRules.problems(settings(Map.of("lumadrop." + key, value))))
                .singleElement()
                .asString()
                .startsWith("lumadrop." + key + ": '" + value + "', from the command line; ")
                .contains(why)
                .doesNotContain("\n");
    }

    @Test
    void whatIsShippedIsGood() {
        assertThat(RoomRules.problems(settings(Map.of()))).isEmpty();
    }

    /** It is not looked at where it is as it was shipped. */
    @Test
    void theHousesOwnTimeIsGood() {
        assertThatCode(() -> FiringRule.of(Keys.HOUSEKEEPING_CRON.text(), ZoneOffset.UTC))
                .doesNotThrowAnyException();
    }

    private Settings settings(Map<String, String> overrides) {
        return new SettingsLoader(Map.of(), Map.of())
                .load(Path.of("").toAbsolutePath(), home, overrides)
                .settings();
    }
}
