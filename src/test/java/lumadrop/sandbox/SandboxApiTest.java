package lumadrop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxApiTest {

    private SandboxServer server;
    private Vendor vendor;

    @BeforeAll
    void start() throws IOException {
        server = SandboxServer.start(Doubles.instant().withKey("key-1"), Doubles.ROUTES);
        vendor = new Vendor(server);
    }

    @BeforeEach
    void forget() {
        server.reset();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void aSubmittedRequestIsQueuedThenDoneThenAPicture() throws IOException {
        try (SandboxServer slow =
                SandboxServer.start(Doubles.instant().withGenerateTime(Duration.ofMillis(400)), Doubles.ROUTES)) {
            Vendor client = new Vendor(slow);
            JsonNode queued = client.submitted("A red fox");
            assertThat(queued.path("status").asText()).isEqualTo("queued");
            assertThat(queued.path("outcome").isNull()).isTrue();
            assertThat(queued.at("/payload/prompt").asText()).isEqualTo("A red fox");
            assertThat(queued.path("created_at").asLong())
                    .isBetween(Instant.now().getEpochSecond() - 5, Instant.now().getEpochSecond());

            JsonNode done = await().until(
                            () -> client.record(queued.path("request_id").asText()),
                            record -> record.path("status").asText().equals("success"));
            HttpResponse<byte[]> picture = client.get(Vendor.url(done));

            assertThat(picture.statusCode()).isEqualTo(200);
            assertThat(picture.headers().firstValue("Content-Type")).contains("image/png");
            assertThat(picture.headers().firstValueAsLong("Content-Length")).hasValue(picture.body().length);
            assertThat(ImageIO.read(new ByteArrayInputStream(picture.body())).getWidth())
                    .isEqualTo(32);
        }
    }

    @Test
    void aRequestGoesThroughTheStagesByTheClock() throws IOException {
        Instant start = Instant.parse("2026-07-01T00:00:00Z");
        TurnableClock clock = new TurnableClock(start);
        try (SandboxServer timed = SandboxServer.start(
                Doubles.instant().withGenerateTime(Duration.ofSeconds(100)), Doubles.ROUTES, clock)) {
            Vendor client = new Vendor(timed);
            String id = client.submitted("A red fox").path("request_id").asText();
            assertThat(client.record(id).path("status").asText()).isEqualTo("queued");
            clock.set(start.plusSeconds(15));
            assertThat(client.record(id).path("status").asText()).isEqualTo("dispatched");
            clock.set(start.plusSeconds(50));
            assertThat(client.record(id).path("status").asText()).isEqualTo("processing");
            assertThat(client.record(id).path("updated_at").asLong())
                    .isEqualTo(start.plusSeconds(20).getEpochSecond());
            clock.set(start.plusSeconds(100));
            assertThat(client.record(id).path("status").asText()).isEqualTo("success");
            assertThat(client.record(id).path("updated_at").asLong())
                    .isEqualTo(start.plusSeconds(100).getEpochSecond());
        }
    }

    @ParameterizedTest
    @CsvSource({"'',401", "Bearer,401", "'Bearer ',401", "Bearer wrong,401", "Basic key-1,401", "Bearer key-1,200"})
    void onlyTheRightKeyOpens(String authorization, int status) throws IOException {
        var request = vendor.plain("/api/v1/ie/requestqueue/apikey/requests");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        assertThat(vendor.send(request.GET().build()).statusCode()).isEqualTo(status);
    }

    static Stream<Arguments> refusedBodies() {
        String model = "\"model\":\"luma-uni-1.1\"";
        return Stream.of(
                Arguments.of("not json", 400, "JSON"),
                Arguments.of("[]", 400, "object"),
                Arguments.of("{" + model + ",\"payload\":{\"prompt\":\"a\"}} more", 400, "JSON"),
                Arguments.of("{" + model + "}", 400, "payload"),
                Arguments.of("{\"payload\":{\"prompt\":\"a\"}}", 400, "model"),
                Arguments.of("{\"model\":\"Luma-Uni-1.1\",\"payload\":{\"prompt\":\"a\"}}", 404, "does not exist"),
                Arguments.of("{" + model + ",\"payload\":{}}", 400, "prompt"),
                Arguments.of("{" + model + ",\"payload\":{\"prompt\":\"  \"}}", 400, "prompt"),
                Arguments.of("{" + model + ",\"payload\":{\"prompt\":7}}", 400, "prompt"),
                Arguments.of("{" + model + ",\"payload\":{\"prompt\":\"" + "x".repeat(6001) + "\"}}", 422, "6000"),
                Arguments.of("{" + model + ",\"payload\":{\"prompt\":\"a\",\"size\":1}}", 400, "size"),
                Arguments.of("{" + model + ",\"extra\":1,\"payload\":{\"prompt\":\"a\"}}", 400, "extra"),
                Arguments.of("{" + model + ",\"payload\":{\"prompt\":\"a\",\"aspect_ratio\":\"4:3\"}}", 400, "4:3"),
                Arguments.of(
                        "{" + model + ",\"payload\":{\"prompt\":\"a\",\"aspect_ratio\":null}}", 400, "aspect_ratio"),
                Arguments.of("{" + model + ",\"payload\":{\"prompt\":\"a\",\"image\":\"data:x\"}}", 400, "image"),
                Arguments.of("{" + model + ",\"payload\":{\"prompt\":\"a\",\"image\":[\"http://h/x\"]}}", 400, "image"),
                Arguments.of("{" + model + ",\"payload\":{\"prompt\":\"a #sandbox:nonsense\"}}", 400, "nonsense"),
                Arguments.of(
                        "{" + model + ",\"payload\":{\"prompt\":\"" + "x".repeat(2 << 20) + "\"}}", 413, "larger"));
    }

    @ParameterizedTest
    @MethodSource("refusedBodies")
    void aBodyThatTheVendorWouldRefuseIsRefused(String body, int status, String named) throws IOException {
        HttpResponse<byte[]> response = vendor.send(vendor.api("/requests")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Vendor.json(response).path("error").asText()).contains(named);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aBodyThatDoesNotCallItselfJsonIsRefused() throws IOException {
        HttpResponse<byte[]> response = vendor.send(vendor.api("/requests")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(Vendor.body("a").toString()))
                .build());
        assertThat(response.statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/a.png", "https://example.com/a.png?x=%20y"})
    void anEditIsTakenAndEchoed(String image) throws IOException {
        ObjectNode body = Vendor.body("make it blue");
        ((ObjectNode) body.get("payload")).put("image", image).put("aspect_ratio", "16:9");
        JsonNode record = Vendor.json(vendor.send(vendor.submitting(body)));
        assertThat(record.path("payload")).isEqualTo(body.get("payload"));
    }

    @Test
    void theListIsNewestFirstCutToThePageAndKnowsTheTotal() throws IOException {
        for (int i = 0; i < 5; i++) {
            vendor.submitted("prompt " + i);
        }
        JsonNode page = vendor.list("?model_id=luma-uni-1.1&page_size=2");
        assertThat(page.path("total").asInt()).isEqualTo(5);
        assertThat(page.path("requests")).hasSize(2);
        assertThat(page.at("/requests/0/payload/prompt").asText()).isEqualTo("prompt 4");
        assertThat(vendor.list("?model_id=another").path("requests")).isEmpty();
        assertThat(vendor.list("").path("requests")).hasSize(5);
        assertThat(vendor.send(vendor.api("/requests?page_size=x").GET().build())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void modelsAreNamedAndDescribed() throws IOException {
        JsonNode models = Vendor.json(vendor.send(vendor.api("/models").GET().build()));
        assertThat(models.at("/model_ids/0").asText()).isEqualTo("luma-uni-1.1");
        JsonNode model =
                Vendor.json(vendor.send(vendor.api("/models/luma-uni-1.1").GET().build()));
        assertThat(model.at("/parameters/0/required").asBoolean()).isTrue();
        assertThat(vendor.send(vendor.api("/models/LUMA-uni-1.1").GET().build()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCancelledRequestStaysCancelledAndADoneOneDone() throws IOException {
        String frozen = vendor.submitted("a #sandbox:frozen").path("request_id").asText();
        JsonNode answer = Vendor.json(
                vendor.send(vendor.api("/requests/" + frozen).DELETE().build()));
        assertThat(answer.path("status").asText()).isEqualTo("cancelled");
        assertThat(vendor.record(frozen).path("status").asText()).isEqualTo("cancelled");

        String done = vendor.submitted("b").path("request_id").asText();
        vendor.send(vendor.api("/requests/" + done).DELETE().build());
        assertThat(vendor.record(done).path("status").asText()).isEqualTo("success");
    }

    @ParameterizedTest
    @CsvSource({"png,image/png", "jpg,image/jpg", "jpeg,image/jpeg"})
    void anUploadNeedsTheLiteralType(String fileType, String contentType) throws IOException {
        JsonNode target = Vendor.json(vendor.send(vendor.api("/upload-url")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"file_type\":\"" + fileType + "\"}"))
                .build()));
        byte[] bytes = {1, 2, 3};
        assertThat(put(target, "image/other", bytes)).isEqualTo(403);
        assertThat(put(target, contentType, bytes)).isEqualTo(200);
        assertThat(vendor.get(target.path("public_url").asText()).body()).isEqualTo(bytes);
    }

    @Test
    void anUploadOfAnUnknownTypeOrAfterAQuarterOfAnHourIsRefused() throws IOException {
        TurnableClock clock = new TurnableClock(Instant.parse("2026-07-01T00:00:00Z"));
        try (SandboxServer timed = SandboxServer.start(Doubles.instant(), Doubles.ROUTES, clock)) {
            Vendor client = new Vendor(timed);
            var open = client.api("/upload-url").header("Content-Type", "application/json");
            assertThat(client.send(open.POST(BodyPublishers.ofString("{\"file_type\":\"webp\"}"))
                                    .build())
                            .statusCode())
                    .isEqualTo(400);
            JsonNode target = Vendor.json(client.send(open.POST(BodyPublishers.ofString("{\"file_type\":\"png\"}"))
                    .build()));
            clock.set(clock.instant().plus(Duration.ofMinutes(15)));
            assertThat(put(target, "image/png", new byte[] {1})).isEqualTo(403);
        }
    }

    @Test
    void theOrganisationIsEchoed() throws IOException {
        HttpResponse<byte[]> response = vendor.send(vendor.api("/requests")
                .header("Content-Type", "application/json; charset=utf-8")
                .header("X-Organization-ID", "org-7")
                .POST(BodyPublishers.ofString(Vendor.body("a").toString()))
                .build());
        assertThat(Vendor.json(response).path("org_id").asText()).isEqualTo("org-7");
    }

    @Test
    void whatShouldNotHaveBeenSentIsCounted() throws IOException {
        String url = Vendor.url(
                vendor.record(vendor.submitted("a").path("request_id").asText()));
        vendor.send(
                vendor.plain(url).header("Authorization", "Bearer key-1").GET().build());
        vendor.send(vendor.plain(url).header("X-Note", "it is key-1").GET().build());
        vendor.send(vendor.api("/requests").header("CamelHttpUri", "x").GET().build());
        JsonNode leaks = Vendor.json(vendor.get("/sandbox/stats")).path("leaks");
        assertThat(leaks.path("authorization").asInt()).isEqualTo(1);
        assertThat(leaks.path("x-note").asInt()).isEqualTo(1);
        assertThat(leaks.path("camelhttpuri").asInt()).isEqualTo(1);
        assertThat(server.stats().toString()).doesNotContain("key-1");
    }

    @Test
    void theCountsAreSeenFromOutside() throws IOException {
        String id = vendor.submitted("twice").path("request_id").asText();
        vendor.submitted("twice");
        vendor.record(id);
        vendor.get(Vendor.url(vendor.record(id)));
        JsonNode stats = Vendor.json(vendor.get("/sandbox/stats"));
        assertThat(stats.path("posts").asInt()).isEqualTo(2);
        assertThat(stats.path("status_calls").asInt()).isEqualTo(2);
        assertThat(stats.path("media_calls").asInt()).isEqualTo(1);
        assertThat(stats.path("requests").asInt()).isEqualTo(2);
        assertThat(stats.at("/by_status/success").asInt()).isEqualTo(2);
        assertThat(stats.path("posts_by_payload")).hasSize(1);
        assertThat(stats.path("posts_by_payload").elements().next().asInt()).isEqualTo(2);

        JsonNode seen = Vendor.json(vendor.get("/sandbox/requests"));
        assertThat(seen).hasSize(2);
        assertThat(seen.at("/1/posts").asInt()).isEqualTo(2);
        assertThat(seen.at("/1/polls").asInt()).isEqualTo(2);
        assertThat(seen.at("/1/downloads").asInt()).isEqualTo(1);

        vendor.control("reset", "");
        assertThat(server.requests()).isEmpty();
        assertThat(server.stats().path("posts").asInt()).isZero();
    }

    @Test
    void theSameSeedGivesTheSameIdsTimesAndPictures() throws IOException {
        List<Object> first = run(7);
        assertThat(run(7)).isEqualTo(first);
        assertThat(run(8)).isNotEqualTo(first);
    }

    @Test
    void aTakenPortIsSaidInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SandboxSettings settings = Doubles.instant().withPort(taken.getLocalPort());
            assertThatThrownBy(() -> SandboxServer.start(settings, Doubles.ROUTES))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    @Test
    void aFolderWithoutRoutesIsSaidInOneLine(@TempDir Path empty) {
        assertThatThrownBy(() -> SandboxServer.start(Doubles.instant(), empty))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(empty.toString());
    }

    @Test
    void theDateRunsByTheSkewedClock() throws IOException {
        try (SandboxServer skewed =
                SandboxServer.start(Doubles.instant().withClockSkew(Duration.ofHours(2)), Doubles.ROUTES)) {
            HttpResponse<byte[]> answer = new Vendor(skewed).submit("a");
            Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                    answer.headers().firstValue("Date").orElseThrow(), Instant::from);
            assertThat(Duration.between(Instant.now(), date))
                    .isBetween(Duration.ofMinutes(119), Duration.ofMinutes(121));
            assertThat(Vendor.json(answer).path("created_at").asLong())
                    .isCloseTo(date.getEpochSecond(), Offset.offset(2L));
        }
    }

    @Test
    void moreSubmitsThanTheRateAllowsAreToldHowLongToWait() throws IOException {
        try (SandboxServer paced =
                SandboxServer.start(Doubles.instant().withRateLimit(2, Duration.ofSeconds(60)), Doubles.ROUTES)) {
            Vendor client = new Vendor(paced);
            assertThat(client.submit("1").statusCode()).isEqualTo(200);
            assertThat(client.submit("2").statusCode()).isEqualTo(200);
            HttpResponse<byte[]> third = client.submit("3");
            assertThat(third.statusCode()).isEqualTo(429);
            JsonNode limit = Vendor.json(third).path("rate_limit");
            assertThat(limit.path("limit").asInt()).isEqualTo(2);
            assertThat(limit.path("interval_seconds").asInt()).isEqualTo(60);
            assertThat(limit.path("retry_after_ms").asLong()).isBetween(50_000L, 60_000L);
        }
    }

    private static List<Object> run(long seed) throws IOException {
        SandboxSettings settings = Doubles.instant()
                .withSeed(seed)
                .withSpread(1)
                .withPictures(128, PictureFormat.MIXED)
                .withOddities("submit-503:0.5");
        try (SandboxServer seeded = SandboxServer.start(settings, Doubles.ROUTES)) {
            Vendor client = new Vendor(seeded);
            List<Object> seen = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                HttpResponse<byte[]> answer = client.submit("prompt " + i);
                seen.add(answer.statusCode());
                if (answer.statusCode() == 200) {
                    String id = Vendor.json(answer).path("request_id").asText();
                    seen.add(id);
                    seen.add(Seeds.hash(
                            new String(client.get(Vendor.url(client.record(id))).body(), StandardCharsets.ISO_8859_1)));
                }
            }
            return seen;
        }
    }

    private int put(JsonNode target, String contentType, byte[] bytes) throws IOException {
        return vendor.send(vendor.plain(target.path("upload_url").asText())
                        .header("Content-Type", contentType)
                        .PUT(BodyPublishers.ofByteArray(bytes))
                        .build())
                .statusCode();
    }
}
