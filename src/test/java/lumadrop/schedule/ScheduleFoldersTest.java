package lumadrop.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleFoldersTest {
    private static final String GOOD = "{\"cron\": \"0 30 2 * * ?\", \"drop\": {\"prompt\": \"a cat\"}}";

    @TempDir
    Path root;

    private Path installation;
    private Path home;

    @BeforeEach
    void folders() throws IOException {
        installation = Files.createDirectory(root.resolve("installation"));
        home = Files.createDirectory(root.resolve("home"));
    }

    @Test
    void aFileIsASchedule() throws IOException {
        write(
                home,
                "night.json",
                "{\"cron\": \" 0  30 2 * * ? \", \"time_zone\": \"Asia/Tokyo\", \"misfire\": \"skip\","
                        + " \"drop\": {\"prompt\": \"a cat\"}}");
        Schedule night = read().schedules().get(0);
        assertThat(night.name()).isEqualTo("night");
        assertThat(night.cron()).isEqualTo("0 30 2 * * ?");
        assertThat(night.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
        assertThat(night.misfire()).isEqualTo(Misfire.SKIP);
    }

    @Test
    void zoneAndMisfireHaveDefaults() throws IOException {
        write(home, "night.json", GOOD);
        Schedule night = read().schedules().get(0);
        assertThat(night.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(night.misfire()).isEqualTo(Misfire.ONCE);
    }

    @Test
    void theHomesFileWinsAlsoWhenItIsBad() throws IOException {
        write(installation, "a.json", GOOD);
        write(installation, "b.json", GOOD);
        write(home, "a.json", GOOD.replace("0 30 2", "0 45 3"));
        write(home, "b.json", "{");
        ScheduleFolders.Contents contents = read();
        assertThat(contents.schedules()).extracting(Schedule::cron).containsExactly("0 45 3 * * ?");
        assertThat(contents.faults()).extracting(ScheduleFault::file).containsExactly(home.resolve("b.json"));
    }

    @Test
    void aBadFileStopsNoOther() throws IOException {
        write(home, "a.json", "nonsense");
        write(home, "b.json", GOOD);
        Files.createDirectory(home.resolve("c.json"));
        write(home, "d.json", GOOD);
        ScheduleFolders.Contents contents = read();
        assertThat(contents.schedules()).extracting(Schedule::name).containsExactly("b", "d");
        assertThat(contents.faults()).hasSize(2);
    }

    @Test
    void onlyJsonFilesCount() throws IOException {
        write(home, "a.json.off", "off");
        write(home, "README.md", "read me");
        write(home, ".b.json", "hidden");
        write(home, "c.JSON", GOOD);
        ScheduleFolders.Contents contents = read();
        assertThat(contents.schedules()).extracting(Schedule::name).containsExactly("c");
        assertThat(contents.faults()).isEmpty();
    }

    @Test
    void namesThatDifferInCaseOnlyAreAFault() throws IOException {
        write(home, "a.json", GOOD);
        assumeThat(home.resolve("A.json")).as("a disk on which case counts").doesNotExist();
        write(home, "A.json", GOOD);
        ScheduleFolders.Contents contents = read();
        assertThat(contents.schedules()).hasSize(1);
        assertThat(contents.faults().get(0).line()).contains("rename one");
    }

    @Test
    void noFolderIsNoSchedule() {
        assertThat(new ScheduleFolders(List.of(root.resolve("nowhere")), reader(List.of()))
                        .read()
                        .faults())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"cron\": \"0 30 2 * * ?\"} | drop | is missing",
                "{\"drop\": {\"prompt\": \"a\"}} | cron | is missing",
                "{\"cron\": 5, \"drop\": {\"prompt\": \"a\"}} | cron | expected a text, found 5",
                "{\"cron\": \"30 2 * * *\", \"drop\": {\"prompt\": \"a\"}} | cron | it has 5 fields",
                "{\"cron\": \"\", \"drop\": {\"prompt\": \"a\"}} | cron | it has 0 fields",
                "{\"cron\": \"0 0 25 * * ?\", \"drop\": {\"prompt\": \"a\"}} | cron | between 0 and 23",
                "{\"cron\": \"0 0 2 * * *\", \"drop\": {\"prompt\": \"a\"}} | cron | with ? for day or weekday",
                "{\"cron\": \"0 0 2 * * ? 2020\", \"drop\": {\"prompt\": \"a\"}} | cron | never comes again",
                "{\"cron\": \"0 0 2 30 2 ?\", \"drop\": {\"prompt\": \"a\"}} | cron | never comes again",
                "{\"crom\": \"0 0 2 * * ?\", \"drop\": {\"prompt\": \"a\"}} | crom | did you mean \"cron\"?",
                "{\"cron\": \"0 0 2 * * ?\", \"timezone\": \"UTC\", \"drop\": {\"prompt\": \"a\"}} | timezone |"
                        + " \"time_zone\"?",
                "{\"cron\": \"0 0 2 * * ?\", \"time_zone\": \"Europe/Berlim\", \"drop\": {\"prompt\": \"a\"}} |"
                        + " time_zone | Europe/Berlin?",
                "{\"cron\": \"0 0 2 * * ?\", \"misfire\": \"twice\", \"drop\": {\"prompt\": \"a\"}} | misfire | of"
                        + " once, skip",
                "{\"cron\": \"0 0 2 * * ?\", \"misfire\": \"\", \"drop\": {\"prompt\": \"a\"}} | misfire | found \"\"",
                "{\"cron\": \"0 0 2 * * ?\", \"drop\": \"a cat\"} | drop | expected a job",
                "{\"cron\": \"0 0 2 * * ?\", \"drop\": []} | drop | expected a job",
                "{\"cron\": \"0 0 2 * * ?\", \"cron\": \"0 0 3 * * ?\", \"drop\": {\"prompt\": \"a\"}} | line 1 column"
                        + " 31 | Duplicate",
                "{\"cron\": \"0 0 2 * * ?\", \"drop\": {\"prompt\": \"a\"}} x | line 1 column 50 | not JSON",
                "[] | `` | expected an object",
            })
    void aFaultNamesFileFieldAndRemedy(String json, String field, String text) throws IOException {
        write(home, "night.json", json);
        ScheduleFolders.Contents contents = read();
        assertThat(contents.schedules()).isEmpty();
        assertThat(contents.faults()).hasSize(1);
        ScheduleFault fault = contents.faults().get(0);
        assertThat(fault.field()).isEqualTo(field);
        assertThat(fault.line())
                .startsWith(home.resolve("night.json") + ": " + field)
                .contains(text);
        assertThat(fault.line().lines()).hasSize(1);
    }

    @Test
    void allThatIsWrongWithAFileIsToldAtOnce() throws IOException {
        write(
                home,
                "night.json",
                "{\"cron\": \"x\", \"time_zone\": \"Nowhere/Land\", \"misfire\": \"thrice\", \"when\": 1}");
        assertThat(read().faults())
                .extracting(ScheduleFault::field)
                .containsExactlyInAnyOrder("cron", "time_zone", "misfire", "when", "drop");
    }

    @ParameterizedTest
    @CsvSource({"zu hause.json", "-x.json", "a.b.json", "a{{b}}.json", "a%20b.json"})
    void aNameThatCouldMeanSomethingElseInAUriIsRefused(String fileName) throws IOException {
        write(home, fileName, GOOD);
        assertThat(read().faults().get(0).text()).contains("the file's name is the schedule's");
    }

    @Test
    void aDropThatIntakeWouldRefuseIsRefusedAtOnce() throws IOException {
        write(home, "night.json", GOOD);
        ScheduleFolders.Contents contents = new ScheduleFolders(
                        List.of(home), reader(List.of("line 1, column 41 (/drop/prompt): too dull")))
                .read();
        assertThat(contents.schedules()).isEmpty();
        assertThat(contents.faults().get(0).line()).endsWith("night.json: line 1, column 41 (/drop/prompt): too dull");
    }

    @Test
    void theShippedExampleIsGood() throws IOException {
        Files.copy(Path.of("config/schedules/example.json.off"), home.resolve("example.json"));
        assertThat(read().faults()).isEmpty();
        assertThat(read().schedules()).hasSize(1);
    }

    @Test
    void theZoneIsOneThatQuartzUnderstands() throws IOException {
        write(home, "night.json", GOOD.replace("\"drop\"", "\"time_zone\": \"+05:45\", \"drop\""));
        assertThat(read().schedules().get(0).zoneForQuartz()).isEqualTo("GMT+05:45");
    }

    private ScheduleFolders.Contents read() {
        return new ScheduleFolders(List.of(installation, home), reader(List.of())).read();
    }

    private static ScheduleReader reader(List<String> dropFaults) {
        return new ScheduleReader(
                ZoneId.of("Europe/Berlin"),
                Misfire.ONCE,
                (file, under, fill) -> dropFaults,
                new SettableClock(Instant.parse("2026-11-25T01:00:00Z")));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
