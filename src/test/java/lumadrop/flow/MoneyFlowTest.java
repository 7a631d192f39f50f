package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static lumadrop.flow.HomeAtWork.withId;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import lumadrop.job.JobState;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.sandbox.Oddity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A submit is paid: what leaves the socket is what the ledger counts, and no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoneyFlowTest {
    private final MovableTime time = new MovableTime();
    private HomeAtWork home;
    private int number;

    @BeforeAll
    void start(@TempDir Path root) throws Exception {
        home = HomeAtWork.in(root)
                .by(time)
                .with("api.submit-timeout", "500ms")
                .with("deadline", "30d")
                .with("retry.max", "1h")
                .started();
    }

    @AfterAll
    void stop() {
        home.close();
    }

    @BeforeEach
    void forget() {
        home.upstream().reset();
        time.pass(Duration.ofHours(2)); // a list that lacks what was just made would prove nothing
    }

    /** Drops one job that meets the oddity; each drop has its own name. */
    private String drop(String oddity) throws Exception {
        String name = "job" + ++number;
        home.drop(name + ".json", "{\"prompt\": \"" + name + " #sandbox:" + oddity + "\"}");
        return name;
    }

    @ParameterizedTest
    @CsvSource({
        "submit-429*1,2",
        "submit-429-seconds*1,2",
        "submit-429-date*1,2",
        "submit-429-bare*2,3",
        "submit-429-negative*1,2",
        "submit-503-capacity*2,3",
        "throttled*1,2",
        "throttled-capacity*2,3",
        "throttled-quota*1,2"
    })
    void aThrottledSubmitIsSentAgainAndCounted(String oddity, int posts) throws Exception {
        String name = drop(oddity);
        assertThat(home.only(name).path("status").asText()).isEqualTo("done");
        assertThat(home.jobs(name).get(0).attempts()).isEqualTo(posts);
        assertThat(home.saw("posts")).isEqualTo(posts);
    }

    @Test
    void aWaitOfTenYearsIsCutToTheLongestOne() throws Exception {
        String name = drop("submit-429-huge*1");
        eventually(() -> assertThat(home.jobs(name)).singleElement().satisfies(job -> {
            assertThat(job.troubles()).isEqualTo(1);
            assertThat(job.dueAt()).isBefore(home.flow().now().plus(Duration.ofHours(2)));
        }));
        time.pass(Duration.ofHours(2));
        assertThat(home.only(name).path("status").asText()).isEqualTo("done");
        assertThat(home.saw("posts")).isEqualTo(2);
    }

    /** Whether it says so in the answer to the submit, or only when it is asked after. */
    @ParameterizedTest
    @CsvSource({"throttled,Rate limit reached", "failed-rate-limited,rate_limited"})
    void whatIsThrottledForGoodFailsAfterAFewSubmits(String oddity, String words) throws Exception {
        String name = drop(oddity);
        JsonNode job = home.only(name);
        assertThat(job.path("status").asText()).isEqualTo("failed");
        assertThat(job.at("/reason/class").asText()).isEqualTo("rate-limited");
        assertThat(job.at("/reason/text").asText()).contains(words);
        assertThat(home.logged(Level.ERROR)).isEmpty();
        assertThat(home.saw("posts"))
                .isEqualTo(home.jobs(name).get(0).attempts())
                .isBetween(2, 5);
    }

    /** Whether it was taken is not known until the upstream's list shows it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "submit-500-accepted",
                "submit-502-accepted",
                "submit-503-accepted",
                "submit-504-accepted",
                "submit-524-accepted",
                "submit-not-json-accepted",
                "submit-no-id-accepted",
                "submit-reset-accepted",
                "submit-hang-up-accepted",
                "submit-timeout-accepted"
            })
    void anUncertainSubmitThatArrivedIsAdoptedAndNeverSentAgain(String oddity) throws Exception {
        String name = drop(oddity);
        JsonNode job = home.only(name);
        assertThat(job.path("status").asText()).isEqualTo("done");
        assertThat(job.path("request_id").asText())
                .isEqualTo(home.upstream().requests().get(0).requestId());
        assertThat(job.path("timeline"))
                .extracting(event -> event.path("status").asText())
                .contains("unknown");
        assertThat(home.jobs(name).get(0).attempts()).isEqualTo(1);
        assertThat(home.saw("posts")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submit-500*1",
                "submit-502*1",
                "submit-502-html*1",
                "submit-503*1",
                "submit-503-retry-after*1",
                "submit-504*1",
                "submit-524*1",
                "submit-not-json*1",
                "submit-no-id*1",
                "submit-reset*1",
                "submit-hang-up*1",
                "submit-timeout*1"
            })
    void anUncertainSubmitIsSentAgainOnceItIsProvenThatItNeverArrived(String oddity) throws Exception {
        String name = drop(oddity);
        JsonNode job = home.only(name);
        assertThat(job.path("status").asText()).isEqualTo("done");
        assertThat(job.path("timeline"))
                .extracting(event -> event.path("status").asText())
                .startsWith("accepted", "submitting", "unknown", "accepted", "submitting");
        assertThat(home.saw("list_calls")).isGreaterThanOrEqualTo(5);
        assertThat(home.jobs(name).get(0).attempts()).isEqualTo(2);
        assertThat(home.saw("posts")).isEqualTo(2);
    }

    /** As far as the upstream says nothing was made; its list confirms that before one more try. */
    @ParameterizedTest
    @CsvSource({"submit-500-backend*1,done", "submit-500-backend,failed"})
    void whatTheModelsMakerRefusedIsTriedOnceMoreWhenTheListConfirmsThatNothingWasMade(String oddity, String status)
            throws Exception {
        String name = drop(oddity);
        JsonNode job = home.only(name);
        assertThat(job.path("status").asText()).isEqualTo(status);
        if (status.equals("failed")) {
            assertThat(job.at("/reason/text").asText()).contains("the model refused the request");
        }
        assertThat(home.saw("list_calls")).isPositive();
        assertThat(home.saw("posts")).isEqualTo(2);
    }

    /** Its id is whole, so it is known which request it is. */
    @Test
    void anAnswerThatBreaksOffBehindItsIdLosesNothing() throws Exception {
        String name = drop("submit-cut-accepted");
        assertThat(home.only(name).path("status").asText()).isEqualTo("done");
        assertThat(home.saw("posts")).isEqualTo(1);
    }

    /** Nothing works until a person has done something: it waits, is said, and costs no job. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "submit-401*1",
                "submit-402*1",
                "submit-403*1",
                "submit-404*1",
                "submit-400-credits*1",
                "submit-redirect*1"
            })
    void aTroubleOfTheAccountPausesAndFailsNoJob(String oddity) throws Exception {
        String name = drop(oddity);
        eventually(() -> assertThat(home.jobs(name)).singleElement().satisfies(job -> {
            assertThat(job.state()).isEqualTo(JobState.ACCEPTED);
            assertThat(job.reason()).isNotNull().extracting(Reason::reasonClass).isEqualTo(ReasonClass.ACCOUNT);
        }));
        assertThat(home.flow().outcomes().accountTrouble()).isPresent();
        assertThat(home.saw("posts")).isEqualTo(1);
        time.pass(Duration.ofMinutes(5));
        assertThat(home.only(name).path("status").asText()).isEqualTo("done");
        assertThat(home.saw("posts")).isEqualTo(2);
        assertThat(home.flow().outcomes().accountTrouble()).isEmpty();
    }

    /** A pooled connection that the server has closed meanwhile must not make a submit uncertain, nor doubled. */
    @Test
    void aServerThatClosesIdleConnectionsCostsNothing() throws Exception {
        home.upstream().order(Oddity.CLOSES_IDLE);
        for (int i = 0; i < 5; i++) {
            String name = drop("says-done");
            assertThat(home.only(name).path("status").asText()).isEqualTo("done");
        }
        assertThat(home.saw("posts")).isEqualTo(5);
    }

    @Test
    void theSamePromptTwiceIsTwoPicturesOfTwoRequests() throws Exception {
        home.drop("twins.json", "[{\"prompt\": \"twin\"}, {\"prompt\": \"twin\"}]");
        JsonNode jobs = home.manifest("twins").path("jobs");
        assertThat(jobs).hasSize(2).allMatch(job -> job.path("status").asText().equals("done"));
        assertThat(jobs).extracting(job -> job.path("request_id").asText()).doesNotHaveDuplicates();
        assertThat(home.saw("posts")).isEqualTo(2);
    }

    @Test
    void theSameRefusedPromptTwiceIsRefusedTwiceAndNeverRetried() throws Exception {
        String prompt = "{\"prompt\": \"same #sandbox:moderated\", \"custom_id\": \"%s\"}";
        home.drop("both.json", "[" + prompt.formatted("a") + ", " + prompt.formatted("b") + "]");
        JsonNode manifest = home.manifest("both");
        for (String id : new String[] {"a", "b"}) {
            assertThat(withId(manifest, id).at("/reason/class").asText()).isEqualTo("moderated");
        }
        assertThat(home.saw("posts")).isEqualTo(2);
    }

    @Test
    void theKeyGoesToTheApiAlone() throws Exception {
        assertThat(home.only(drop("media-redirect-elsewhere")).path("status").asText())
                .isEqualTo("done");
        assertThat(home.upstream().stats().path("leaks")).isEmpty();
        assertThat(home.upstream().stats().path("posts_by_key")).hasSize(1);
    }

    @Test
    void theKeyStandsInNoFileAndNoLogLine() throws Exception {
        assertThat(home.only(drop("failed-reason")).path("status").asText()).isEqualTo("failed");
        for (String file : HomeAtWork.files(home.root())) {
            String bytes = new String(Files.readAllBytes(home.root().resolve(file)), StandardCharsets.ISO_8859_1);
            assertThat(bytes).as(file).doesNotContain(HomeAtWork.KEY);
        }
        assertThat(home.logged(Level.TRACE)).isNotEmpty().noneMatch(line -> line.contains(HomeAtWork.KEY));
    }
}
