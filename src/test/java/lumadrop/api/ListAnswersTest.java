package lumadrop.api;

import static lumadrop.api.Wire.http;
import static lumadrop.api.Wire.truncated;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import lumadrop.job.Ask;
import lumadrop.job.Mode;
import lumadrop.job.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListAnswersTest {
    private static final String TWO =
            "[{'request_id':'a','status':'success','model':'luma-uni-1.1','created_at':1762215580,"
                    + "'payload':{'prompt':'a cat','aspect_ratio':'1:1'},'outcome':{'media_urls':['https://x/1']}},"
                    + "{'request_id':'b','status':'queued','payload':{}}]";

    private final Answers answers = new Answers(null);

    private ListAnswer.Page page(String body) {
        assertThat(answers.list(http(200, body))).isInstanceOf(ListAnswer.Page.class);
        return (ListAnswer.Page) answers.list(http(200, body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'requests':%s,'total':9}", "%s", "{'data':%s}", "{'items':%s}", "{'requests':null,'data':%s}"})
    void everyEnvelopeIsOpened(String envelope) {
        ListAnswer.Page page = page(String.format(envelope, TWO));
        assertThat(page.items()).extracting(item -> item.snapshot().requestId()).containsExactly("a", "b");
        assertThat(page.unreadable()).isZero();
        assertThat(page.total()).isEqualTo(envelope.contains("total") ? OptionalLong.of(9) : OptionalLong.empty());
    }

    @Test
    void anItemIsARecordWithItsEcho() {
        ListItem cat = page(TWO).items().get(0);
        assertThat(cat.model()).isEqualTo("luma-uni-1.1");
        assertThat(cat.snapshot().media()).hasSize(1);
        assertThat(cat.snapshot().createdAt()).hasToString("2025-11-04T00:19:40Z");
        Ask ask = new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", "a cat", "1:1", null, Map.of(), null, Map.of());
        assertThat(cat.payload()).isEqualTo(RequestBody.payload(ask));
    }

    /** A request's own answer may show the picture. */
    @Test
    void aThumbnailInAListIsNoPicture() {
        ListAnswer.Page page = page("[{'request_id':'a','status':'success','outcome':"
                + "{'thumbnail_image_url':'https://storage.example/t.png'}}]");
        assertThat(page.items()).singleElement().satisfies(item -> {
            assertThat(item.snapshot().phase()).isEqualTo(Phase.SUCCEEDED);
            assertThat(item.snapshot().media()).isEmpty();
            assertThat(Answers.isFinal(item.snapshot())).isFalse();
        });
    }

    @Test
    void anEchoThatIsEmptyOrAbsentIsNone() {
        assertThat(page("[{'request_id':'a'},{'request_id':'b','payload':{}},{'request_id':'c','payload':null},"
                                + "{'request_id':'d','payload':'x'}]")
                        .items())
                .hasSize(4)
                .allSatisfy(item -> {
                    assertThat(item.payload()).isNull();
                    assertThat(item.snapshot().phase()).isEqualTo(Phase.UNRECOGNISED);
                });
    }

    @Test
    void aNullListIsEmptyAndOddItemsAreCounted() {
        assertThat(page("{'requests':null,'total':0}").items()).isEmpty();
        ListAnswer.Page odd = page("{'requests':[null,5,'x',[],{},{'request_id':''},{'request_id':'a'}],'total':-1}");
        assertThat(odd.items()).hasSize(1);
        assertThat(odd.unreadable()).isEqualTo(6);
        assertThat(odd.total()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{'requests':5}", "5", "<html>", "{'requests':["})
    void whatIsNoListProvesNothing(String body) {
        assertThat(answers.list(http(200, body))).isInstanceOf(AskAgain.class);
        assertThat(answers.models(http(200, body))).isInstanceOf(AskAgain.class);
        assertThat(answers.upload(http(200, body))).isInstanceOf(AskAgain.class);
    }

    @Test
    void aListThatIsTooLongProvesNothing() {
        assertThat(answers.list(truncated(200, TWO))).isInstanceOf(AskAgain.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 404, 301})
    void aListThatIsRefusedTellsOfTheKeyOrTheAddress(int status) {
        assertThat(answers.list(http(status, ""))).isInstanceOf(AccountTrouble.class);
        assertThat(answers.models(http(status, ""))).isInstanceOf(AccountTrouble.class);
        assertThat(answers.upload(http(status, ""))).isInstanceOf(AccountTrouble.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 504})
    void troubleThatPassesIsAskedForAgain(int status) {
        assertThat(answers.list(http(status, ""))).isInstanceOf(AskAgain.class);
        assertThat(answers.models(http(status, ""))).isInstanceOf(AskAgain.class);
        assertThat(answers.upload(http(status, ""))).isInstanceOf(AskAgain.class);
    }

    @Test
    void modelsAreListedAsTheyAreWritten() {
        assertThat(answers.models(http(200, "{'model_ids':['luma-uni-1.1','Other',5,null]}")))
                .isEqualTo(new ModelsAnswer.Known(List.of("luma-uni-1.1", "Other")));
    }

    @Test
    void anUploadIsGrantedOrDenied() {
        assertThat(answers.upload(
                        http(200, "{'upload_url':'https://up/x?sig=a%2Bb','public_url':'https://pub/x.png'}")))
                .isEqualTo(new UploadAnswer.Granted(
                        URI.create("https://up/x?sig=a%2Bb"), URI.create("https://pub/x.png")));
        assertThat(answers.upload(http(200, "{'upload_url':'https://up/x'}"))).isInstanceOf(AskAgain.class);
        assertThat(answers.upload(http(400, "{'error':'file_type'}")).word()).isEqualTo("denied");
        assertThat(UploadType.JPG.contentType()).isEqualTo("image/jpg");
        assertThat(UploadType.JPEG.contentType()).isEqualTo("image/jpeg");
        assertThat(UploadType.PNG.body()).asString().isEqualTo("{\"file_type\":\"png\"}");
    }
}
