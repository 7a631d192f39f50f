package lumadrop.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SandboxRoutesTest {

    @Test
    void aWholeLifeIsFreeOfWarnings() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        root.setLevel(Level.INFO);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try (SandboxServer server = SandboxServer.start(
                Doubles.instant().withAnswers(AnswerMode.BLOCKING).withGenerateTime(Duration.ofMillis(50)),
                Doubles.ROUTES)) {
            Vendor vendor = new Vendor(server);
            assertThat(vendor.get(Vendor.url(vendor.submitted("a"))).statusCode())
                    .isEqualTo(200);
            assertThat(vendor.submit("b #sandbox:submit-503").statusCode()).isEqualTo(503);
            var unused = vendor.submitLater("c #sandbox:slow*100000");
            await().until(() -> server.stats().path("waiting").asInt() == 1);
        } finally {
            root.detachAppender(log);
            root.setLevel(before);
        }
        assertThat(log.list)
                .isNotEmpty()
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
    }

    @Test
    void closingDoesNotWaitForWhoWaits() throws IOException {
        SandboxServer server = SandboxServer.start(
                Doubles.instant().withAnswers(AnswerMode.BLOCKING).withGenerateTime(Duration.ofHours(1)),
                Doubles.ROUTES);
        CompletableFuture<HttpResponse<byte[]>> submit = new Vendor(server).submitLater("a");
        await().until(() -> server.stats().path("waiting").asInt() == 1);
        long start = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(submit).failsWithin(Duration.ofSeconds(5));
    }

    @Test
    void theRoutesMayLieInAFolderOfAnyName(@TempDir Path temporary) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("my routes %20+#1"));
        try (Stream<Path> files = Files.list(Doubles.ROUTES)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        try (SandboxServer server = SandboxServer.start(Doubles.instant(), folder)) {
            assertThat(new Vendor(server).submit("a").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void everyRouteHasAnIdAndADescription() throws IOException {
        try (Stream<Path> files = Files.list(Doubles.ROUTES)) {
            for (Path file : files.toList()) {
                List<String> lines = Files.readAllLines(file);
                long routes = lines.stream().filter("- route:"::equals).count();
                assertThat(lines.stream().filter(line -> line.startsWith("    id: sandbox-")))
                        .hasSize((int) routes);
                assertThat(lines.stream().filter(line -> line.startsWith("    description: ")))
                        .hasSizeGreaterThanOrEqualTo(Math.max(1, (int) routes));
            }
        }
    }
}
