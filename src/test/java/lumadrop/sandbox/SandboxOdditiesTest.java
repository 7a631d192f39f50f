package lumadrop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each oddity does what its description says; the last test says that none is forgotten here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxOdditiesTest {

    private final Set<Oddity> shown = EnumSet.noneOf(Oddity.class);
    private SandboxServer server;
    private Vendor vendor;

    @BeforeAll
    void start() throws IOException {
        server = SandboxServer.start(Doubles.instant(), Doubles.ROUTES);
        vendor = new Vendor(server);
    }

    @BeforeEach
    void forget() {
        shown.addAll(seen());
        server.reset();
    }

    @AfterAll
    void stop() {
        shown.addAll(seen());
        server.close();
        // Oddities are counted where they happen; a name that no test made happen is a promise that nobody checked.
        assertThat(EnumSet.complementOf(EnumSet.copyOf(shown))).isEmpty();
    }

    private Set<Oddity> seen() {
        Set<Oddity> seen = EnumSet.noneOf(Oddity.class);
        server.stats()
                .path("oddities")
                .fieldNames()
                .forEachRemaining(name -> seen.add(Oddity.named(name).orElseThrow()));
        return seen;
    }

    @ParameterizedTest
    @CsvSource({
        "submit-400,400,error",
        "submit-400-rejected,400,Generation rejected",
        "submit-400-policy,400,content policy",
        "submit-400-credits,400,Insufficient credits",
        "submit-400-error-object,400,details",
        "submit-400-detail,400,detail",
        "submit-401,401,key",
        "submit-402,402,credits",
        "submit-403,403,access",
        "submit-404,404,does not exist",
        "submit-413,413,large",
        "submit-422,422,prompt",
        "submit-429,429,retry_after_ms",
        "submit-429-seconds,429,Too many",
        "submit-429-date,429,Too many",
        "submit-429-bare,429,Too many",
        "submit-429-negative,429,-1000",
        "submit-429-huge,429,315360000000",
        "submit-500,500,internal",
        "submit-500-backend,500,Backend error (400)",
        "submit-502,502,bad gateway",
        "submit-502-html,502,<html>",
        "submit-503-capacity,503,Upstream capacity temporarily exhausted",
        "submit-503,503,unavailable",
        "submit-503-retry-after,503,unavailable",
        "submit-504,504,timeout",
        "submit-524,524,<html>",
        "submit-not-json,200,OK",
        "submit-no-id,200,queued",
        "submit-redirect,307,''",
        "api-401,401,key",
        "api-402,402,credits",
        "api-403,403,access",
        "api-503,503,unavailable"
    })
    void aSubmitIsAnsweredSoAndNotAccepted(String name, int status, String words) throws IOException {
        server.order(oddity(name), 1);
        HttpResponse<byte[]> answer = vendor.submit("a fox");
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(words);
        assertThat(server.requests()).isEmpty();
        assertThat(vendor.submit("a fox").statusCode()).isEqualTo(200);
        assertThat(server.requests().get(0).posts()).isEqualTo(name.startsWith("api-") ? 1 : 2);
    }

    @ParameterizedTest
    @CsvSource({
        "submit-500-accepted,500",
        "submit-502-accepted,502",
        "submit-503-accepted,503",
        "submit-504-accepted,504",
        "submit-524-accepted,524",
        "submit-not-json-accepted,200",
        "submit-no-id-accepted,200"
    })
    void aSubmitIsAnsweredSoAlthoughAccepted(String name, int status) throws IOException {
        HttpResponse<byte[]> answer = vendor.submit("a fox #sandbox:" + name);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("request_id");
        assertThat(vendor.list("").at("/requests/0/payload/prompt").asText()).startsWith("a fox");
    }

    @ParameterizedTest
    @CsvSource({
        "submit-reset,0",
        "submit-reset-accepted,1",
        "submit-hang-up,0",
        "submit-hang-up-accepted,1",
        "submit-cut-accepted,1",
        "api-reset,0"
    })
    void aSubmitsConnectionBreaks(String name, int accepted) {
        server.order(oddity(name));
        assertThatThrownBy(() -> vendor.submit("a fox")).isInstanceOf(IOException.class);
        assertThat(server.requests()).hasSize(accepted);
    }

    @ParameterizedTest
    @CsvSource({"submit-timeout,0", "submit-timeout-accepted,1", "api-timeout,0"})
    void aSubmitIsNeverAnswered(String name, int accepted) {
        server.order(oddity(name), 1);
        assertThatThrownBy(() -> vendor.send(vendor.api("/requests")
                        .timeout(Duration.ofMillis(300))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(Vendor.body("a").toString()))
                        .build()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(server.requests()).hasSize(accepted);
    }

    @Test
    void waitsStandInTheHeaderInBothForms() throws IOException {
        assertThat(vendor.submit("#sandbox:submit-429-seconds").headers().firstValue("Retry-After"))
                .contains("1");
        assertThat(vendor.submit("#sandbox:submit-503-retry-after").headers().firstValue("Retry-After"))
                .contains("1");
        String date = vendor.submit("#sandbox:submit-429-date")
                .headers()
                .firstValue("Retry-After")
                .orElseThrow();
        assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from))
                .isBetween(Instant.now().minusSeconds(1), Instant.now().plusSeconds(3));
        assertThat(vendor.submit("#sandbox:submit-429-bare").headers().firstValue("Retry-After"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "says-finished,finished", "says-completed,completed", "says-succeeded,succeeded", "says-done,done",
        "says-upper-case,SUCCESS", "says-error,error", "says-cancelled,cancelled", "says-canceled,canceled",
        "says-unknown,success", "says-unknown-for-ever,warming_up", "frozen,queued", "says-created,success",
        "says-running,success", "failed,failed", "at-once,success"
    })
    void theStatusIsSpelledSo(String name, String word) throws IOException {
        assertThat(submitMarked(name).path("status").asText()).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({"says-created,created", "says-running,running", "says-unknown,warming_up", "at-once,success"})
    void theStatusInFlightIsSpelledSo(String name, String word) throws IOException {
        try (SandboxServer slow =
                SandboxServer.start(Doubles.instant().withGenerateTime(Duration.ofHours(1)), Doubles.ROUTES)) {
            assertThat(new Vendor(slow)
                            .submitted("#sandbox:" + name)
                            .path("status")
                            .asText())
                    .isEqualTo(word);
        }
    }

    @Test
    void theStatusIsNullOrANumberInTheFirstAnswersOnly() throws IOException {
        String nil = submitMarked("says-null*2").path("request_id").asText();
        assertThat(vendor.record(nil).path("status").isNull()).isTrue();
        assertThat(vendor.record(nil).path("status").isNull()).isTrue();
        assertThat(vendor.record(nil).path("status").asText()).isEqualTo("success");
        String number = submitMarked("says-number").path("request_id").asText();
        assertThat(vendor.record(number).path("status").isNumber()).isTrue();
        assertThat(vendor.record(number).path("status").asText()).isEqualTo("success");
    }

    @ParameterizedTest
    @CsvSource({
        "failed,/error_message",
        "failed-error,/error",
        "failed-error-object,/error/details",
        "failed-outcome-error,/outcome/error",
        "failed-outcome-message,/outcome/message",
        "failed-reason,/reason",
        "failed-message,/message",
        "moderated,/error_message",
        "moderated-error,/error/message",
        "moderated-outcome-error,/outcome/error",
        "moderated-outcome-message,/outcome/message",
        "throttled,/error_message",
        "throttled-capacity,/error_message",
        "throttled-quota,/error_message",
        "failed-content-moderated,/error_message",
        "failed-image-too-large,/error_message",
        "failed-unsupported-format,/error_message",
        "failed-corrupt-input,/error_message",
        "failed-invalid-request,/error_message",
        "failed-generation-failed,/error_message",
        "failed-output-not-found,/error_message",
        "failed-rate-limited,/error_message",
        "failed-budget-exhausted,/error_message"
    })
    void theReasonOfAFailureStandsThere(String name, String pointer) throws IOException {
        JsonNode record = submitMarked(name);
        assertThat(record.path("status").asText()).isEqualTo("failed");
        String reason = record.at(pointer).asText();
        assertThat(reason).isNotEmpty();
        if (name.startsWith("moderated")) {
            assertThat(reason).contains("moderation");
        }
        if (name.startsWith("failed-") && pointer.equals("/error_message")) {
            assertThat(reason).isEqualTo(name.substring(7).replace('-', '_'));
        }
    }

    @Test
    void aFailureMayHaveNoReason() throws IOException {
        JsonNode record = submitMarked("failed-no-reason");
        assertThat(record.path("status").asText()).isEqualTo("failed");
        assertThat(record.path("error_message").isNull()).isTrue();
    }

    @Test
    void aThrottleMayEndAfterTheFirstEqualRequests() throws IOException {
        assertThat(submitMarked("throttled*1").path("status").asText()).isEqualTo("failed");
        assertThat(submitMarked("throttled*1").path("status").asText()).isEqualTo("success");
    }

    @ParameterizedTest
    @CsvSource({
        "urls-as-strings,/outcome/media_urls/0",
        "urls-with-size,/outcome/media_urls/0/url",
        "urls-in-medias,/outcome/medias/0/url",
        "urls-in-image-url,/outcome/image_url",
        "urls-in-url,/outcome/url",
        "thumbnail-only,/outcome/thumbnail_image_url",
        "thumbnail-beside,/outcome/media_urls/0/url",
        "several-media*4,/outcome/media_urls/3/url",
        "unknown-keys,/outcome/media_urls/0/url",
        "says-otherwise-inside,/outcome/media_urls/0/url",
        "url-wrong-ending,/outcome/media_urls/0/url",
        "url-no-ending,/outcome/media_urls/0/url",
        "url-signed,/outcome/media_urls/0/url",
        "echo-empty,/outcome/media_urls/0/url",
        "echo-absent,/outcome/media_urls/0/url"
    })
    void thePictureIsFoundThere(String name, String pointer) throws IOException {
        JsonNode record = submitMarked(name);
        assertThat(record.path("status").asText()).isEqualTo("success");
        assertPicture(vendor.get(record.at(pointer).asText()));
    }

    @Test
    void recordsAreShapedAsNamed() throws IOException {
        assertThat(submitMarked("urls-with-size")
                        .at("/outcome/media_urls/0/width")
                        .isNumber())
                .isTrue();
        assertThat(submitMarked("thumbnail-beside")
                        .at("/outcome/thumbnail_image_url")
                        .asText())
                .contains("thumbnail");
        assertThat(submitMarked("thumbnail-only").at("/outcome/media_urls").isMissingNode())
                .isTrue();
        assertThat(submitMarked("unknown-keys").at("/billing/url").asText()).isNotEmpty();
        assertThat(submitMarked("says-otherwise-inside").at("/outcome/status").asText())
                .isEqualTo("pending_review");
        assertThat(submitMarked("several-media").at("/outcome/media_urls")).hasSize(3);
        assertThat(submitMarked("echo-empty").path("payload")).isEmpty();
        assertThat(submitMarked("echo-absent").has("payload")).isFalse();
        assertThat(submitMarked("outcome-null").path("outcome").isNull()).isTrue();
        assertThat(submitMarked("outcome-absent").has("outcome")).isFalse();
        assertThat(submitMarked("no-media").at("/outcome/media_urls")).isEmpty();
        assertThat(submitMarked("no-media-moderated").at("/outcome/message").asText())
                .contains("moderation");
        assertThat(Vendor.url(submitMarked("url-wrong-ending"))).endsWith(".jpg");
        assertThat(Vendor.url(submitMarked("url-no-ending"))).endsWith("/0");
        assertThat(Vendor.url(submitMarked("url-host-down"))).startsWith("http://127.0.0.1:1/");
    }

    @Test
    void mediaMayComeLater() throws IOException {
        JsonNode first = submitMarked("no-media-first*2");
        String id = first.path("request_id").asText();
        assertThat(first.at("/outcome/media_urls")).isEmpty();
        assertThat(vendor.record(id).at("/outcome/media_urls")).isEmpty();
        assertThat(vendor.record(id).at("/outcome/media_urls")).hasSize(1);
    }

    @Test
    void aSlowGenerationTakesSoManyTimesAsLong() throws IOException {
        Instant start = Instant.parse("2026-07-01T00:00:00Z");
        TurnableClock clock = new TurnableClock(start);
        server.order(Oddity.SLOW, 1);
        vendor.submit("counted");
        try (SandboxServer timed = SandboxServer.start(
                Doubles.instant().withGenerateTime(Duration.ofSeconds(10)), Doubles.ROUTES, clock)) {
            Vendor client = new Vendor(timed);
            String id = client.submitted("#sandbox:slow*3").path("request_id").asText();
            clock.set(start.plusSeconds(29));
            assertThat(client.record(id).path("status").asText()).isEqualTo("processing");
            clock.set(start.plusSeconds(30));
            assertThat(client.record(id).path("status").asText()).isEqualTo("success");
        }
    }

    @Test
    void aSignedUrlWorksOnlyToTheLetter() throws IOException {
        String url = Vendor.url(submitMarked("url-signed"));
        assertPicture(vendor.get(url));
        assertThat(vendor.get(url.replace("%2B", "+")).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    void anExpiredUrlIsReplacedByAFreshOne(int status) throws IOException {
        JsonNode first = submitMarked("url-expired-" + status);
        assertThat(vendor.get(Vendor.url(first)).statusCode()).isEqualTo(status);
        JsonNode second = vendor.record(first.path("request_id").asText());
        assertPicture(vendor.get(Vendor.url(second)));
        assertThat(vendor.get(Vendor.url(first)).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "status-401,401,key",
        "status-403,403,access",
        "status-404,404,not found",
        "status-404-lag,404,not found",
        "status-410,410,gone",
        "status-429,429,retry_after_ms",
        "status-429-seconds,429,Too many",
        "status-500,500,internal",
        "status-502-html,502,<html>",
        "status-503,503,unavailable",
        "status-504,504,timeout",
        "status-html,200,<html>",
        "status-empty,200,''",
        "status-null-answer,200,null",
        "status-redirect,302,''"
    })
    void aStatusCallIsAnsweredSoOnce(String name, int status, String words) throws IOException {
        String id = submitMarked(name + "*1").path("request_id").asText();
        HttpResponse<byte[]> answer = vendor.status(id);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(words);
        assertThat(vendor.record(id).path("status").asText()).isEqualTo("success");
    }

    @Test
    void aLagLastsTwoCallsAndAFourOhFourForGood() throws IOException {
        String lag = submitMarked("status-404-lag").path("request_id").asText();
        assertThat(vendor.status(lag).statusCode()).isEqualTo(404);
        assertThat(vendor.status(lag).statusCode()).isEqualTo(404);
        assertThat(vendor.status(lag).statusCode()).isEqualTo(200);
        String gone = submitMarked("status-404").path("request_id").asText();
        for (int i = 0; i < 4; i++) {
            assertThat(vendor.status(gone).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-reset", "status-cut"})
    void aStatusCallsConnectionBreaks(String name) throws IOException {
        String id = submitMarked(name).path("request_id").asText();
        assertThatThrownBy(() -> vendor.status(id)).isInstanceOf(IOException.class);
    }

    @Test
    void aHugeStatusAnswerIsValid() throws IOException {
        String id = submitMarked("status-huge").path("request_id").asText();
        HttpResponse<byte[]> answer = vendor.status(id);
        assertThat(answer.body().length).isGreaterThan(40 << 20);
        assertThat(Vendor.json(answer).path("status").asText()).isEqualTo("success");
    }

    @ParameterizedTest
    @CsvSource({
        "list-403,403,access",
        "list-404,404,<html>",
        "list-429,429,retry_after_ms",
        "list-500,500,internal",
        "list-html,200,<html>"
    })
    void aListCallIsAnsweredSo(String name, int status, String words) throws IOException {
        server.order(oddity(name), 1);
        HttpResponse<byte[]> answer = vendor.send(vendor.api("/requests").GET().build());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(words);
        assertThat(vendor.list("").path("requests").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "list-short-pages,/requests,3",
        "list-ascending,/requests,5",
        "list-unsorted,/requests,5",
        "list-null,/requests,0",
        "list-empty,/requests,0",
        "list-bare-array,'',5",
        "list-in-data,/data,5",
        "list-in-items,/items,5",
        "list-no-total,/requests,5",
        "list-echo-empty,/requests,5",
        "list-lean,/requests,5",
        "list-thumbnails,/requests,5",
        "list-stale,/requests,5"
    })
    void aListIsShapedSo(String name, String pointer, int size) throws IOException {
        for (int i = 0; i < 5; i++) {
            vendor.submit("prompt " + i);
        }
        server.order(oddity(name));
        JsonNode list = vendor.list("");
        JsonNode items = list.at(pointer);
        assertThat(items).hasSize(size);
        switch (name) {
            case "list-ascending" ->
                assertThat(items.at("/0/payload/prompt").asText()).isEqualTo("prompt 0");
            case "list-null" -> assertThat(items.isNull()).isTrue();
            case "list-no-total" -> assertThat(list.has("total")).isFalse();
            case "list-echo-empty" -> assertThat(items.at("/0/payload")).isEmpty();
            case "list-lean" -> {
                assertThat(items.at("/0/status").asText()).isEqualTo("success");
                assertThat(items.at("/0").has("outcome")).isFalse();
            }
            case "list-thumbnails" ->
                assertThat(items.at("/0/outcome").fieldNames()).toIterable().containsExactly("thumbnail_image_url");
            case "list-stale" -> assertThat(items.at("/0/status").asText()).isEqualTo("queued");
            case "list-unsorted" ->
                assertThat(items.findValuesAsText("prompt"))
                        .containsExactlyInAnyOrder("prompt 0", "prompt 1", "prompt 2", "prompt 3", "prompt 4")
                        .isNotEqualTo(
                                Stream.of(4, 3, 2, 1, 0).map(i -> "prompt " + i).toList());
            default -> assertThat(list.isContainerNode()).isTrue();
        }
    }

    @Test
    void aListLacksRequestsThatItCounts() throws IOException {
        for (int i = 0; i < 20; i++) {
            vendor.submit("prompt " + i);
        }
        server.order(Oddity.LIST_LACKS);
        JsonNode list = vendor.list("");
        assertThat(list.path("total").asInt()).isEqualTo(20);
        assertThat(list.path("requests").size()).isBetween(1, 19);
        assertThat(vendor.list("").path("requests")).isEqualTo(list.path("requests"));
    }

    @Test
    void aListBreaksOff() {
        server.order(Oddity.LIST_CUT);
        assertThatThrownBy(() -> vendor.list("")).isInstanceOf(IOException.class);
    }

    @Test
    void aListsConnectionBreaks() {
        server.order(Oddity.LIST_RESET);
        assertThatThrownBy(() -> vendor.list("")).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "media-403,403,<html>",
        "media-404,404,<html>",
        "media-410,410,<html>",
        "media-429,429,<html>",
        "media-500,500,<html>",
        "media-503,503,<html>",
        "media-html,200,<html>",
        "media-empty,200,''",
        "media-redirect,302,''",
        "media-redirect-loop,302,''",
        "media-redirect-elsewhere,302,''",
        "media-redirect-private,302,''"
    })
    void aDownloadIsAnsweredSoOnce(String name, int status, String words) throws IOException {
        String url = Vendor.url(submitMarked(name + "*1"));
        HttpResponse<byte[]> answer = vendor.get(url);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(words);
        assertPicture(vendor.get(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"media-redirect", "media-redirect-elsewhere"})
    void aRedirectLeadsToThePicture(String name) throws IOException {
        HttpResponse<byte[]> answer = vendor.get(Vendor.url(submitMarked(name)));
        assertPicture(vendor.get(answer.headers().firstValue("Location").orElseThrow()));
    }

    @Test
    void aRedirectMayLeadInACircle() throws IOException {
        String url = Vendor.url(submitMarked("media-redirect-loop"));
        HttpResponse<byte[]> answer = vendor.get(url);
        assertThat(url).endsWith(answer.headers().firstValue("Location").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"media-reset", "media-cut-short", "media-wrong-length"})
    void aDownloadBreaks(String name) throws IOException {
        String url = Vendor.url(submitMarked(name));
        assertThatThrownBy(() -> vendor.get(url)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"media-timeout", "media-endless", "media-slow"})
    void aDownloadDoesNotEnd(String name) throws IOException {
        String url = Vendor.url(submitMarked(name));
        AtomicLong read = new AtomicLong();
        assertThatThrownBy(() -> {
                    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
                    connection.setReadTimeout(500);
                    long end = System.nanoTime() + Duration.ofMillis(700).toNanos();
                    try (InputStream in = connection.getInputStream()) {
                        byte[] buffer = new byte[8192];
                        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                            read.addAndGet(n);
                            if (System.nanoTime() > end) {
                                throw new SocketTimeoutException("still reading");
                            }
                        }
                    } finally {
                        connection.disconnect();
                    }
                })
                .isInstanceOf(SocketTimeoutException.class);
        switch (name) {
            case "media-endless" -> assertThat(read.get()).isGreaterThan(1 << 20);
            case "media-slow" -> assertThat(read.get()).isBetween(1L, 20L);
            default -> assertThat(read.get()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"media-corrupt", "media-truncated"})
    void aSpoiltPictureCannotBeRead(String name) throws IOException {
        byte[] good = vendor.get(Vendor.url(submitMarked("at-once"))).body();
        byte[] spoilt = vendor.get(Vendor.url(submitMarked(name))).body();
        assertThat(spoilt.length).isLessThanOrEqualTo(good.length + 100);
        assertThat(isSoundPng(good)).isTrue();
        assertThat(isSoundPng(spoilt)).isFalse();
    }

    @Test
    void aPictureMayCallItselfTheOtherFormat() throws IOException {
        HttpResponse<byte[]> answer = vendor.get(Vendor.url(submitMarked("media-wrong-type")));
        assertThat(answer.headers().firstValue("Content-Type")).contains("image/jpeg");
        assertPicture(answer);
    }

    @Test
    void aPictureMayHaveNoLength() throws IOException {
        HttpResponse<byte[]> answer = vendor.get(Vendor.url(submitMarked("media-no-length")));
        assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
        assertPicture(answer);
    }

    @Test
    void aBombIsSmallOnTheWireAndLargeInMemory() throws IOException {
        byte[] bomb = vendor.get(Vendor.url(submitMarked("media-bomb"))).body();
        assertThat(bomb.length).isLessThan(1 << 20);
        try (var in = ImageIO.createImageInputStream(new ByteArrayInputStream(bomb))) {
            var reader = ImageIO.getImageReadersByFormatName("png").next();
            reader.setInput(in);
            assertThat((long) reader.getWidth(0) * reader.getHeight(0)).isEqualTo(900_000_000L);
        }
    }

    @Test
    void uploadsFailAsOrdered() throws IOException {
        server.order(Oddity.UPLOAD_URL_500, 1);
        var open = vendor.api("/upload-url")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"file_type\":\"png\"}"))
                .build();
        assertThat(vendor.send(open).statusCode()).isEqualTo(500);
        String target = Vendor.json(vendor.send(open)).path("upload_url").asText();
        var put = vendor.plain(target)
                .header("Content-Type", "image/png")
                .PUT(BodyPublishers.ofByteArray(new byte[] {1}))
                .build();
        server.order(Oddity.UPLOAD_403, 1);
        assertThat(vendor.send(put).statusCode()).isEqualTo(403);
        // More than once: the JDK's client repeats an idempotent request by itself.
        server.order(Oddity.UPLOAD_RESET);
        assertThatThrownBy(() -> vendor.send(put)).isInstanceOf(IOException.class);
        server.order(Oddity.UPLOAD_RESET, 0);
        assertThat(vendor.send(put).statusCode()).isEqualTo(200);
    }

    @Test
    void callsThatAreNeverAnsweredTimeOut() throws IOException {
        String id = submitMarked("status-timeout").path("request_id").asText();
        server.order(Oddity.LIST_TIMEOUT);
        for (String path : new String[] {"/requests/" + id, "/requests"}) {
            assertThatThrownBy(() -> vendor.send(vendor.api(path)
                            .timeout(Duration.ofMillis(300))
                            .GET()
                            .build()))
                    .isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void anIdleConnectionIsClosedWithoutAWord() throws IOException {
        server.order(Oddity.CLOSES_IDLE, 1);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write("GET /sandbox/faults HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("connection: close");
        }
    }

    @Test
    void anotherProcessOrdersAndClearsOddities() throws IOException {
        assertThat(vendor.control(
                                "faults",
                                "[{\"name\":\"submit-503\",\"times\":2},{\"name\":\"list-short-pages\",\"number\":1}]")
                        .statusCode())
                .isEqualTo(200);
        assertThat(vendor.submit("a").statusCode()).isEqualTo(503);
        assertThat(Vendor.json(vendor.get("/sandbox/faults")).path("submit-503").asInt())
                .isEqualTo(1);
        assertThat(vendor.submit("a").statusCode()).isEqualTo(503);
        assertThat(vendor.submit("a").statusCode()).isEqualTo(200);
        vendor.submit("b");
        assertThat(vendor.list("").path("requests")).hasSize(1);
        vendor.send(vendor.plain("/sandbox/faults").DELETE().build());
        assertThat(vendor.list("").path("requests")).hasSize(2);
        assertThat(vendor.control("faults", "{\"name\":\"nonsense\"}").statusCode())
                .isEqualTo(400);
        assertThat(vendor.control("faults", "{\"name\":\"frozen\",\"time\":1}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void severalMarksInAPromptApplyInTurn() throws IOException {
        String prompt = "a #sandbox:submit-503*1 b #sandbox:submit-429*2 #sandbox:says-done";
        assertThat(vendor.submit(prompt).statusCode()).isEqualTo(503);
        assertThat(vendor.submit(prompt).statusCode()).isEqualTo(429);
        assertThat(vendor.submitted(prompt).path("status").asText()).isEqualTo("done");
    }

    @Test
    void aProbabilityHitsAboutThatManyCalls() throws IOException {
        try (SandboxServer shaky =
                SandboxServer.start(Doubles.instant().withOddities("submit-503:0.3"), Doubles.ROUTES)) {
            Vendor client = new Vendor(shaky);
            int refused = 0;
            for (int i = 0; i < 300; i++) {
                refused += client.submit("prompt " + i).statusCode() == 503 ? 1 : 0;
            }
            assertThat(refused).isBetween(60, 120);
        }
    }

    @ParameterizedTest
    @EnumSource(Oddity.class)
    void everyOddityIsListedWithWhatItDoes(Oddity oddity) {
        assertThat(oddity.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
        assertThat(OddityList.lines())
                .anyMatch(line -> line.startsWith(oddity.id() + " ") && line.contains(oddity.description()));
        assertThat(Oddity.named(oddity.id())).contains(oddity);
    }

    private JsonNode submitMarked(String mark) throws IOException {
        return vendor.submitted("a fox #sandbox:" + mark);
    }

    private static Oddity oddity(String name) {
        return Oddity.named(name).orElseThrow();
    }

    private static void assertPicture(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ImageIO.read(new ByteArrayInputStream(answer.body())).getWidth())
                .isEqualTo(32);
        assertThat(isSoundPng(answer.body())).isTrue();
    }

    /** Every chunk whole and with the right checksum, to the end. */
    private static boolean isSoundPng(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 8, bytes.length - 8);
        while (buffer.remaining() >= 12) {
            int length = buffer.getInt();
            if (length < 0 || length > buffer.remaining() - 8) {
                return false;
            }
            CRC32 sum = new CRC32();
            sum.update(bytes, buffer.position(), length + 4);
            boolean last = buffer.getInt(buffer.position()) == 0x49454E44;
            buffer.position(buffer.position() + 4 + length);
            if (buffer.getInt() != (int) sum.getValue()) {
                return false;
            }
            if (last) {
                return !buffer.hasRemaining();
            }
        }
        return false;
    }
}
