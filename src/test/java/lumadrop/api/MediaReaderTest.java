package lumadrop.api;

import static lumadrop.api.Wire.ID;
import static lumadrop.api.Wire.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lumadrop.job.Media;
import lumadrop.job.ReasonClass;
import lumadrop.job.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaReaderTest {
    private final Answers answers = new Answers(null);

    private Snapshot seen(String outcome) {
        HttpAnswer answer = record("'status':'success','outcome':" + outcome
                + ",'payload':{'image':'https://in/put.png'},'media_urls':['https://top/level']");
        return ((StatusAnswer.Seen) answers.status(answer, ID)).snapshot();
    }

    private List<String> urls(String outcome) {
        return seen(outcome).media().stream()
                .map(media -> media.url().toString())
                .toList();
    }

    static Stream<Arguments> forms() {
        return Stream.of(
                form(
                        "{'media_urls':[{'id':'0','url':'https://x/1'},{'id':'1','url':'https://x/2','width':2048}]}",
                        "https://x/1",
                        "https://x/2"),
                form("{'media_urls':['https://x/1','https://x/2']}", "https://x/1", "https://x/2"),
                form("{'media_urls':['https://x/1',{'url':'https://x/2'}]}", "https://x/1", "https://x/2"),
                form("{'media_urls':'https://x/1'}", "https://x/1"),
                form("{'media_urls':[],'medias':[{'url':'https://x/1'}],'url':'https://x/9'}", "https://x/1"),
                form("{'media_urls':null,'image_url':'https://x/1','url':'https://x/9'}", "https://x/1"),
                form("{'url':'https://x/1','thumbnail_image_url':'https://x/t'}", "https://x/1"),
                form("{'thumbnail_image_url':'https://x/t'}", "https://x/t"),
                form("{'media_urls':[],'thumbnail_image_url':'https://x/t'}", "https://x/t"),
                form("{'media_urls':['https://x/1','https://x/1',{'url':'https://x/1'}]}", "https://x/1"),
                form("{'media_urls':['/relative','https://x/1',5,null,{}]}", "https://x/1"),
                form("{'media_urls':['HTTPS://x/1']}", "https://x/1"),
                form("{'other':'https://x/9','nested':{'url':'https://x/9'}}"),
                form("null"),
                form("'https://x/1'"),
                form("[]"),
                form("7"));
    }

    private static Arguments form(String outcome, String... urls) {
        return Arguments.of(outcome, List.of(urls));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyFormOfMediaIsFoundAndNothingElse(String outcome, List<String> urls) {
        assertThat(urls(outcome)).isEqualTo(urls);
    }

    @Test
    void picturesAreNumberedFromOneWithoutGaps() {
        assertThat(seen("{'media_urls':['https://x/1','https://x/1','https://x/2']}")
                        .media())
                .extracting(Media::n)
                .containsExactly(1, 2);
    }

    @Test
    void aThumbnailIsNeverThePictureWhileAnotherIsThere() {
        Snapshot snapshot = seen("{'media_urls':['ftp://x/1'],'thumbnail_image_url':'https://x/t'}");
        assertThat(snapshot.media()).isEmpty();
        HttpAnswer early = record("'status':'processing','outcome':{'thumbnail_image_url':'https://x/t'}");
        assertThat(((StatusAnswer.Seen) answers.status(early, ID)).snapshot().media())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://x/1",
                "/a/b.png",
                "//x/1",
                "data:image/png;base64,AAAA",
                "https://",
                "https:///p",
                "not a url",
                "",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https://x:99999/1",
                "https://a b/c"
            })
    void whatIsNoWebAddressIsReportedNotFetched(String url) {
        Snapshot snapshot = seen("{'media_urls':['" + url + "']}");
        assertThat(snapshot.media()).isEmpty();
        assertThat(snapshot.reason().reasonClass()).isEqualTo(ReasonClass.NO_OUTPUT);
        assertThat(snapshot.reason().text()).contains("\"" + url + "\"");
        assertThat(Answers.isFinal(snapshot)).isFalse();
    }

    @Test
    void aSignatureIsNotReported() {
        assertThat(seen("{'media_urls':['ftp://x/1?sig=secret']}").reason().text())
                .doesNotContain("secret");
    }

    @Test
    void atMostSixteenPicturesAreTaken() {
        String many =
                IntStream.range(0, 5000).mapToObj(i -> "'https://x/" + i + "'").collect(Collectors.joining(","));
        assertThat(urls("{'media_urls':[" + many + "]}")).hasSize(16).startsWith("https://x/0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "https://x/a b|c.png ~ https://x/a%20b%7Cc.png",
                "https://x/ü/日.png ~ https://x/%C3%BC/%E6%97%A5.png",
                "https://x/a%2Fb%zz ~ https://x/a%2Fb%25zz",
                "https://x/p?X-Sig=a%2Bb+c%3D&e=(1)'*;$,@:/?[] ~ https://x/p?X-Sig=a%2Bb+c%3D&e=(1)'*;$,@:/?[]",
                "https://x/p?q=a|b#f#g ~ https://x/p?q=a%7Cb#f%23g",
                "https://x/[1]{2}^`\\ ~ https://x/%5B1%5D%7B2%7D%5E%60%5C",
                "https://bücher.example/a ~ https://xn--bcher-kva.example/a",
                "https://[::1]:8443/a ~ https://[::1]:8443/a",
                "https://x ~ https://x"
            })
    void whatUriRefusesIsEncodedAndTheRestKeptToTheCharacter(String raw, String expected) {
        assertThat(LenientUri.of(raw.strip())).get().asString().isEqualTo(expected.strip());
    }
}
