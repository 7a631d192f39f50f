package lumadrop.api;

import static lumadrop.api.Wire.ID;
import static lumadrop.api.Wire.NOW;
import static lumadrop.api.Wire.http;
import static lumadrop.api.Wire.record;
import static lumadrop.api.Wire.truncated;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import lumadrop.job.Media;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitAnswersTest {
    private final Answers answers = new Answers(null);

    static Stream<Arguments> errors() {
        return Stream.of(
                // 400, 413, 422: a field or the content refused.
                refused(400, "{'error':'Generation rejected'}", ReasonClass.INVALID, "Generation rejected"),
                refused(400, "{'error':'invalid value, please fix and try again'}", ReasonClass.INVALID, "fix"),
                refused(
                        400,
                        "{'error':{'message':'Generation rejected','details':'violates content policy'}}",
                        ReasonClass.MODERATED,
                        "Generation rejected: violates content policy"),
                refused(
                        400,
                        "{'error':{'code':'content_moderated','message':'Request blocked'}}",
                        ReasonClass.MODERATED,
                        "Request blocked"),
                refused(413, "{'message':'image_too_large'}", ReasonClass.IMAGE_UNREACHABLE, "image_too_large"),
                refused(
                        422,
                        "{'detail':[{'loc':['body','payload','prompt'],'msg':'field required','type':'missing'}]}",
                        ReasonClass.INVALID,
                        "field required (body.payload.prompt)"),
                refused(422, "{'detail':'blocked by safety system'}", ReasonClass.MODERATED, "safety"),
                refused(400, "", ReasonClass.INVALID, "HTTP 400"),
                refused(415, "{'error':'media type'}", ReasonClass.INVALID, "media type"),
                refused(400, "{'error':'moderation: film about credits'}", ReasonClass.MODERATED, "film"),
                refused(400, "{'error':'rejected: white balance cannot be kept'}", ReasonClass.INVALID, "white"),
                refused(403, "{'error':'Blocked: content policy'}", ReasonClass.MODERATED, "content policy"),
                // Model, key, credit, address: every job would meet it.
                account(404, "{'error':'model luma-uni-9 does not exist'}", "luma-uni-9"),
                account(
                        404,
                        "<html><head><title>404 Not Found</title></head></html>",
                        "an HTML page, \"404 Not Found\""),
                account(401, "{'error':'Invalid API key'}", "HTTP 401: Invalid API key"),
                account(403, "{'message':'forbidden by organization policy'}", "forbidden"),
                account(402, "", "HTTP 402"),
                account(400, "{'error':'Insufficient credits to run this model'}", "credits"),
                account(429, "{'error':'Your balance is 0.00'}", "balance"),
                account(500, "{'error':'insufficient balance'}", "balance"),
                account(200, "{'error':'Insufficient credits'}", "Insufficient credits"),
                account(405, "", "HTTP 405"),
                account(308, "", "a redirect"),
                // Not accepted now, later perhaps.
                throttled(429, "{'error':'Too many requests'}", "Too many requests"),
                throttled(429, "<html></html>", "an HTML page"),
                throttled(
                        503,
                        "{'error':'Upstream capacity temporarily exhausted'}",
                        "Upstream capacity temporarily exhausted"),
                // The maker refused.
                backend(
                        500,
                        "{'error':'Backend error (400): prompt too long'}",
                        ReasonClass.INVALID,
                        "Backend error (400): prompt too long"),
                backend(
                        500,
                        "{'error':'Backend error (422): {\\'error\\':{\\'message\\':\\'content_moderated\\'}}'}",
                        ReasonClass.MODERATED,
                        "Backend error (422): content_moderated"),
                backend(500, "{'error':'Backend error (429)'}", ReasonClass.RATE_LIMITED, "429"),
                backend(500, "{'error':'Backend error (402): out of credits'}", ReasonClass.RATE_LIMITED, "402"),
                backend(500, "{'error':'Backend error (404)'}", ReasonClass.UPSTREAM_FAILED, "404"),
                // Unknown: list first.
                uncertain(500, "{'error':'Internal server error'}", "Internal server error"),
                uncertain(500, "{'error':'Backend error (502)'}", "502"),
                uncertain(502, "<html><title>502 Bad Gateway</title>", "502 Bad Gateway"),
                uncertain(503, "{'error':'Service unavailable, try again'}", "unavailable"),
                uncertain(503, "", "HTTP 503"),
                uncertain(504, "upstream request timeout", "upstream request timeout"),
                uncertain(524, "", "HTTP 524"),
                uncertain(504, "load balancer: balance of nodes", "load"),
                uncertain(408, "", "HTTP 408"),
                uncertain(409, "{'error':'credits'}", "HTTP 409"),
                uncertain(303, "", "a redirect"),
                uncertain(200, "OK", "OK"),
                uncertain(200, "", "HTTP 200"),
                uncertain(200, "null", "HTTP 200"),
                uncertain(200, "[]", "HTTP 200"),
                uncertain(200, "{'status':'queued'}", "without a request id"),
                uncertain(200, "{'request_id':'','status':'queued'}", "HTTP 200"),
                uncertain(200, "{'request_id':'..','status':'queued'}", "HTTP 200"),
                uncertain(200, "{'request_id':['x']}", "HTTP 200"),
                uncertain(200, "{'error':'something broke'}", "something broke"));
    }

    private static Arguments refused(int status, String body, ReasonClass reasonClass, String says) {
        return Arguments.of(status, body, "refused", reasonClass, says);
    }

    private static Arguments backend(int status, String body, ReasonClass reasonClass, String says) {
        return Arguments.of(status, body, "refused-by-backend", reasonClass, says);
    }

    private static Arguments account(int status, String body, String says) {
        return Arguments.of(status, body, "account-trouble", ReasonClass.ACCOUNT, says);
    }

    private static Arguments throttled(int status, String body, String says) {
        return Arguments.of(status, body, "throttled", ReasonClass.RATE_LIMITED, says);
    }

    private static Arguments uncertain(int status, String body, String says) {
        return Arguments.of(status, body, "uncertain", ReasonClass.UNKNOWN_SUBMIT, says);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("errors")
    void everyRowOfTheTableOfErrorsHasItsAnswer(
            int status, String body, String word, ReasonClass reasonClass, String says) {
        SubmitAnswer answer = answers.submit(http(status, body));
        assertThat(answer.word()).isEqualTo(word);
        assertThat(reason(answer).reasonClass()).isEqualTo(reasonClass);
        assertThat(reason(answer).text()).contains(says).doesNotContain("<");
    }

    private static Reason reason(SubmitAnswer answer) {
        if (answer instanceof SubmitAnswer.Refused refused) {
            return refused.reason();
        } else if (answer instanceof SubmitAnswer.RefusedByBackend refused) {
            return refused.reason();
        } else if (answer instanceof SubmitAnswer.Throttled throttled) {
            return throttled.reason();
        } else if (answer instanceof SubmitAnswer.NotSent notSent) {
            return notSent.reason();
        } else if (answer instanceof SubmitAnswer.Uncertain uncertain) {
            return uncertain.reason();
        } else if (answer instanceof AccountTrouble trouble) {
            return trouble.reason();
        }
        throw new AssertionError("no reason in " + answer);
    }

    private Snapshot taken(HttpAnswer answer) {
        assertThat(answers.submit(answer)).isInstanceOf(SubmitAnswer.Taken.class);
        return ((SubmitAnswer.Taken) answers.submit(answer)).snapshot();
    }

    @Test
    void aPostThatBlockedForTheGenerationIsFinishedWithItsOutcome() {
        Snapshot snapshot = taken(record("'org_id':'o','user_id':'u','qworker_id':'q','model':'luma-uni-1.1',"
                + "'status':'success','is_public':false,'payload':{'prompt':'…','image':'https://in/put.png'},"
                + "'outcome':{'media_urls':[{'id':'0','url':'https://storage.example/a.png'}],"
                + "'thumbnail_image_url':'https://storage.example/t.png'},"
                + "'created_at':1762215580,'updated_at':1762215606,'queued_at':1762215580"));
        assertThat(snapshot)
                .isEqualTo(new Snapshot(
                        ID,
                        Phase.SUCCEEDED,
                        "success",
                        List.of(new Media(1, URI.create("https://storage.example/a.png"))),
                        null,
                        Instant.ofEpochSecond(1762215580),
                        Instant.ofEpochSecond(1762215606),
                        NOW));
        assertThat(Answers.isFinal(snapshot)).isTrue();
    }

    @Test
    void aSuccessWithoutItsOutcomeIsWorthAnotherQuestion() {
        Snapshot snapshot = taken(record("'status':'success','created_at':1762215580"));
        assertThat(snapshot.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(snapshot.media()).isEmpty();
        assertThat(snapshot.reason()).isNull();
        assertThat(Answers.isFinal(snapshot)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 299})
    void any2xxIsTreatedAlike(int status) {
        Snapshot snapshot = taken(http(status, "{'request_id':'x','status':'queued','outcome':null}"));
        assertThat(snapshot.phase()).isEqualTo(Phase.QUEUED);
        assertThat(Answers.isFinal(snapshot)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'status':null", "'status':5", "'status':''", "'status':{'a':1}"})
    void aKnownIdIsNotLostForWantOfAStatus(String fields) {
        Snapshot snapshot = taken(record(fields));
        assertThat(snapshot.requestId()).isEqualTo(ID);
        assertThat(snapshot.phase()).isEqualTo(Phase.UNRECOGNISED);
    }

    @Test
    void aKnownIdIsNotLostForWantOfAnEnd() {
        String cut = "{'request_id':'" + ID + "','status':'succ";
        assertThat(taken(http(200, cut)).requestId()).isEqualTo(ID);
        assertThat(taken(truncated(200, cut)).requestId()).isEqualTo(ID);
        assertThat(taken(truncated(200, "{'a':[{'request_id':'no'}],'request_id':'x','b':'"))
                        .requestId())
                .isEqualTo("x");
        assertThat(answers.submit(truncated(200, "{'payload':{'request_id':'no'},'request_id':'5c30")))
                .isInstanceOf(SubmitAnswer.Uncertain.class);
    }

    @Test
    void aRefusalInA200IsFinalAndKeepsItsId() {
        Snapshot snapshot = taken(record("'status':'failed','error_message':'blocked by moderation, try again'"));
        assertThat(snapshot.requestId()).isEqualTo(ID);
        assertThat(snapshot.reason()).isEqualTo(new Reason(ReasonClass.MODERATED, "blocked by moderation, try again"));
        assertThat(Answers.isFinal(snapshot)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate limit exceeded",
                "30 RPM reached",
                "Quota exceeded",
                "no capacity",
                "please try again",
                "rate_limited",
                "budget_exhausted",
                "RateLimitError"
            })
    void aThrottleInDisguiseIsKnownByItsWords(String words) {
        SubmitAnswer answer = answers.submit(record("'status':'FAILED','outcome':{'error':'" + words + "'},"
                + "'rate_limit':{'limit':2,'interval_seconds':60,'retry_after_ms':1500}"));
        assertThat(answer).isInstanceOf(SubmitAnswer.FailedThrottled.class);
        SubmitAnswer.FailedThrottled throttled = (SubmitAnswer.FailedThrottled) answer;
        assertThat(throttled.snapshot().requestId()).isEqualTo(ID);
        assertThat(throttled.snapshot().reason()).isEqualTo(new Reason(ReasonClass.RATE_LIMITED, words));
        assertThat(throttled.pause()).isEqualTo(Duration.ofMillis(1500));
        assertThat(throttled.limit()).isEqualTo(new RateLimit(2, Duration.ofMinutes(1)));
    }

    @Test
    void failedForWantOfCreditStopsEveryJob() {
        assertThat(answers.submit(record("'status':'failed','error':'Insufficient credits'")))
                .isEqualTo(new AccountTrouble(
                        AccountTrouble.Kind.CREDIT, new Reason(ReasonClass.ACCOUNT, "Insufficient credits")));
    }

    @Test
    void a429TellsItsWaitAndItsLimit() {
        SubmitAnswer.Throttled throttled = (SubmitAnswer.Throttled) answers.submit(http(
                429,
                "{'error':'slow down','rate_limit':{'limit':2,'interval_seconds':60,'retry_after_ms':31000}}",
                Map.of("retry-after", "7")));
        assertThat(throttled.pause()).isEqualTo(Duration.ofSeconds(31));
        assertThat(throttled.limit()).isEqualTo(new RateLimit(2, Duration.ofSeconds(60)));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), "not-sent"),
                Arguments.of(new UnknownHostException("console.example"), "not-sent"),
                Arguments.of(new SSLHandshakeException("bad certificate"), "not-sent"),
                Arguments.of(new ConnectTimeoutException(), "not-sent"),
                Arguments.of(new RuntimeException(new IOException(new ConnectException("x"))), "not-sent"),
                Arguments.of(new SocketTimeoutException("Read timed out"), "uncertain"),
                Arguments.of(new SocketException("Connection reset"), "uncertain"),
                Arguments.of(new SSLException("alert"), "uncertain"),
                Arguments.of(new IOException(), "uncertain"),
                Arguments.of(new IllegalStateException("odd"), "uncertain"));
    }

    private static final class ConnectTimeoutException extends SocketTimeoutException {}

    @ParameterizedTest
    @MethodSource("failures")
    void onlyWhatCannotHaveLeftCountsAsNotSent(Exception failure, String word) {
        SubmitAnswer answer = answers.submitBroke(failure);
        assertThat(answer.word()).isEqualTo(word);
        assertThat(reason(answer).text()).contains("Exception");
        assertThat(answers.broke(failure).pause()).isNull();
    }

    @Test
    void theKeyDoesNotComeBackInTheWordsOfARefusal() {
        Answers careful = new Answers(ApiKey.of("sk-123456"));
        SubmitAnswer echoed = careful.submit(http(401, "{'error':'Incorrect API key provided: sk-123456.'}"));
        assertThat(reason(echoed).text()).isEqualTo("HTTP 401: Incorrect API key provided: [hidden].");
        assertThat(echoed.toString()).doesNotContain("123456");
        assertThat(careful.submitBroke(new IOException("header Authorization: Bearer sk-123456"))
                        .toString())
                .doesNotContain("123456");
    }
}
