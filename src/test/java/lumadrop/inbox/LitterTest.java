package lumadrop.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LitterTest {
    private final Litter litter = new Litter(List.of(
            "*.tmp", "*.filepart", "*~", "Thumbs.db", "#recycle", "sync-conflict*", "a?c*.json", "$[x]*y.json"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".hidden.json",
                ".",
                "~$shoot.json",
                "a.tmp",
                "a.TMP",
                "b.json.filepart",
                "c.json~",
                "thumbs.DB",
                "#recycle",
                "Sync-Conflict-1.json",
                "abc-1.json",
                "A\nC.JSON",
                "$[x]any\ny.json"
            })
    void theConfiguredAndTheUsualLitterIsNotLookedAt(String name) {
        assertThat(litter.matches(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cat.json", "tmp", "a.tmp.json", "~cat.json", "xThumbs.db", "ac.json", "$xy.json", "cat$.json"})
    void whatOnlyResemblesLitterIsLookedAt(String name) {
        assertThat(litter.matches(name)).isFalse();
    }

    @Test
    void anEmptyGlobMatchesNothing() {
        assertThat(new Litter(List.of("", "  ")).matches("cat.json")).isFalse();
    }
}
