package lumadrop.api;

import static lumadrop.api.Wire.ID;
import static lumadrop.api.Wire.http;
import static lumadrop.api.Wire.record;
import static lumadrop.api.Wire.truncated;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusAnswersTest {
    private final Answers answers = new Answers(null);

    private Snapshot seen(String fields) {
        StatusAnswer answer = answers.status(record(fields), ID);
        assertThat(answer).isInstanceOf(StatusAnswer.Seen.class);
        return ((StatusAnswer.Seen) answer).snapshot();
    }

    private AskAgain askAgain(HttpAnswer answer) {
        assertThat(answers.status(answer, ID)).isInstanceOf(AskAgain.class);
        return (AskAgain) answers.status(answer, ID);
    }

    @ParameterizedTest
    @CsvSource({
        "created, QUEUED",
        "queued, QUEUED",
        "dispatched, QUEUED",
        "processing, PROCESSING",
        "running, PROCESSING",
        "success, SUCCEEDED",
        "finished, SUCCEEDED",
        "completed, SUCCEEDED",
        "succeeded, SUCCEEDED",
        "done, SUCCEEDED",
        "failed, FAILED",
        "error, FAILED",
        "canceled, FAILED",
        "cancelled, CANCELLED",
        "SUCCESS, SUCCEEDED",
        "Failed, FAILED",
        "' processing ', PROCESSING",
        "QuEuEd, QUEUED",
        "archived, UNRECOGNISED",
        "in_progress, UNRECOGNISED",
        "successful, UNRECOGNISED",
        "İ, UNRECOGNISED"
    })
    void everyStatusHasItsMeaningInAnyCase(String status, Phase phase) {
        Snapshot snapshot = seen("'status':'" + status + "'");
        assertThat(snapshot.phase()).isEqualTo(phase);
        assertThat(snapshot.status()).isEqualTo(status.strip());
    }

    @Test
    void theOutcomesOwnStatusIsAnotherWord() {
        assertThat(seen("'status':'processing','outcome':{'status':'success'}").phase())
                .isEqualTo(Phase.PROCESSING);
        assertThat(seen("'status':'\\u0000 \\u202e'").status()).isEqualTo("unstated");
        assertThat(askAgain(record("'outcome':{'status':'success'}")).reason().text())
                .contains("no status");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'error_message':'because','error':'later'",
                "'error':'because','outcome':{'error':'later'}",
                "'outcome':{'error':'because','message':'later'}",
                "'outcome':{'message':'because'},'reason':'later'",
                "'reason':'because','message':'later'",
                "'message':'because'",
                "'error_message':null,'error':'because'",
                "'error_message':'  ','error':{},'reason':[],'message':'because'",
                "'error':{'message':'because'}",
                "'error':{'details':'because'}",
                "'error':'{\\'message\\':\\'because\\'}'",
                "'error':['because']",
                "'error':{'message':'{\\'error\\':{\\'message\\':\\'because\\'}}'}",
                "'error':{'message':{'message':'because'}}",
                "'error':false,'reason':'because'"
            })
    void theReasonIsTheFirstOfTheKnownPlacesInAllItsForms(String fields) {
        assertThat(seen("'status':'failed'," + fields).reason())
                .isEqualTo(new Reason(ReasonClass.UPSTREAM_FAILED, "because"));
    }

    @Test
    void messageAndDetailsAreBothShown() {
        String error = "{'message':'Generation failed','details':'{\\'code\\':\\'corrupt_input\\'}'}";
        assertThat(seen("'status':'failed','error':" + error).reason())
                .isEqualTo(new Reason(ReasonClass.IMAGE_UNREACHABLE, "Generation failed: corrupt_input"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"error_message", "error", "reason", "message"})
    void aModerationReasonIsFoundInEachPlace(String place) {
        Snapshot snapshot = seen("'status':'failed','" + place + "':'content_moderated'");
        assertThat(snapshot.reason().reasonClass()).isEqualTo(ReasonClass.MODERATED);
    }

    @Test
    void aLaterPlaceMayNameTheClassWhereTheFirstSaysNothing() {
        assertThat(seen("'status':'failed','error_message':'Generation failed','outcome':{'error':'content_moderated'}")
                        .reason())
                .isEqualTo(new Reason(ReasonClass.MODERATED, "Generation failed"));
    }

    @Test
    void aFailureWithoutAReasonSaysSo() {
        assertThat(seen("'status':'Failed'").reason())
                .isEqualTo(new Reason(ReasonClass.UPSTREAM_FAILED, "the upstream says \"Failed\" and gives no reason"));
        assertThat(seen("'status':'cancelled'").reason().reasonClass()).isEqualTo(ReasonClass.UPSTREAM_FAILED);
        assertThat(seen("'status':'cancelled','reason':'moderation'").reason().reasonClass())
                .isEqualTo(ReasonClass.MODERATED);
        assertThat(seen("'status':'processing','message':'working'").reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'''message'':''Blocked by our content policy''', MODERATED, true",
        "'''message'':''I cannot draw that.''', MODERATED, true",
        "'''outcome'':{''media_urls'':[],''message'':''flagged as unsafe''}', MODERATED, true",
        "'''message'':''failed to fetch image''', IMAGE_UNREACHABLE, true",
        "'''message'':''ok''', NO_OUTPUT, false"
    })
    void aSuccessThatExplainsItsEmptinessEndsAtOnce(String fields, ReasonClass reasonClass, boolean isFinal) {
        Snapshot snapshot = seen("'status':'success'," + fields);
        assertThat(snapshot.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(snapshot.media()).isEmpty();
        assertThat(snapshot.reason().reasonClass()).isEqualTo(reasonClass);
        assertThat(Answers.isFinal(snapshot)).isEqualTo(isFinal);
    }

    @Test
    void aSuccessWithPicturesNeedsNoReason() {
        assertThat(seen("'status':'success','message':'policy','outcome':{'url':'https://x/a'}")
                        .reason())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "5",
                "'text'",
                "",
                "{",
                "not json",
                "{}",
                "{'status':'success'}",
                "<html>maintenance</html>",
                "{'request_id':'other','status':'success'}",
                "{'request_id':'5c30b275-0001','status':7}",
                "{'request_id':'5c30b275-0001','status':null}",
                "{'request_id':'5c30b275-0001'}",
                "{'request_id':null,'status':'failed'}",
                "{'request_id':'5c30b275-0001','status':'success'"
            })
    void anAnswerThatIsNoRecordOfTheRequestIsAskedForAgain(String body) {
        AskAgain again = askAgain(http(200, body));
        assertThat(again.reason().text()).isNotBlank().doesNotContain("<");
        assertThat(again.pause()).isNull();
    }

    @Test
    void anAnswerThatIsTooLongIsAskedForAgain() {
        HttpAnswer whole = truncated(200, "{'request_id':'" + ID + "','status':'success'}");
        assertThat(askAgain(whole).reason().text()).contains("more than the");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 524, 400, 408, 422, 301, 302, 100})
    void troubleThatPassesIsAskedForAgain(int status) {
        AskAgain again = askAgain(http(status, "{'error':'no'}", Map.of("Retry-After", "3")));
        assertThat(again.pause()).isEqualTo(Duration.ofSeconds(3));
        assertThat(again.reason().reasonClass())
                .isEqualTo(status == 429 ? ReasonClass.RATE_LIMITED : ReasonClass.UPSTREAM_FAILED);
    }

    @Test
    void a404AndA410SayThatItIsNotThere() {
        StatusAnswer lag = answers.status(http(404, "{'error':'request not found'}"), ID);
        assertThat(lag)
                .isEqualTo(new StatusAnswer.NotThere(
                        new Reason(ReasonClass.UPSTREAM_FAILED, "HTTP 404: request not found"), false));
        assertThat(((StatusAnswer.NotThere) answers.status(http(410, ""), ID)).gone())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void aRevokedKeyIsNotAskedWithAgain(int status) {
        assertThat(answers.status(http(status, "{'error':'key'}"), ID)).isInstanceOf(AccountTrouble.class);
    }

    @Test
    void aBrokenConnectionIsAskedForAgain() {
        assertThat(answers.broke(new SocketTimeoutException("Read timed out"))
                        .reason()
                        .text())
                .isEqualTo("no answer from the upstream: Read timed out (SocketTimeoutException)");
    }

    @ParameterizedTest
    @CsvSource({
        "1762215580, 2025-11-04T00:19:40Z",
        "1762215580.9, 2025-11-04T00:19:40Z",
        "1762215580123, 2025-11-04T00:19:40Z",
        "'''2025-11-04T00:19:40.5Z''', 2025-11-04T00:19:40Z",
        "0,",
        "-5,",
        "1e300,",
        "'''soon''',",
        "null,",
        "{},",
        "99999999999999999999999999,"
    })
    void timesAreWholeSecondsOrAbsent(String time, Instant expected) {
        Snapshot snapshot = seen("'status':'queued','created_at':" + time + ",'updated_at':" + time);
        assertThat(snapshot.createdAt()).isEqualTo(expected);
        assertThat(snapshot.updatedAt()).isEqualTo(expected);
    }
}
