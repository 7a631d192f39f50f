package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "100.100.100.200", // a cloud's metadata
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254", // most clouds' metadata
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192", // another one's
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1", // compatible
                "::ffff:127.0.0.1", // mapped
                "::ffff:169.254.169.254",
                "::ffff:0:10.0.0.1", // translated
                "64:ff9b::7f00:1", // NAT64
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1", // Teredo
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::", // 6to4
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254", // a cloud's metadata
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1"
            })
    void noPictureComesFromThere(String address) throws Exception {
        assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
        assertThatThrownBy(() -> new PublicAddresses(answers(address)).resolve("cdn.example"))
                .isInstanceOf(PublicAddresses.NotPublic.class)
                .hasMessageStartingWith("cdn.example is not on the public Internet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "192.167.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.1",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700::1111",
                "2a00:1450::1"
            })
    void fromThereItMay(String address) throws Exception {
        assertThat(new PublicAddresses(answers(address)).resolve("cdn.example"))
                .containsExactly(InetAddress.getByName(address));
    }

    @Test
    void ofSeveralAddressesOnlyThePublicOnesAreConnectedTo() throws Exception {
        assertThat(new PublicAddresses(answers("10.0.0.1,1.1.1.1,::1")).resolve("cdn.example"))
                .containsExactly(InetAddress.getByName("1.1.1.1"));
    }

    /** What is checked is what is connected to: the name is asked for once, so a second answer gains nothing. */
    @Test
    void aNameThatAnswersDifferentlyTheSecondTimeGainsNothing() throws Exception {
        PublicAddresses addresses = new PublicAddresses(answers("1.1.1.1", "127.0.0.1"));

        assertThat(addresses.resolve("rebound.example")).containsExactly(InetAddress.getByName("1.1.1.1"));
        assertThatThrownBy(() -> addresses.resolve("rebound.example")).isInstanceOf(PublicAddresses.NotPublic.class);
    }

    /** @param each the answers to one question after the other, several addresses with commas between them */
    private static DnsResolver answers(String... each) {
        Deque<String> answers = new ArrayDeque<>(List.of(each));
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                String[] answer = answers.remove().split(",");
                InetAddress[] addresses = new InetAddress[answer.length];
                for (int i = 0; i < addresses.length; i++) {
                    addresses[i] = InetAddress.getByName(answer[i]);
                }
                return addresses;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
