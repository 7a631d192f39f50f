package lumadrop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SandboxBlockingTest {

    @Test
    void threeHundredBlockedSubmitsHoldUpNoStatusCall() throws IOException {
        SandboxSettings settings =
                Doubles.instant().withAnswers(AnswerMode.BLOCKING).withGenerateTime(Duration.ofSeconds(5));
        try (SandboxServer server = SandboxServer.start(settings, Doubles.ROUTES)) {
            Vendor vendor = new Vendor(server);
            int threadsBefore = Thread.activeCount();
            List<CompletableFuture<HttpResponse<byte[]>>> submits = IntStream.range(0, 300)
                    .mapToObj(i -> vendor.submitLater("prompt " + i))
                    .toList();
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> server.stats().path("waiting").asInt() == 300);
            // A thread for each waiting request would show here; the client's and the timer's own are a handful.
            assertThat(Thread.activeCount() - threadsBefore).isLessThan(60);

            String id = server.requests().get(0).requestId();
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(vendor.record(id).path("status").asText()).isEqualTo("processing");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            assertThat(vendor.list("?page_size=50").path("requests")).hasSize(50);

            for (CompletableFuture<HttpResponse<byte[]>> submit : submits) {
                JsonNode record = Vendor.json(submit.join());
                assertThat(record.path("status").asText()).isEqualTo("success");
                assertThat(Vendor.url(record)).contains("/media/");
            }
            assertThat(server.stats().path("waiting").asInt()).isZero();
            assertThat(server.stats().path("most_waiting").asInt()).isEqualTo(300);
        }
    }

    @Test
    void aBlockingAnswerWithoutOutcomeKeepsItForAGet() throws IOException {
        SandboxSettings settings = Doubles.instant()
                .withAnswers(AnswerMode.BLOCKING_WITHOUT_OUTCOME)
                .withGenerateTime(Duration.ofMillis(100));
        try (SandboxServer server = SandboxServer.start(settings, Doubles.ROUTES)) {
            Vendor vendor = new Vendor(server);
            JsonNode answer = vendor.submitted("a");
            assertThat(answer.path("status").asText()).isEqualTo("success");
            assertThat(answer.has("outcome")).isFalse();
            assertThat(Vendor.url(vendor.record(answer.path("request_id").asText())))
                    .contains("/media/");
            assertThat(vendor.submitted("b #sandbox:failed")
                            .path("error_message")
                            .asText())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"QUEUED,queued", "CREATED,created", "DISPATCHED,dispatched", "PROCESSING,processing"})
    void anAnswerInFlightSaysTheWordOfItsMode(AnswerMode mode, String word) throws IOException {
        SandboxSettings settings = Doubles.instant().withAnswers(mode).withGenerateTime(Duration.ofHours(1));
        try (SandboxServer server = SandboxServer.start(settings, Doubles.ROUTES)) {
            assertThat(new Vendor(server).submitted("a").path("status").asText())
                    .isEqualTo(word);
        }
    }

    @Test
    void mixedAnswersAreOfSeveralKinds() throws IOException {
        SandboxSettings settings =
                Doubles.instant().withAnswers(AnswerMode.MIXED).withGenerateTime(Duration.ofMillis(20));
        try (SandboxServer server = SandboxServer.start(settings, Doubles.ROUTES)) {
            Vendor vendor = new Vendor(server);
            List<String> words = IntStream.range(0, 40)
                    .mapToObj(i -> vendor.submitLater("prompt " + i))
                    .map(CompletableFuture::join)
                    .map(answer -> new String(answer.body(), StandardCharsets.UTF_8)
                            .replaceAll(".*\"status\":\"([a-z]+)\".*", "$1"))
                    .distinct()
                    .toList();
            assertThat(words).contains("queued", "success").hasSizeGreaterThan(2);
        }
    }

    @ParameterizedTest
    @EnumSource(AnswerMode.class)
    void everyModeIsReadFromItsName(AnswerMode mode) {
        assertThat(AnswerMode.parse(mode.id())).isEqualTo(mode);
    }
}
