package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DropRulesTest {
    @Test
    void anOwnFieldCannotPassThrough() {
        assertThatThrownBy(() -> new DropRules("m", List.of("1:1"), 10, Set.of("seed", "count", "name"), 10, 10, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("count, name");
    }

    @Test
    void aLimitOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new DropRules("m", List.of("1:1"), 0, Set.of(), 10, 10, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DropRules("m", List.of(), 10, Set.of(), 10, 10, 10))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
