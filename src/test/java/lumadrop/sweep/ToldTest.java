package lumadrop.sweep;

import static lumadrop.sweep.TestList.done;
import static lumadrop.sweep.TestList.saying;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import lumadrop.job.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToldTest {
    @ParameterizedTest
    @CsvSource({
        "QUEUED, QUEUED, NOTHING_NEW",
        "QUEUED, PROCESSING, FURTHER",
        "QUEUED, SUCCEEDED, ENDED",
        "QUEUED, FAILED, ENDED",
        "PROCESSING, CANCELLED, ENDED",
        "PROCESSING, QUEUED, BEHIND",
        "PROCESSING, PROCESSING, NOTHING_NEW",
        "SUCCEEDED, PROCESSING, BEHIND",
        "SUCCEEDED, SUCCEEDED, NOTHING_NEW",
        "QUEUED, UNRECOGNISED, UNCLEAR",
        "UNRECOGNISED, QUEUED, UNCLEAR",
        "UNRECOGNISED, UNRECOGNISED, UNCLEAR",
        "UNRECOGNISED, FAILED, ENDED"
    })
    void anItemIsHeldAgainstWhatIsKnown(Phase known, Phase item, Told told) {
        assertThat(Told.of(saying("r", item, 2), saying("r", known, 1))).isEqualTo(told);
    }

    @Test
    void aSuccessThatShowsItsPicturesIsWhole() {
        assertThat(Told.of(done("r", "a.png", 2), saying("r", Phase.PROCESSING, 1)))
                .isEqualTo(Told.DONE);
        assertThat(Told.of(done("r", "a.png", 2), saying("r", Phase.SUCCEEDED, 1)))
                .isEqualTo(Told.DONE);
    }

    /** Queued, dispatched: which is the later word is not for us to know, but for the upstream's time of the change. */
    @ParameterizedTest
    @CsvSource({"10, 11, FURTHER", "11, 11, UNCLEAR", "11, 10, UNCLEAR", ", 11, UNCLEAR", "11, , UNCLEAR"})
    void anotherWordForTheSamePhaseIsNewsWhereItIsLater(Long knownAt, Long itemAt, Told told) {
        assertThat(Told.of(
                        saying("r", Phase.QUEUED, "dispatched", time(itemAt), 2),
                        saying("r", Phase.QUEUED, "queued", time(knownAt), 1)))
                .isEqualTo(told);
    }

    private static Instant time(Long seconds) {
        return seconds == null ? null : TestList.at(seconds);
    }
}
