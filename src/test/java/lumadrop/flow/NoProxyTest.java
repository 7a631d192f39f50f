package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "example.com, EXAMPLE.com.",
        "example.com, cdn.example.com",
        ".example.com, cdn.example.com",
        "*.example.com, a.b.example.com",
        "example.com:443, example.com",
        "10.0.0.0/8, 10.200.3.4",
        "192.168.4.0/22, 192.168.7.255",
        "10.1.2.3, 10.1.2.3",
        "10.1.2.3:443, 10.1.2.3",
        "2001:db8::/32, 2001:db8:1::5",
        "[2001:db8::5], 2001:0db8:0::5",
        "*, anything.example"
    })
    void isReachedWithoutTheProxy(String item, String host) {
        assertThat(new NoProxy(List.of(item), true).covers(https(host))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, notexample.com",
        "example.com, example.com.evil.example",
        ".example.com, example.com",
        "*.example.com, example.com",
        "example.com:8443, example.com",
        "10.0.0.0/8, 11.0.0.1",
        "10.0.0.0/8, 10.evil.example",
        "192.168.4.0/22, 192.168.8.0",
        "10.1.2.3, 10.1.2.30",
        "10.1.2.3:8443, 10.1.2.3",
        "2001:db8::/32, 2001:db9::1",
        "0.0.0.0/0, 2001:db8::1"
    })
    void isReachedThroughTheProxy(String item, String host) {
        assertThat(new NoProxy(List.of(item), true).covers(https(host))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"})
    void thisMachineIsNeverReachedThroughAProxy(String host) {
        assertThat(new NoProxy(List.of(), true).covers(https(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "2001:db8::/129", "example.com/8", "a b", "ex*mple.com", "http://a", "[::1"})
    void whatAPersonWroteAndNobodyCanReadIsAFaultAndOtherwiseLeftOut(String item) {
        assertThatThrownBy(() -> new NoProxy(List.of(item), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + item + "' is no host");
        assertThat(new NoProxy(List.of(item, "a.example"), false).covers(https("a.example")))
                .isTrue();
    }

    @Test
    void nothingAtAllIsSaidToGoThroughTheProxyWhereAStarStands() {
        assertThat(new NoProxy(List.of("a.example", "*"), true).isEverything()).isTrue();
        assertThat(new NoProxy(List.of("a.example"), true).isEverything()).isFalse();
    }

    private static HttpHost https(String host) {
        return new HttpHost("https", host, 443);
    }
}
