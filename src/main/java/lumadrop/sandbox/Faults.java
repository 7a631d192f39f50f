package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The answers of calls that fail, the same wherever they fail, by the oddity's name. */
final class Faults {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration TEN_YEARS = Duration.ofDays(3650);

    private Faults() {}

    /** The answer of a failing call; {@code here} is its own address, for redirects to itself. */
    static Answer answer(Oddity oddity, String here, Instant now) {
        String what = oddity.id().replaceFirst("-accepted$", "").replaceFirst("^(api|submit|status|list|upload)-", "");
        return switch (what) {
            case "400" -> Answer.error(400, "invalid request: payload could not be processed");
            case "400-rejected" -> Answer.error(400, "Generation rejected");
            case "400-policy" -> Answer.error(400, "The prompt was rejected by our content policy (safety)");
            case "400-credits" -> Answer.error(400, "Insufficient credits. Please top up your balance");
            case "400-error-object" -> errorObject();
            case "400-detail" -> Answer.json(400, object().put("detail", "prompt: not acceptable"));
            case "401" -> Answer.error(401, "invalid API key");
            case "402" -> Answer.error(402, "Insufficient credits. Please top up your balance");
            case "403" -> Answer.error(403, "this API key has no access to the resource");
            case "404", "404-lag" -> missing(oddity);
            case "410" -> Answer.error(410, "request is gone");
            case "413" -> Answer.error(413, "request entity too large");
            case "422" -> Answer.error(422, "prompt: value is not acceptable");
            case "429" -> throttle(WAIT);
            case "429-seconds" -> Answer.error(429, "Too many requests").with("Retry-After", seconds(WAIT));
            case "429-date" ->
                Answer.error(429, "Too many requests").with("Retry-After", httpDate(now.plus(WAIT.multipliedBy(2))));
            case "429-bare" -> Answer.error(429, "Too many requests");
            case "429-negative" -> throttle(WAIT.negated()).with("Retry-After", seconds(WAIT.negated()));
            case "429-huge" -> throttle(TEN_YEARS).with("Retry-After", seconds(TEN_YEARS));
            case "500", "url-500" -> Answer.error(500, "internal server error");
            case "500-backend" -> Answer.error(500, "Backend error (400): the model refused the request");
            case "502" -> Answer.error(502, "bad gateway");
            case "502-html" -> Answer.html(502, "502 Bad Gateway");
            case "503-capacity" -> Answer.error(503, "Upstream capacity temporarily exhausted");
            case "503" -> Answer.error(503, "service unavailable");
            case "503-retry-after" -> Answer.error(503, "service unavailable").with("Retry-After", seconds(WAIT));
            case "504" -> Answer.error(504, "gateway timeout");
            case "524" -> Answer.html(524, "524 A timeout occurred");
            case "not-json" -> Answer.of(200, "application/json", bytes("OK, we got it"));
            case "no-id" -> Answer.json(200, object().put("status", "queued").putNull("outcome"));
            case "html" -> Answer.html(200, "Just a moment");
            case "empty" -> Answer.of(200, "application/json", new byte[0]);
            case "null-answer" -> Answer.of(200, "application/json", bytes("null"));
            case "reset" -> Answer.none(new Delivery.Reset());
            case "hang-up" -> Answer.none(new Delivery.HangUp());
            case "timeout" -> Answer.none(new Delivery.Never());
            case "redirect" -> Answer.redirect(oddity.place() == Place.SUBMIT ? 307 : 302, here);
            default -> throw new IllegalStateException(oddity + " has no answer of its own");
        };
    }

    /** The 429 that was seen live: the wait is in the body. */
    static Answer throttle(Duration wait) {
        return throttle(wait, new RateLimit(2, Duration.ofSeconds(60)));
    }

    static Answer throttle(Duration wait, RateLimit limit) {
        ObjectNode body = object().put("error", "Too many requests");
        body.putObject("rate_limit")
                .put("limit", limit.limit())
                .put("interval_seconds", Math.max(1, limit.interval().toSeconds()))
                .put("retry_after_ms", wait.toMillis());
        return Answer.json(429, body);
    }

    static String httpDate(Instant instant) {
        return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .format(instant.atOffset(ZoneOffset.UTC));
    }

    private static Answer missing(Oddity oddity) {
        return switch (oddity.place()) {
            case SUBMIT -> Answer.error(404, "model luma-uni-1.1 does not exist");
            case LIST -> Answer.html(404, "404 page not found");
            default -> Answer.error(404, "request not found");
        };
    }

    private static Answer errorObject() {
        ObjectNode body = object();
        body.putObject("error")
                .put("message", "request failed")
                .put("details", "{\"code\":\"invalid_request\",\"message\":\"the maker refused the prompt\"}");
        return Answer.json(400, body);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String seconds(Duration wait) {
        return String.valueOf(wait.toSeconds());
    }
}
