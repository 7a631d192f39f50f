package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import lumadrop.job.Media;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaUrlsTest {
    private static final Media MEDIA = new Media(1, URI.create("https://cdn.example/a/b.png?sig=s%2Fe%3Dc"));
    private static final URI FROM = URI.create("https://cdn.example/a/b.png");

    private final MediaUrls urls = new MediaUrls(false, new AllowedHosts(List.of()));

    @ParameterizedTest
    @CsvSource({
        "https://other.example/x?sig=a%2Fb, https://other.example/x?sig=a%2Fb",
        "/c.png, https://cdn.example/c.png",
        "c.png, https://cdn.example/a/c.png",
        "//other.example/c.png, https://other.example/c.png",
        "https://other.example/x#y, https://other.example/x",
        "'  https://other.example/x  ', https://other.example/x"
    })
    void aRedirectIsFollowedToTheCharacter(String location, String expected) throws Exception {
        assertThat(urls.next(FROM, location, 0, MEDIA)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cdn.example/c.png",
                "file:///etc/passwd",
                "ftp://cdn.example/c.png",
                "https://key:word@cdn.example/c.png",
                "https:///c.png",
                "https://cdn.example/a b",
                "javascript:alert(1)",
                " "
            })
    void eachHopIsCheckedAsTheFirst(String location) {
        assertThatThrownBy(() -> urls.next(FROM, location, 0, MEDIA))
                .isInstanceOf(MediaFault.class)
                .hasMessageEndingWith("https://cdn.example/a/b.png")
                .hasMessageNotContaining("sig=");
    }

    @Test
    void threeAreFollowedAndNoFourth() throws Exception {
        assertThat(urls.next(FROM, "/c", MediaUrls.MOST_REDIRECTS - 1, MEDIA)).isNotNull();
        assertThatThrownBy(() -> urls.next(FROM, "/c", MediaUrls.MOST_REDIRECTS, MEDIA))
                .hasMessageStartingWith("redirected more than 3 times");
        assertThatThrownBy(() -> urls.next(FROM, null, 0, MEDIA))
                .hasMessageStartingWith("a redirect without an address");
    }

    @Test
    void aUserInAUrlIsNeitherToldToTheHostNorRepeated() {
        Media user = new Media(1, URI.create("https://me:secret@cdn.example/a.png"));
        assertThatThrownBy(() -> urls.first(user))
                .hasMessage("the picture's URL names no host, or a user: https://***@cdn.example/a.png");
    }

    @Test
    void plainHttpIsForTestsAlone() throws Exception {
        Media plain = new Media(1, URI.create("http://127.0.0.1:8087/a.png"));
        assertThatThrownBy(() -> urls.first(plain)).hasMessageStartingWith("the picture's URL is not https");
        assertThat(new MediaUrls(true, new AllowedHosts(List.of())).first(plain))
                .isEqualTo(plain.url());
        assertThatThrownBy(() -> new MediaUrls(true, new AllowedHosts(List.of()))
                        .next(plain.url(), "file:///etc/passwd", 0, plain))
                .isInstanceOf(MediaFault.class);
    }

    @Test
    void onlyListedHostsAreAskedAtEachHop() throws Exception {
        MediaUrls listed = new MediaUrls(false, new AllowedHosts(List.of("cdn.example", "*.Storage.example")));
        assertThat(listed.first(MEDIA)).isEqualTo(MEDIA.url());
        for (String good :
                List.of("https://CDN.example./x", "https://a.storage.example/x", "https://b.a.storage.example/")) {
            assertThat(listed.next(FROM, good, 0, MEDIA)).hasToString(good);
        }
        for (String bad : List.of(
                "https://storage.example/x",
                "https://evilcdn.example/x",
                "https://cdn.example.evil.example/x",
                "https://a.cdn.example/x",
                "https://1.1.1.1/x")) {
            assertThatThrownBy(() -> listed.next(FROM, bad, 0, MEDIA))
                    .isInstanceOfSatisfying(
                            MediaFault.class, fault -> assertThat(fault.kind()).isEqualTo(MediaFault.Kind.REFUSED))
                    .hasMessageStartingWith(
                            "a redirect names the host " + URI.create(bad).getHost())
                    .hasMessageContaining("lumadrop.media.hosts")
                    .hasMessageNotContaining("sig=");
        }
    }

    /** A proxy would connect to it, and no resolver of ours gets to see it. */
    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "169.254.169.254", "10.1.2.3", "[::1]", "[::ffff:10.0.0.1]", "[fd00:ec2::254]"})
    void anAddressInPlaceOfANameIsHeldAgainstThePublicOnes(String host) throws Exception {
        String url = "https://" + host + "/x";
        assertThatThrownBy(() -> urls.next(FROM, url, 0, MEDIA)).hasMessageContaining("not on the public Internet");
        assertThat(new MediaUrls(true, new AllowedHosts(List.of())).next(FROM, url, 0, MEDIA))
                .hasToString(url);
    }
}
