package lumadrop.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
    private static final String PASSWORD = "correct horse";

    @TempDir
    Path folder;

    private Start start;

    @BeforeEach
    void newStart() {
        start = new Start(folder);
    }

    @Test
    void withoutAWordThereIsNone() {
        assertThat(proxy()).isEmpty();
        start.environment("HTTPS_PROXY", " ").environment("HTTP_PROXY", "http://plain.example:1");
        assertThat(proxy()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HTTPS_PROXY, http://gateway.example:8080, gateway.example:8080",
        "https_proxy, gateway.example:8080/, gateway.example:8080",
        "HTTPS_PROXY, http://[2001:db8::7]:8080, [2001:db8::7]:8080",
        "LUMADROP_HTTP_PROXY, http://gateway.example:8080, gateway.example:8080"
    })
    void theEnvironmentNamesIt(String variable, String value, String address) {
        start.environment(variable, value);

        assertThat(proxy().orElseThrow().address()).hasToString(address);
        assertThat(proxy().orElseThrow().login()).isEmpty();
    }

    @Test
    void theSettingWinsAndNoneIsNone() {
        start.environment("HTTPS_PROXY", "http://other.example:1")
                .homeFile("lumadrop.http.proxy=http://gateway.example:8080");
        assertThat(proxy().orElseThrow().address()).hasToString("gateway.example:8080");
        start.override("lumadrop.http.proxy", "NONE");
        assertThat(proxy()).isEmpty();
    }

    @Test
    void itsUserAndPasswordComeFromTheEnvironment() {
        start.environment("HTTPS_PROXY", "http://us%40er:p%3Aw+%25:d@gateway.example:8080");
        assertThat(login().user()).isEqualTo("us@er");
        assertThat(login().password()).isEqualTo("p:w+%:d");

        start.environment("LUMADROP_HTTP_PROXY_USER", "me").environment("LUMADROP_HTTP_PROXY_PASSWORD", PASSWORD);
        assertThat(login().user()).isEqualTo("me");
        assertThat(login().password()).isEqualTo(PASSWORD);
        assertThat(start.load().network().toString() + proxy() + start.load()).doesNotContain(PASSWORD);
    }

    @Test
    void orFromAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        start.homeFile("lumadrop.http.proxy=http://gateway.example:8080")
                .environment("LUMADROP_HTTP_PROXY_USER", "me")
                .environment("LUMADROP_HTTP_PROXY_PASSWORD_FILE", file.toString());

        assertThat(login().password()).isEqualTo(PASSWORD);
        Files.writeString(file, "\n");
        assertThat(problems())
                .containsExactly("the file that LUMADROP_HTTP_PROXY_PASSWORD_FILE names is empty; it must"
                        + " hold the password and nothing else");
        Files.delete(file);
        assertThat(problems()).singleElement().asString().doesNotContain(file.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:pw-pw-pw@gateway.example:8080",
                "https://gateway.example:8080",
                "socks5://me:pw-pw-pw@gateway.example:1080",
                "http://gateway.example",
                "http://gateway.example:99999",
                "http://gate way.example:8080",
                "gateway.example:8080",
                "me:pw-pw-pw@gateway.example:8080"
            })
    void everythingElseIsRefusedWithoutRepeatingAPassword(String value) {
        start.systemProperty("lumadrop.http.proxy", value);

        assertThat(start.problems())
                .singleElement()
                .asString()
                .startsWith("lumadrop.http.proxy: found '")
                .contains("expected http://host:port, without a user; none for no proxy; or nothing")
                .doesNotContain("pw-pw-pw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:pw-pw-pw@gateway.example:1080",
                "https://gateway.example:443",
                "http://gateway.example",
                "?"
            })
    void anEnvironmentOfNoUseIsAFaultOnlyForThoseWhoWantOut(String value) {
        start.environment("HTTPS_PROXY", value);

        assertThat(start.settings()).hasToString("Settings[]");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("the environment variable HTTPS_PROXY names no proxy that lumadrop can use")
                .doesNotContain("pw-pw-pw");
    }

    @Test
    void aPasswordWithoutAUserIsAFault() {
        start.environment("HTTPS_PROXY", "http://gateway.example:8080")
                .environment("LUMADROP_HTTP_PROXY_PASSWORD", PASSWORD);

        assertThat(problems())
                .containsExactly("LUMADROP_HTTP_PROXY_PASSWORD is set, but not LUMADROP_HTTP_PROXY_USER: set both");
    }

    @Test
    void whatIsReachedWithoutItIsOursToSayOrTheEnvironments() {
        start.environment("HTTPS_PROXY", "http://gateway.example:8080")
                .environment("NO_PROXY", "a.example, .b.example");
        assertThat(proxy().orElseThrow().exceptions()).containsExactly("a.example", ".b.example");
        start.homeFile("lumadrop.http.no-proxy=c.example");
        assertThat(proxy().orElseThrow().exceptions()).containsExactly("c.example");
    }

    private Optional<Proxy> proxy() {
        return start.load().network().proxy();
    }

    private Proxy.Login login() {
        return proxy().orElseThrow().login().orElseThrow();
    }

    private List<String> problems() {
        return catchThrowableOfType(SettingsFault.class, () -> start.load().network())
                .problems();
    }
}
