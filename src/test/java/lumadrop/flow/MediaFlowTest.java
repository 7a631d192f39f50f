package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.line;
import static lumadrop.flow.HomeAtWork.pictures;
import static lumadrop.flow.HomeAtWork.withId;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.picture.LeastRate;
import lumadrop.sandbox.PictureFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is downloaded is a picture, whole and checked, or it is refused and kept: it is paid for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaFlowTest {
    private static final int TRIES = 3;

    /** Troubles that pass: the first download meets them, a later one does not. */
    private static final List<String> PASSING = List.of(
            "media-cut-short*1",
            "media-wrong-length*1",
            "media-no-length",
            "media-empty*1",
            "media-html*1",
            "media-corrupt*1",
            "media-truncated*1",
            "media-429*1",
            "media-500*1",
            "media-503*2",
            "media-reset*1",
            "media-403*1",
            "media-404*1",
            "media-410*1",
            "media-redirect",
            "media-redirect-elsewhere",
            "media-wrong-type",
            "url-wrong-ending",
            "url-no-ending",
            "url-expired-403",
            "url-expired-404",
            "url-expired-410*2");

    private static final List<String> FOR_GOOD = List.of(
            "media-empty",
            "media-html",
            "media-corrupt",
            "media-truncated",
            "media-bomb",
            "media-endless",
            "media-redirect-loop",
            "media-404");

    private HomeAtWork home;
    private JsonNode passing;
    private JsonNode forGood;

    static Stream<String> passing() {
        return PASSING.stream();
    }

    static Stream<String> forGood() {
        return FOR_GOOD.stream();
    }

    @BeforeAll
    void dropAll(@TempDir Path root) throws Exception {
        home = HomeAtWork.in(root)
                .with("media.tries", Integer.toString(TRIES))
                .with("media.max-size", "1MiB")
                .upstream(sandbox -> sandbox.withPictures(64, PictureFormat.PNG))
                .started();
        home.drop("passing.jsonl", PASSING.stream().map(MediaFlowTest::job).collect(Collectors.joining()));
        home.drop("bad.jsonl", FOR_GOOD.stream().map(MediaFlowTest::job).collect(Collectors.joining()));
        home.drop("down.jsonl", job("url-host-down") + job("media-503"));
        passing = home.manifest("passing");
        forGood = home.manifest("bad");
    }

    private static String job(String oddity) {
        return line(oddity, prompt(oddity));
    }

    private static String prompt(String oddity) {
        return "a picture #sandbox:" + oddity;
    }

    @AfterAll
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @MethodSource("passing")
    void aTroubleThatPassesCostsNoPictureAndNoSecondSubmit(String oddity) throws Exception {
        JsonNode job = withId(passing, oddity);
        assertThat(job.path("status").asText()).isEqualTo("done");
        assertThat(pictures(job)).hasSize(1);
        Path file = home.output().resolve(job.at("/pictures/0/file").asText());
        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(64);
        assertThat(job.at("/pictures/0/bytes").asLong()).isEqualTo(Files.size(file));
        assertThat(home.seen(prompt(oddity)).posts()).isEqualTo(1);
    }

    @Test
    void theEndingComesFromTheBytes() {
        for (JsonNode job : passing.path("jobs")) {
            String ending = job.at("/pictures/0/media_type").asText().equals("image/png") ? ".png" : ".jpg";
            assertThat(pictures(job)).singleElement().asString().endsWith(ending);
        }
        assertThat(passing.path("jobs"))
                .extracting(job -> job.at("/pictures/0/media_type").asText())
                .containsOnly("image/png"); // one of them behind a URL that ends in .jpg, another called image/jpeg
    }

    @ParameterizedTest
    @ValueSource(strings = {"url-expired-403", "url-expired-404", "url-expired-410*2"})
    void anExpiredUrlIsAskedForAnew(String oddity) {
        assertThat(home.seen(prompt(oddity)).polls()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("forGood")
    void whatIsNoPictureIsRefusedAndNeverStandsUnderItsName(String oddity) throws Exception {
        JsonNode job = withId(forGood, oddity);
        assertThat(job.path("status").asText()).isEqualTo("failed");
        assertThat(job.at("/reason/class").asText()).isEqualTo("media-bad");
        assertThat(job.path("pictures")).isEmpty();
        assertThat(home.seen(prompt(oddity)).posts()).isEqualTo(1);
        assertThat(home.problem("bad/" + job.path("name").asText())
                        .path("reason")
                        .asText())
                .isEqualTo("media-bad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"media-html", "media-corrupt", "media-truncated"})
    void whatCameIsKeptBesideItsReasonBecauseItIsPaidFor(String oddity) throws Exception {
        JsonNode job = withId(forGood, oddity);
        String name = job.path("name").asText();
        assertThat(HomeAtWork.files(home.failed().resolve("bad")))
                .filteredOn(file -> file.startsWith(name + ".") && !file.endsWith(".error.json"))
                .singleElement()
                .satisfies(file -> assertThat(job.at("/reason/text").asText()).contains(file));
        assertThat(home.seen(prompt(oddity)).downloads()).isEqualTo(TRIES);
    }

    @Test
    void onlyPicturesManifestAndDropStandInTheOutputFolder() throws Exception {
        assertThat(HomeAtWork.files(home.output().resolve("bad")))
                .containsExactlyInAnyOrder("bad.jsonl", "manifest.json", "failed.jsonl");
        List<String> expected = Stream.concat(
                        Stream.of("passing.jsonl", "manifest.json"),
                        Stream.of(passing.path("jobs"))
                                .flatMap(jobs -> jobs.findValuesAsText("file").stream())
                                .map(file -> file.replaceFirst("^passing/", "")))
                .toList();
        assertThat(HomeAtWork.files(home.output().resolve("passing"))).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Nothing is wrong with the picture, and it is paid for: it is waited for, not given up after some tries. */
    @Test
    void aHostThatIsDownIsWaitedFor() {
        HomeAtWork.eventually(() -> assertThat(home.jobs("down")).hasSize(2).allSatisfy(job -> {
            assertThat(job.state()).isEqualTo(JobState.READY);
            assertThat(job.reason().text()).startsWith("not collected yet");
        }));
    }

    /** Each hop is checked as the first, so a redirect cannot lead to where no answer may lead. */
    @Test
    void neitherAUrlNorARedirectLeadsIntoAPrivateNetwork(@TempDir Path root) throws Exception {
        try (HomeAtWork strict = HomeAtWork.in(root)
                .with("media.allow-private-network", "false")
                .with("media.tries", "1")
                .started()) {
            strict.drop("private.json", "{\"prompt\": \"a picture\"}");
            assertThat(strict.only("private").at("/reason/text").asText()).startsWith("the picture's URL is not https");
            assertThat(strict.seen("a picture").downloads()).isZero();
        }
    }

    /** Whoever looks for what is wrong looks at the host that said so. */
    @Test
    void afterARedirectTheAddressThatAnsweredIsNamed(@TempDir Path root) throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).with("media.tries", "1").started()) {
            String marks = "media-redirect-elsewhere*1 #sandbox:media-403";
            home.drop("moved.json", job(marks));
            assertThat(home.only("moved").at("/reason/text").asText())
                    .startsWith("the media host answered 403 for http://localhost:")
                    .endsWith("/0.png"); // without the query
        }
    }

    /** Ten bytes a second would hold a worker for hours; a later try may find the host well again. */
    @Test
    void aHostThatIsTooSlowIsLetGoAndTriedAgain(@TempDir Path root) throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = HomeAtWork.in(root).by(time).started()) {
            home.drop("slow.json", "{\"prompt\": \"slow #sandbox:media-slow*1\"}");
            HomeAtWork.within()
                    .until(() -> home.upstream().requests().stream().anyMatch(request -> request.downloads() == 1));
            HomeAtWork.within().until(() -> {
                time.pass(LeastRate.OVER); // as often as it takes for the answer to have begun
                return home.logged(Level.WARN).stream()
                        .anyMatch(line -> line.contains("slower than 1024 bytes a second"));
            });
            assertThat(home.only("slow").path("status").asText()).isEqualTo("done");
            assertThat(home.seen("slow #sandbox:media-slow*1").downloads()).isEqualTo(2);
            assertThat(HomeAtWork.files(home.output().resolve("slow")))
                    .containsExactlyInAnyOrder("slow.json", "slow.png", "manifest.json");
        }
    }

    /** What waits for a host that is down costs no worker, and is said once, not once a job and try. */
    @Test
    void aHostThatIsDownHoldsUpNoPictureOfAnother(@TempDir Path root) throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = HomeAtWork.in(root)
                .by(time)
                .with("collect.concurrency", "2")
                .with("retry.first", "10s")
                .started()) {
            home.drop("down.json", "{\"prompt\": \"down #sandbox:url-host-down\", \"count\": 20}");
            HomeAtWork.eventually(() -> assertThat(home.flow().health().now())
                    .extracting(Health.Standstill::work)
                    .singleElement()
                    .asString()
                    .startsWith("downloading from "));
            home.awaitStates("down", JobState.READY);
            home.drop("up.json", "{\"prompt\": \"up\"}");
            assertThat(home.only("up").path("status").asText()).isEqualTo("done");
            assertThat(home.jobs("down")).allMatch(job -> job.state() == JobState.READY);
            assertThat(home.jobs("down").stream().mapToInt(Job::troubles).sum()).isLessThan(20);
        }
    }

    /** Tries become ever rarer; whoever watches the log is reminded as of every other standstill, and told no time that is none. */
    @Test
    void aHostThatIsDownIsSaidOnceAMinuteHoweverRarelyItIsTried(@TempDir Path root) throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = HomeAtWork.in(root)
                .by(time)
                .with("collect.concurrency", "2")
                .with("retry.first", "1h")
                .with("retry.max", "1h")
                .with("deadline", "100h")
                .started()) {
            home.drop("down.json", "{\"prompt\": \"down #sandbox:url-host-down\", \"count\": 8}");
            HomeAtWork.eventually(() -> assertThat(home.logged(Level.WARN))
                    .anyMatch(said -> said.matches(
                            "downloading from \\S+ stands still: it cannot be connected to; what waits .*")));
            for (int minute = 1; minute <= 2; minute++) {
                int times = minute;
                time.pass(Duration.ofSeconds(61));
                HomeAtWork.eventually(() -> assertThat(home.logged(Level.WARN))
                        .filteredOn(said -> said.matches("downloading from \\S+ stands still since .*"))
                        .hasSize(times));
            }
            assertThat(home.logged(Level.WARN))
                    .anyMatch(said ->
                            said.matches("ready, again when media host \\S+ works: .*; its host fails for now"));
        }
    }

    @Test
    void noDownloadCarriesTheKey() {
        assertThat(home.upstream().stats().path("leaks")).isEmpty();
    }
}
