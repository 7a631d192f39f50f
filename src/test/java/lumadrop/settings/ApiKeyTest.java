package lumadrop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final String KEY = "not-a-real-key-4711";
    private static final String OTHER = "another-fake-key-0815";

    @TempDir
    Path folder;

    private Start start;

    @BeforeEach
    void newStart() {
        start = new Start(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GMI_API_KEY", "LUMADROP_API_KEY"})
    void itComesFromTheEnvironment(String variable) {
        start.environment(variable, " " + KEY + "\n");

        assertThat(start.load().apiKey()).contains(KEY);
    }

    @Test
    void itComesFromAFileThatTheEnvironmentNames() throws Exception {
        start.environment("GMI_API_KEY_FILE", secret(KEY + "\r\n").toString());

        assertThat(start.load().apiKey()).contains(KEY);
    }

    @Test
    void aPropertiesFileMayReferToAVariable() {
        start.installationFile("lumadrop.api.key={{env:GMI_API_KEY}}").environment("TEAM_KEY", KEY);
        assertThat(start.load().apiKey()).isEmpty();

        start.homeFile("lumadrop.api.key={{env:TEAM_KEY}}");
        assertThat(start.load().apiKey()).contains(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GMI_API_KEY", "GMI_API_KEY_FILE", "LUMADROP_API_KEY", "TEAM_KEY"})
    void withoutOneThereIsNoneAndThatIsNoFaultYet(String emptyVariable) {
        start.environment(emptyVariable, "");

        Loaded loaded = start.load();

        assertThat(loaded.apiKey()).isEmpty();
        assertThat(loaded).hasToString("Loaded[Settings[], no API key]");
    }

    @Test
    void givenTwiceItMustBeTheSame() throws Exception {
        Path file = secret(KEY);
        start.environment("GMI_API_KEY", KEY).environment("GMI_API_KEY_FILE", file.toString());
        assertThat(start.load().apiKey()).contains(KEY);

        start.environment("GMI_API_KEY", OTHER);
        assertThat(start.problems())
                .containsExactly("the API key: the environment variable GMI_API_KEY and the file that"
                        + " GMI_API_KEY_FILE names differ; keep one of them");
    }

    @ParameterizedTest
    @CsvSource({
        "lumadrop.api.key",
        "GMI_API_KEY",
        "LUMADROP_API_KEY",
        "api.key",
    })
    void inAFileItIsRefusedAndNotRepeated(String name) {
        start.homeFile(name + "=" + KEY);

        assertThat(start.problems())
                .containsExactly(name + ": the API key is not taken from " + start.homeFile()
                        + ", where others can read it; take it out there and put it into the environment variable"
                        + " GMI_API_KEY, or into a file of its own that GMI_API_KEY_FILE names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lumadrop.api.key", "GMI_API_KEY"})
    void onACommandLineItIsRefusedAndNotRepeated(String name) {
        start.systemProperty(name, KEY);

        assertThat(start.problems())
                .containsExactly(name + ": the API key is not taken from -D" + name
                        + ", where others can read it; take it out there and put it into the environment variable"
                        + " GMI_API_KEY, or into a file of its own that GMI_API_KEY_FILE names");
    }

    @Test
    void aVerbCannotHandItOverEither() {
        start.override("lumadrop.api.key", KEY);

        assertThat(start.problems())
                .singleElement()
                .asString()
                .startsWith("lumadrop.api.key: the API key is not taken");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"${GMI_API_KEY}", "{{GMI_API_KEY}}", "{{env:GMI_API_KEY}}x", "{{env:GMI_API_KEY:" + KEY + "}}"})
    void onlyAPlainReferenceIsAccepted(String value) {
        start.homeFile("lumadrop.api.key=" + value);

        assertThat(start.problems())
                .singleElement()
                .asString()
                .startsWith("lumadrop.api.key: the API key is not taken");
    }

    @Test
    void aKeyFileInAPropertiesFileIsSaidToHaveNoEffect() {
        start.homeFile("GMI_API_KEY_FILE=/run/secrets/gmi");

        assertThat(start.problems())
                .containsExactly(
                        "GMI_API_KEY_FILE is an environment variable and has no effect as " + start.homeFile());
    }

    @Test
    void aKeyFileThatCannotServeSaysWhy() throws Exception {
        assertThat(keyFileProblem(folder.resolve("none")))
                .endsWith("names does not exist; the variable holds a path, not the key");
        assertThat(keyFileProblem(folder)).endsWith("names cannot be read; is it a file?");
        assertThat(keyFileProblem(secret(" \n"))).endsWith("names is empty; it must hold the key and nothing else");
        assertThat(keyFileProblem(secret("x".repeat(16 * 1024 + 1)))).contains("is too large");
        assertThat(keyFileProblem(secret("key: " + KEY)))
                .contains("has white space or other characters that no key has")
                .doesNotContain(KEY);
    }

    @Test
    void aKeyThatWasPutWhereItsFilesNameBelongsIsNotRepeated() {
        start.environment("GMI_API_KEY_FILE", KEY);

        assertThat(start.problems())
                .containsExactly(
                        "the API key: the file that GMI_API_KEY_FILE names does not exist; the variable holds a"
                                + " path, not the key");
    }

    @Test
    void aValueThatWouldPassButHoldsTheKeyIsRefused() {
        start.environment("GMI_API_KEY", KEY)
                .homeFile("lumadrop.api.organization=" + KEY, "camel.x.token=Bearer " + KEY);

        assertThat(start.problems())
                .containsExactly(
                        "lumadrop.api.organization: found '***', from " + start.homeFile()
                                + "; it holds the API key; take it out there",
                        "'camel.x.token', from " + start.homeFile() + ", holds the API key; take it out there");
    }

    @Test
    void aShortStandInThatIsPartOfAnHonestValueDoesNoHarm() {
        start.environment("GMI_API_KEY", "lumadrop")
                .homeFile("camel.main.name=lumadrop", "lumadrop.api.model=lumadrop-1");

        assertThat(start.settings().get(Keys.API_MODEL)).isEqualTo("lumadrop-1");
    }

    @Test
    void aReferenceToTheFilesVariableTakesTheKeyFromTheFile() throws Exception {
        start.homeFile("lumadrop.api.key={{env:GMI_API_KEY_FILE}}")
                .environment("GMI_API_KEY_FILE", secret(KEY).toString());

        assertThat(start.load().apiKey()).contains(KEY);
    }

    @Test
    void theSandboxsKeyMayBeTheSame() {
        start.environment("GMI_API_KEY", KEY).environment("LUMADROP_SANDBOX_KEY", KEY);

        assertThat(start.settings().get(Keys.SANDBOX_KEY)).isEqualTo(KEY);
        assertThat(start.settings().toString()).doesNotContain(KEY);
    }

    @Test
    void nothingThatCanBePrintedHasIt() {
        start.environment("GMI_API_KEY", KEY).homeFile("lumadrop.deadline=5m", "lumadrop.api.key={{env:GMI_API_KEY}}");

        Loaded loaded = start.load();

        assertThat(loaded).hasToString("Loaded[" + loaded.settings() + ", an API key]");
        assertThat(loaded.toString()).doesNotContain(KEY);
        assertThat(loaded.settings().asProperties()).doesNotContainKey("lumadrop.api.key");
        assertThat(loaded.settings().asProperties().toString()
                        + loaded.settings().others())
                .doesNotContain(KEY);
    }

    @Test
    void noFaultHasItWhereverItWasPasted() {
        start.environment("GMI_API_KEY", KEY)
                .environment("LUMADROP_API_KEY", OTHER)
                .homeFile(
                        "lumadrop.api.key=" + KEY,
                        "lumadrop.api.model=the model " + KEY,
                        "lumadrop.deadline=" + KEY,
                        "lumadrop.ledger.url=" + KEY,
                        "lumadrop.api.kee=" + KEY,
                        "lumadrop." + KEY + "=1",
                        "lumadrop.log.level=" + "x".repeat(75) + OTHER,
                        "lumadrop.api.base-url=https://" + KEY + "@console.gmicloud.ai")
                .environment("LUMADROP_" + OTHER, "1")
                .systemProperty("lumadrop.api.key", KEY)
                .override("lumadrop.board.port", KEY);

        SettingsFault fault = start.fault();

        StringWriter trace = new StringWriter();
        fault.printStackTrace(new PrintWriter(trace));
        assertThat(fault.problems()).hasSize(12);
        assertThat(trace.toString()).contains("'the model ***'").doesNotContain(KEY, OTHER, OTHER.substring(0, 5));
    }

    private String keyFileProblem(Path file) {
        start.environment("GMI_API_KEY_FILE", file.toString());
        return start.problems().get(0);
    }

    private Path secret(String text) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "secret", ""), text);
    }
}
