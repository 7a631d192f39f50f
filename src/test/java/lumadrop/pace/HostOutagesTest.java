package lumadrop.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostOutagesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(6));
    private static final Duration TRIAL = Duration.ofSeconds(60);
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final HostOutages outages = new HostOutages(new Backoff(FIRST, Duration.ofMinutes(5), new Random(1)));

    private void fail(String host, int pictures) {
        for (int i = 0; i < pictures; i++) {
            outages.failed(host, "picture " + i, NOW);
        }
    }

    private Optional<Instant> downUntil(String host, String picture, Instant now) {
        return outages.downUntil(host, picture, now, TRIAL);
    }

    @Test
    void severalPicturesInARowAreAnOutageAndOtherHostsHaveNoneOfIt() {
        fail("a", 2);
        assertThat(downUntil("a", "x", NOW)).isEmpty();
        fail("a", 3);
        assertThat(downUntil("a", "x", NOW))
                .hasValueSatisfying(until -> assertThat(until).isAfter(NOW));
        assertThat(outages.isDown("a")).isTrue();
        assertThat(downUntil("b", "x", NOW)).isEmpty();
        assertThat(outages.isDown("b")).isFalse();
    }

    @Test
    void onePictureThatFailsAgainAndAgainIsNone() {
        for (int i = 0; i < 100; i++) {
            fail("a", 1);
        }
        assertThat(outages.isDown("a")).isFalse();
    }

    @Test
    void anAnswerInBetweenBreaksTheRow() {
        fail("a", 2);
        outages.answered("a");
        fail("a", 2);
        assertThat(outages.isDown("a")).isFalse();
    }

    @Test
    void oneAloneTriesWhenTheTimeIsOverAndTheOthersWaitForIt() {
        fail("a", 3);
        assertThat(downUntil("a", "x", LATER)).isEmpty();
        assertThat(downUntil("a", "y", LATER))
                .hasValueSatisfying(until -> assertThat(until).isAfter(LATER).isBefore(LATER.plus(TRIAL)));
        assertThat(downUntil("a", "y", LATER.plus(TRIAL).minusMillis(1))).isPresent();
        outages.answered("a");
        assertThat(downUntil("a", "y", LATER)).isEmpty();
    }

    @Test
    void aTrialThatFailsIsFollowedByAnotherWaitAndWhatBeganBeforeByNone() {
        fail("a", 3);
        assertThat(downUntil("a", "x", LATER)).isEmpty();
        outages.failed("a", "y", LATER);
        assertThat(downUntil("a", "y", LATER.plus(TRIAL).minusMillis(1))).isPresent();
        outages.failed("a", "x", LATER);
        assertThat(downUntil("a", "y", LATER))
                .hasValueSatisfying(until -> assertThat(until).isBefore(LATER.plus(TRIAL)));
        assertThat(downUntil("a", "y", LATER.plus(Duration.ofMinutes(6)))).isEmpty();
    }

    /** A few that always fail must not be the ones that are tried, for ever. */
    @Test
    void aPictureThatHasNotFailedIsTriedBeforeThoseThatHave() {
        fail("a", 3);
        Instant until = outages.nextLook("a", "good", NOW).orElseThrow();
        assertThat(downUntil("a", "picture 0", until))
                .hasValueSatisfying(turn -> assertThat(turn).isAfter(until));
        assertThat(downUntil("a", "good", until)).isEmpty();
        outages.failed("a", "good", until);
        assertThat(outages.nextLook("a", "good", LATER))
                .as("it is one of those now")
                .isEqualTo(outages.nextLook("a", "picture 1", LATER));
        assertThat(outages.nextLook("a", "good", LATER).orElseThrow())
                .isAfter(outages.nextLook("a", "another", LATER).orElseThrow());
    }

    @Test
    void whereAllHaveFailedOneOfThemIsTriedAllTheSame() {
        fail("a", 3);
        Instant turn = outages.nextLook("a", "picture 0", NOW).orElseThrow();
        assertThat(downUntil("a", "picture 0", turn.minusMillis(1))).hasValue(turn);
        assertThat(downUntil("a", "picture 0", turn)).isEmpty();
    }
}
