package lumadrop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecedenceTest {
    @TempDir
    Path folder;

    private Start start;

    @BeforeEach
    void newStart() {
        start = new Start(folder);
    }

    @Test
    void withoutAnyFileTheDefaultsStand() {
        Settings settings = start.settings();

        assertThat(settings.get(Keys.API_BASE_URL)).isEqualTo(URI.create("https://console.gmicloud.ai"));
        assertThat(settings.get(Keys.MAX_IN_FLIGHT)).isEqualTo(50);
        assertThat(settings.get(Keys.POLL_PER_SECOND)).isEqualByComparingTo(BigDecimal.valueOf(20));
        assertThat(settings.get(Keys.DEADLINE)).isEqualTo(Duration.ofMinutes(30));
        assertThat(settings.get(Keys.DROP_MAX_SIZE)).isEqualTo(16L * 1024 * 1024);
        assertThat(settings.get(Keys.MEDIA_ALLOW_PRIVATE_NETWORK)).isFalse();
        assertThat(settings.get(Keys.DROP_ASPECT_RATIOS)).hasSize(9).contains("16:9");
        assertThat(settings.get(Keys.INBOX_IGNORE)).contains("*.filepart", "~$*", "#recycle");
        assertThat(settings.get(Keys.OUTPUT_TIME_ZONE)).isEmpty();
        assertThat(settings.source(Keys.DEADLINE)).isEqualTo("the default");
    }

    @Test
    void eachPlaceWinsOverTheOneBeforeIt() {
        start.installationFile("lumadrop.deadline=1m");
        assertDeadline(
                1, start.installation.resolve("config/application.properties").toString());

        start.homeFile("lumadrop.deadline = 2m ");
        assertDeadline(2, start.homeFile().toString());

        start.environment("LUMADROP_DEADLINE", " 3m ");
        assertDeadline(3, "the environment variable LUMADROP_DEADLINE");

        start.systemProperty("lumadrop.deadline", "4m");
        assertDeadline(4, "-Dlumadrop.deadline");

        start.override("lumadrop.deadline", "5m");
        assertDeadline(5, "the command line");
    }

    @Test
    void theHomeOverridesKeyByKey() {
        start.installationFile("lumadrop.deadline=1m", "lumadrop.max-in-flight=7");
        start.homeFile("lumadrop.deadline=2m");

        Settings settings = start.settings();

        assertThat(settings.get(Keys.DEADLINE)).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.get(Keys.MAX_IN_FLIGHT)).isEqualTo(7);
    }

    @Test
    void everyKeyCanBeSetByItsVariable() {
        Keys.all().values().stream()
                .filter(key -> !key.equals(Keys.API_KEY) && !key.text().isEmpty())
                .forEach(key -> start.environment(key.variable(), key.text()));

        Settings settings = start.settings();

        assertThat(settings.source(Keys.API_BASE_URL)).isEqualTo("the environment variable LUMADROP_API_BASE_URL");
        assertThat(settings.source(Keys.PRICE_TEXT_TO_IMAGE))
                .isEqualTo("the environment variable LUMADROP_PRICE_TEXT_TO_IMAGE");
    }

    @Test
    void anEmptyVariableCountsAsNotSet() {
        start.homeFile("lumadrop.api.organization=acme").environment("LUMADROP_API_ORGANIZATION", "");

        assertThat(start.settings().get(Keys.API_ORGANIZATION)).isEqualTo("acme");
    }

    @Test
    void anEmptyLineInTheHomesFileEmptiesATextOfTheInstallation() {
        start.installationFile("lumadrop.api.organization=acme").homeFile("lumadrop.api.organization=");

        assertThat(start.settings().get(Keys.API_ORGANIZATION)).isEmpty();
    }

    @Test
    void filesAreUtf8AndMayStartWithAByteOrderMark() throws Exception {
        start.homeFile("\uFEFFlumadrop.output.folder-template=Bilder für {drop}");

        assertThat(start.settings().get(Keys.OUTPUT_FOLDER_TEMPLATE)).isEqualTo("Bilder für {drop}");
        assertThat(Files.readString(start.homeFile(), StandardCharsets.UTF_8)).startsWith("\uFEFF");
    }

    @Test
    void valuesAreReadAsWhatTheyAre() {
        start.homeFile(
                "lumadrop.inbox.ignore= *.tmp , ,Thumbs.db,",
                "lumadrop.output.time-zone=Europe/Berlin",
                "lumadrop.temporary-folder=/var/tmp/lumadrop",
                "lumadrop.media.allow-private-network=TRUE",
                "lumadrop.log.level=debug",
                "lumadrop.sandbox.spread=0.5",
                "lumadrop.sandbox.seed=9");

        Settings settings = start.settings();

        assertThat(settings.get(Keys.INBOX_IGNORE)).isEqualTo(List.of("*.tmp", "Thumbs.db"));
        assertThat(settings.get(Keys.OUTPUT_TIME_ZONE)).isEqualTo(Optional.of(ZoneId.of("Europe/Berlin")));
        assertThat(settings.get(Keys.TEMPORARY_FOLDER)).isEqualTo(Optional.of(Path.of("/var/tmp/lumadrop")));
        assertThat(settings.get(Keys.MEDIA_ALLOW_PRIVATE_NETWORK)).isTrue();
        assertThat(settings.get(Keys.LOG_LEVEL)).isEqualTo("DEBUG");
        assertThat(settings.get(Keys.SANDBOX_SPREAD)).isEqualTo(new BigDecimal("0.5"));
        assertThat(settings.get(Keys.SANDBOX_SEED)).isEqualTo(9);
    }

    @Test
    void camelGetsEveryKeyInAFormThatItReadsRight() {
        start.homeFile(
                "lumadrop.poll.interval=PT3S",
                "lumadrop.deadline=24h",
                "lumadrop.api.base-url=https://gateway.example/gmi//",
                "lumadrop.log.level=warn");

        Map<String, String> properties = start.settings().asProperties();

        assertThat(properties)
                .containsEntry("lumadrop.poll.interval", "3s")
                .containsEntry("lumadrop.deadline", "24h")
                .containsEntry("lumadrop.api.base-url", "https://gateway.example/gmi")
                .containsEntry("lumadrop.log.level", "WARN")
                .containsEntry("lumadrop.max-in-flight", "50")
                .containsEntry("lumadrop.api.organization", "");
        assertThat(properties.keySet())
                .isEqualTo(Keys.all().keySet().stream()
                        .filter(name -> !name.equals("lumadrop.api.key"))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    @Test
    void whatIsNotOursPassesThroughWithTheSamePrecedence() {
        start.installationFile("camel.main.name=lumadrop", "quartz.threads=1", "my.own=a{{b}}")
                .homeFile("camel.main.name=mine")
                .systemProperty("quartz.threads", "2")
                .systemProperty("camel.main.profile", "prod")
                .systemProperty("my.own", "c")
                .systemProperty("user.home", "/root")
                .override("camel.main.profile", "dev");

        assertThat(start.settings().others())
                .isEqualTo(Map.of(
                        "camel.main.name", "mine",
                        "quartz.threads", "2",
                        "camel.main.profile", "dev",
                        "my.own", "c"));
    }

    @Test
    void thisProcessIsReadToo() {
        Settings settings = SettingsLoader.ofThisProcess()
                .load(start.installation, start.home, Map.of("lumadrop.deadline", "5m"))
                .settings();

        assertThat(settings.get(Keys.DEADLINE)).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.others()).doesNotContainKey("java.version");
    }

    @Test
    void whatDiffersFromTheDefaultsIsShownWithItsSource() {
        start.homeFile("lumadrop.deadline=5m").environment("LUMADROP_LEDGER_URL", "jdbc:postgresql://h/db?password=pw");

        assertThat(start.settings())
                .hasToString(
                        "Settings[lumadrop.ledger.url: a value that is not shown here, from the environment variable"
                                + " LUMADROP_LEDGER_URL; lumadrop.deadline: '5m', from " + start.homeFile() + "]");
    }

    private void assertDeadline(int minutes, String source) {
        Settings settings = start.settings();
        assertThat(settings.get(Keys.DEADLINE)).isEqualTo(Duration.ofMinutes(minutes));
        assertThat(settings.source(Keys.DEADLINE)).isEqualTo(source);
    }
}
