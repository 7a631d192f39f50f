package lumadrop.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    @TempDir
    Path folder;

    private Start start;

    @BeforeEach
    void newStart() {
        start = new Start(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "lumadrop.deadlin, lumadrop.deadline",
        "lumadrop.poll.intervall, lumadrop.poll.interval",
        "lumadrop.maxInFlight, lumadrop.max-in-flight",
        "Lumadrop.deadline, lumadrop.deadline",
        "lumadrop.api.base_url, lumadrop.api.base-url",
        "deadline, lumadrop.deadline",
        "inbox.stable-time, lumadrop.inbox.stable-time"
    })
    void anUnknownKeyOfAFileIsNamedWithTheNearestKnownOne(String name, String nearest) {
        start.homeFile(name + "=5m");

        assertThat(start.problems())
                .containsExactly(
                        "'" + name + "', from " + start.homeFile() + ", is no setting; did you mean " + nearest + "?");
    }

    @Test
    void anUnknownKeyThatIsNearNoneSaysWhereAllOfThemStand() {
        start.systemProperty("lumadrop.frobnicate", "1");

        assertThat(start.problems())
                .containsExactly("'lumadrop.frobnicate', from a -D on the command line, is no setting;"
                        + " config/application.properties of the installation lists all of them");
    }

    @Test
    void anUnknownKeyOfAVerbIsAFault() {
        start.override("lumadrop.board.prt", "1");

        assertThat(start.problems())
                .containsExactly("'lumadrop.board.prt', from the command line, is no setting; did you mean"
                        + " lumadrop.board.port?");
    }

    @Test
    void anUnknownVariableIsNamedWithTheNearestKnownOne() {
        start.environment("LUMADROP_API_BASEURL", "x").environment("LUMADROP_ZZZZZZZZZZZ", "x");

        assertThat(start.problems())
                .containsExactly(
                        "the environment variable 'LUMADROP_API_BASEURL' is no setting; did you mean"
                                + " LUMADROP_API_BASE_URL (lumadrop.api.base-url)?",
                        "the environment variable 'LUMADROP_ZZZZZZZZZZZ' is no setting;"
                                + " config/application.properties of the installation lists all of them");
    }

    @ParameterizedTest
    @CsvSource({
        "LUMADROP_HOME, /srv/lumadrop",
        "LUMADROP_SERVICE_HOST, 10.0.0.1",
        "LUMADROP_SERVICE_PORT_HTTP, 80",
        "LUMADROP_PORT, tcp://10.0.0.1:80",
        "LUMADROP_PORT_80_TCP_ADDR, 10.0.0.1",
        "LUMADROP_BOARD_PORT, tcp://10.0.0.1:80",
        "LUMADROP_BOARD_SERVICE_HOST, 10.0.0.1"
    })
    void variablesThatOthersReadOrKubernetesMakesAreNoFault(String name, String value) {
        start.environment(name, value);

        assertThat(start.settings()).hasToString("Settings[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lumadrop.poll.interval | 50ms | a duration from 100ms to 1h, written 500ms, 20s, 5m, 24h, 7d or PT1M",
                "lumadrop.deadline | 30 | a duration from 1s to 30d, written 500ms, 20s, 5m, 24h, 7d or PT1M",
                "lumadrop.deadline | '' | a duration from 1s to 30d, written 500ms, 20s, 5m, 24h, 7d or PT1M",
                "lumadrop.retry.first | PT0.0015S | a duration from 1ms to 1h, written 500ms, 20s, 5m, 24h, 7d or PT1M",
                "lumadrop.max-in-flight | 0 | a whole number of requests from 1 to 100000",
                "lumadrop.max-in-flight | 100001 | a whole number of requests from 1 to 100000",
                "lumadrop.max-in-flight | many | a whole number of requests from 1 to 100000",
                "lumadrop.media.max-pixels | 0 | a whole number of pixels from 1 to 4000000000",
                "lumadrop.poll.per-second | 0 | a number of status calls a second from 0.001 to 10000, with a point,"
                        + " not a comma",
                "lumadrop.price.edit | 0,0434 | a number of USD from 0 to 1000, with a point, not a comma",
                "lumadrop.price.edit | 1e9 | a number of USD from 0 to 1000, with a point, not a comma",
                "lumadrop.drop.max-size | 2GiB | a size from 1KiB to 1GiB, written 512KiB, 16MiB, 1GiB, 10MB or a"
                        + " plain number of bytes",
                "lumadrop.media.allow-private-network | yes | true or false",
                "lumadrop.schedule.misfire | twice | once or skip",
                "lumadrop.log.level | LOUD | ERROR, WARN, INFO, DEBUG or TRACE",
                "lumadrop.output.time-zone | Mars/Olympus | a time zone such as Europe/Berlin or UTC, or nothing",
                "lumadrop.drop.aspect-ratios | 16x9 | ratios such as 16:9 with commas between them",
                "lumadrop.drop.aspect-ratios | , | ratios such as 16:9 with commas between them",
                "lumadrop.inbox.ignore | *.{tmp,part} | names with commas between them; * stands for any characters, ?"
                        + " for one",
                "lumadrop.housekeeping.cron | daily | a Quartz cron expression of six or seven fields, seconds first",
                "lumadrop.api.model | luma uni | a model's id, without white space"
            })
    void aValueThatIsNotWhatItMayBeIsNamedWithWhatIsExpected(String name, String value, String expected) {
        start.homeFile(name + "=" + value);

        assertThat(start.problems())
                .containsExactly(name + ": found '" + value + "', from " + start.homeFile() + "; expected " + expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gateway.example/gmi",
                "HTTPS://gateway.example:8443",
                "http://localhost:8087",
                "http://127.0.0.1:8087/",
                "http://[::1]:8087"
            })
    void aBaseUrlIsHttpsOrThisMachine(String url) {
        start.homeFile("lumadrop.api.base-url=" + url);

        assertThat(start.settings().get(Keys.API_BASE_URL)).hasToString(url.replaceAll("/$", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "http://gateway.example, http://gateway.example",
        "http://127.0.0.1.evil.example, http://127.0.0.1.evil.example",
        "http://localhost.evil.example, http://localhost.evil.example",
        "http://10.0.0.1, http://10.0.0.1",
        "https://user:pw@gateway.example, https://***@gateway.example",
        "http://localhost@evil.example, http://***@evil.example",
        "https://gateway.example/?key=pw, https://gateway.example/?***",
        "https://gateway.example/#pw, https://gateway.example/?***",
        "https://gateway.example:99999, https://gateway.example:99999",
        "https:///x, https:///x",
        "gateway.example, gateway.example",
        "ftp://gateway.example, ftp://gateway.example",
        "https://gateway example, https://gateway example",
        "'', ''"
    })
    void everyOtherBaseUrlIsRefusedWithoutRepeatingWhatMayBeSecret(String url, String shown) {
        start.homeFile("lumadrop.api.base-url=" + url);

        assertThat(start.problems())
                .containsExactly("lumadrop.api.base-url: found '" + shown + "', from " + start.homeFile()
                        + "; expected an https:// URL, or http:// to this machine (localhost, 127.0.0.1, [::1]),"
                        + " without user, query or fragment");
    }

    @Test
    void theLedgersUrlIsNotRepeatedBecauseItMayHoldAPassword() {
        start.environment("LUMADROP_LEDGER_URL", "jdbc:oracle:pw@host");

        assertThat(start.problems())
                .containsExactly(
                        "lumadrop.ledger.url: found a value that is not shown here, from the environment variable"
                                + " LUMADROP_LEDGER_URL; expected a URL that starts with jdbc:sqlite: or jdbc:postgresql:,"
                                + " or nothing");
    }

    @Test
    void anInnerReferenceIsRefusedBecauseCamelAndWeWouldReadItDifferently() {
        start.homeFile("lumadrop.api.model={{env:MODEL}}");

        assertThat(start.problems())
                .containsExactly("lumadrop.api.model: found '{{env:MODEL}}', from " + start.homeFile()
                        + "; references ({{…}}) are not resolved here; write the value itself, or set"
                        + " LUMADROP_API_MODEL in the environment");
    }

    @Test
    void aSingleBackslashThatBecameATabIsFound() {
        start.homeFile("lumadrop.temporary-folder=C:\\temp");

        assertThat(start.problems())
                .containsExactly("lumadrop.temporary-folder: found 'C:\\u0009emp', from " + start.homeFile()
                        + "; it has a control character; in a properties file a backslash is written \\\\");
    }

    @Test
    void rulesBetweenKeysNameBothAndWhereTheyCameFrom() {
        start.homeFile("lumadrop.retry.first=10m", "lumadrop.poll.overdue-interval=1s");

        assertThat(start.problems())
                .containsExactly(
                        "lumadrop.retry.first: '10m', from " + start.homeFile()
                                + "; expected at most lumadrop.retry.max: '5m', from the default",
                        "lumadrop.poll.interval: '2s', from the default; expected at most"
                                + " lumadrop.poll.overdue-interval: '1s', from " + start.homeFile());
    }

    @Test
    void allProblemsOfAllPlacesAreSaidAtOnce() {
        start.installationFile("lumadrop.deadlin=1m")
                .homeFile("lumadrop.max-in-flight=0")
                .environment("LUMADROP_POLL_CONCURENCY", "2")
                .systemProperty("lumadrop.board.port", "-1")
                .override("lumadrop.retry.first", "1h");

        SettingsFault fault = start.fault();

        assertThat(fault.problems()).hasSize(5);
        assertThat(fault.getMessage().lines()).containsExactlyElementsOf(fault.problems());
    }

    @Test
    void aValueThatIsOverriddenIsNotJudged() {
        start.installationFile("lumadrop.deadline=soon").homeFile("lumadrop.deadline=5m");

        assertThat(start.settings().source(Keys.DEADLINE))
                .isEqualTo(start.homeFile().toString());
    }

    @Test
    void aFileThatIsInstallationAndHomeInOneComplainsOnce() {
        start.homeFile("lumadrop.deadlin=1m");

        SettingsLoader loader = new SettingsLoader(start.environment, start.systemProperties);

        assertThat(catchThrowableOfType(SettingsFault.class, () -> loader.load(start.home, start.home, start.overrides))
                        .problems())
                .hasSize(1);
    }

    @Test
    void aFileThatIsNotUtf8IsSaidToBeSo() throws Exception {
        start.homeFile("");
        Files.write(start.homeFile(), "lumadrop.output.name-template=für".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(start.problems()).containsExactly(start.homeFile() + ": is not UTF-8; save it in that encoding");
    }

    @Test
    void aBackslashBeforeAUIsExplained() {
        start.homeFile("lumadrop.temporary-folder=C:\\users\\me");

        assertThat(start.problems())
                .containsExactly(start.homeFile()
                        + ": has a \\u that is not followed by four hex digits; a backslash is written \\\\");
    }

    @Test
    void aFolderInPlaceOfTheFileIsAFault() throws Exception {
        Files.createDirectories(start.homeFile());

        assertThat(start.problems()).singleElement().asString().startsWith(start.homeFile() + ": cannot be read");
    }

    @Test
    void aMessageStaysOnItsLineWhateverWasWritten() {
        start.systemProperty("lumadrop.api.model", "a\nb\u202Ec" + "x".repeat(500));
        start.systemProperty("lumadrop.\nfaked: line", "x");

        assertThat(start.fault().getMessage().lines()).hasSize(2).allMatch(line -> line.length() < 250);
        assertThat(start.fault().getMessage()).contains("'a\\u000ab\\u202ecxxx", "'lumadrop.\\u000afaked: line'");
    }
}
