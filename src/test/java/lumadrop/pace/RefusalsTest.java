package lumadrop.pace;

import static org.assertj.core.api.Assertions.assertThat;

import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    private static Reason reason(String text) {
        return new Reason(ReasonClass.INVALID, text);
    }

    @Test
    void theFirstFiveOfADropRefusedAlikeAreEnough() {
        for (int i = 0; i < 4; i++) {
            assertThat(refusals.refused("d", reason("field 'x" + i + "' of 5c30b27" + i + "-1f is wrong")))
                    .isEmpty();
        }
        assertThat(refusals.refused("d", reason("field 'other' of 99 is wrong")))
                .contains(new Refusals.Alike(5, true));
    }

    @Test
    void aDropOfWhichOneWasTakenIsNotHeldForFive() {
        refusals.taken("d");
        for (int i = 0; i < 19; i++) {
            assertThat(refusals.refused("d", reason("no"))).isEmpty();
        }
        assertThat(refusals.refused("d", reason("no"))).contains(new Refusals.Alike(20, false));
        assertThat(refusals.refused("another", reason("no"))).contains(new Refusals.Alike(21, false));
        refusals.taken("third");
        assertThat(refusals.refused("fourth", reason("no"))).isEmpty();
    }

    @Test
    void otherWordsOrAnotherClassAreNotAlike() {
        for (int i = 0; i < 40; i++) {
            String text = i % 2 == 0 ? "too long" : "too short";
            assertThat(refusals.refused("d", reason(text))).isEmpty();
        }
        for (int i = 0; i < 40; i++) {
            ReasonClass odd = i % 2 == 0 ? ReasonClass.MODERATED : ReasonClass.INVALID;
            assertThat(refusals.refused("e", new Reason(odd, "no"))).isEmpty();
        }
    }

    @Test
    void whatWasHeldAndLetGoOnHasAsManyTriesAgain() {
        for (int i = 0; i < 5; i++) {
            refusals.refused("d", reason("no"));
        }
        refusals.held("d");
        for (int i = 0; i < 4; i++) {
            assertThat(refusals.refused("d", reason("no"))).isEmpty();
        }
        assertThat(refusals.refused("d", reason("no"))).isPresent();
    }
}
