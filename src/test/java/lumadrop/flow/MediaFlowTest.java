package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.line;
import static lumadrop.flow.HomeAtWork.pictures;
import static lumadrop.flow.HomeAtWork.withId;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import lumadrop.job.JobState;
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
            "media-redirect",
            "media-redirect-private",
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
                .containsExactlyInAnyOrder("bad.jsonl", "manifest.json");
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
            assertThat(job.troubles()).isGreaterThan(TRIES);
        }));
    }

    @Test
    void noDownloadCarriesTheKey() {
        assertThat(home.upstream().stats().path("leaks")).isEmpty();
    }
}
