package lumadrop.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    @Test
    void theKeyShowsOnlyWhenItIsRevealed() throws Exception {
        ApiKey key = ApiKey.of(" sk-123\n");
        assertThat(key.reveal()).isEqualTo("sk-123");
        assertThat(key).hasToString("[hidden]");
        assertThat(key.hideIn("a sk-123 b sk-123")).isEqualTo("a [hidden] b [hidden]");
        ObjectMapper curious = new ObjectMapper().setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY);
        assertThat(curious.writeValueAsString(Map.of("key", key))).isEqualTo("{\"key\":\"[hidden]\"}");
        assertThat(new ObjectMapper().writeValueAsString(key)).isEqualTo("\"[hidden]\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "sk\r\nX-Evil: 1", "sk 1", "skü", "sk\u00001"})
    void whatNoHeaderCanCarryIsNoKey(String text) {
        assertThatThrownBy(() -> ApiKey.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("API key")
                .hasMessageNotContaining("sk");
    }

    @ParameterizedTest
    @CsvSource({
        "https://console.example, https, console.example, 443, true",
        "https://console.example, https, console.example, -1, true",
        "https://Console.Example/, HTTPS, CONSOLE.example, 443, true",
        "https://console.example:443, https, console.example, -1, true",
        "http://127.0.0.1:8080, http, 127.0.0.1, 8080, true",
        "http://[::1]:8080, http, ::1, 8080, true",
        "http://[::1]:8080, http, [::1], 8080, true",
        "https://console.example, http, console.example, 443, false",
        "https://console.example, http, console.example, -1, false",
        "https://console.example, https, console.example, 8443, false",
        "https://console.example, https, evil.console.example, 443, false",
        "https://console.example, https, console.example.evil, 443, false",
        "https://console.example, https, storage.googleapis.com, 443, false",
        "http://127.0.0.1:8080, http, 127.0.0.1, 8081, false",
        "http://127.0.0.1:8080, http, localhost, 8080, false",
        "https://console.example, , console.example, 443, false",
        "https://console.example, https, , 443, false"
    })
    void onlyTheApisOwnHostIsTheApi(URI base, String scheme, String host, int port, boolean isApi) {
        assertThat(ApiHost.isApi(base, scheme, host, port)).isEqualTo(isApi);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://x", "console.example", "https:///x", "https://key@x", "https://x?key=1", "https://x#1"})
    void aBaseThatIsNoPlainWebAddressIsRefused(String base) {
        assertThatThrownBy(() -> new ApiHost(URI.create(base)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("base URL")
                .hasMessageNotContaining("key");
        assertThatThrownBy(() -> new Endpoints(URI.create(base))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://console.example", "https://console.example/", "https://console.example//"})
    void theAddressesAreTheVendors(String base) {
        Endpoints endpoints = new Endpoints(URI.create(base));
        String root = "https://console.example/api/v1/ie/requestqueue/apikey/";
        assertThat(endpoints.requests()).hasToString(root + "requests");
        assertThat(endpoints.request("5c-1")).hasToString(root + "requests/5c-1");
        assertThat(endpoints.request("../a?b#c%2f é")).hasToString(root + "requests/..%2Fa%3Fb%23c%252f%20%C3%A9");
        assertThat(endpoints.requestsOf("luma-uni-1.1")).hasToString(root + "requests?model_id=luma-uni-1.1");
        assertThat(endpoints.models()).hasToString(root + "models");
        assertThat(endpoints.uploadUrl()).hasToString(root + "upload-url");
    }
}
