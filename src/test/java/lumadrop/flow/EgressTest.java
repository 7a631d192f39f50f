package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lumadrop.settings.Loaded;
import lumadrop.settings.SettingsFault;
import lumadrop.settings.SettingsLoader;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressTest {
    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> overrides = new HashMap<>();

    @Test
    void whereAProxyResolvesNamesTheHostsOfPicturesMustBeListed() {
        environment.put("HTTPS_PROXY", "http://someone:secret@gateway.example:8080");

        assertThatThrownBy(this::toMedia)
                .isInstanceOf(SettingsFault.class)
                .hasMessageStartingWith(
                        "lumadrop.media.hosts: found nothing, but the proxy gateway.example:8080 (from the"
                                + " environment variable HTTPS_PROXY) resolves names itself, so that lumadrop cannot see"
                                + " whether a picture's URL leads into a private network")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "lumadrop.media.hosts, *.example.com",
        "lumadrop.media.allow-private-network, true",
        "lumadrop.http.proxy, none",
        "lumadrop.http.no-proxy, *"
    })
    void orTheProxyIsOfNoConsequence(String key, String value) {
        environment.put("HTTPS_PROXY", "http://gateway.example:8080");
        overrides.put(key, value);

        assertThatCode(this::toMedia).doesNotThrowAnyException();
    }

    @Test
    void whatTalksToTheApiAloneNeedsNoList() {
        environment.put("HTTPS_PROXY", "http://gateway.example:8080");

        assertThatCode(() -> Egress.toApi(load().settings(), load().network())).doesNotThrowAnyException();
    }

    @Test
    void aTrustStoreThatIsNoneStopsTheStartAndSaysWhy() throws Exception {
        Path file = Files.writeString(home.resolve("trusted"), "what?");
        overrides.put("lumadrop.http.trust-store", "trusted");
        assertThatThrownBy(this::toMedia).hasMessageContaining("cannot be read as PEM, PKCS12 or JKS (Unrecognized");
        Files.delete(file);
        assertThatThrownBy(this::toMedia).hasMessageStartingWith("lumadrop.http.trust-store: 'trusted'");
    }

    /** Its address is not held against the public ones, so nobody may be led there past it. */
    @ParameterizedTest
    @CsvSource({"gateway.example, 443", "GATEWAY.example., 8080", "gateway.example, 8080"})
    void theProxyItselfIsNeverATargetThatIsReachedDirectly(String host, int port) throws Exception {
        ProxyRoutes routes =
                new ProxyRoutes(new HttpHost("http", "gateway.example", 8080), new NoProxy(List.of("*"), true));

        HttpRoute route = routes.determineRoute(new HttpHost("https", host, port), HttpCoreContext.create());

        assertThat(route.isTunnelled()).isTrue();
    }

    @Test
    void plainHttpNeverGoesThroughAProxyAndHttpsByATunnelAlone() throws Exception {
        ProxyRoutes routes =
                new ProxyRoutes(new HttpHost("http", "gateway.example", 8080), new NoProxy(List.of(), true));

        HttpRoute plain = routes.determineRoute(new HttpHost("http", "a.example"), HttpCoreContext.create());
        HttpRoute secure = routes.determineRoute(new HttpHost("https", "a.example"), HttpCoreContext.create());

        assertThat(plain.getProxyHost()).isNull();
        assertThat(secure.isTunnelled() && secure.isLayered() && secure.isSecure())
                .isTrue();
        assertThat(secure.getTargetHost().getPort()).isEqualTo(443);
    }

    private Loaded load() {
        return new SettingsLoader(environment, Map.of()).load(Path.of("").toAbsolutePath(), home, overrides);
    }

    private Egress toMedia() {
        Loaded loaded = load();
        return Egress.toApiAndMedia(loaded.settings(), loaded.network());
    }
}
