package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ReachTest {
    private final Map<String, Integer> earlier = new ConcurrentHashMap<>();
    private final Reach reach = new Reach(earlier);

    @Test
    void itIsNeverBeyondALineWhoseJobIsNotToldOf() {
        reach.written("a", 1, 100);
        assertThat(reach.with("a")).hasValue(100); // in the very commit that tells of it
        reach.written("b", 1, 200);
        reach.written("c", 1, 300);
        assertThat(reach.with("b")).isEmpty();
        reach.told("b");
        assertThat(reach.with("c")).isEmpty();

        reach.told("a");
        assertThat(reach.with("c")).hasValue(300);
    }

    /** What is handed to the ledger later stands behind what was handed to it before. */
    @Test
    void itNeverGoesBack() {
        reach.written("a", 1, 100);
        reach.told("a");
        reach.written("b", 1, 200);
        reach.written("c", 1, 300);
        assertThat(reach.with("b")).hasValue(200);
        assertThat(reach.with("c")).as("b is not known as told of yet").isEmpty();
        reach.told("b");
        reach.told("c");
        reach.written("d", 1, 400);
        reach.written("e", 1, 500);
        assertThat(reach.with("e")).as("as far as c").hasValue(300);
        assertThat(reach.with("d")).hasValue(400);
    }

    @Test
    void aFileThatBeginsAnewHasItsOwnReach() {
        reach.written("a", 1, 5000);
        assertThat(reach.with("a")).hasValue(5000);
        reach.written("b", 1, 100);
        reach.told("a");
        assertThat(reach.with("b")).hasValue(100);
        reach.told("b");
        reach.written("c", 1, 200);
        assertThat(reach.with("c")).hasValue(200);
    }

    @Test
    void aLineStandsUntilItsJobIsToldOfAndTheNextTellingHasALineOfItsOwn() {
        reach.written("a", 1, 100);
        assertThat(reach.stands("a", 1)).isTrue();
        assertThat(reach.stands("a", 2)).as("tried again before it was told of").isFalse();
        reach.written("a", 2, 200);
        assertThat(reach.stands("a", 2)).isTrue();
        assertThat(reach.with("a")).as("nobody tells of the first any more").hasValue(200);
        reach.told("a");
        assertThat(reach.stands("a", 2)).isFalse();
    }

    @Test
    void itStaysBeforeTheLinesOfAnEarlierProcessUntilAllAreToldOf() {
        earlier.putAll(Map.of("x", 1, "y", 2)); // the output folder came later
        assertThat(reach.stands("x", 1)).isTrue();
        assertThat(reach.stands("y", 2)).isTrue();
        assertThat(reach.stands("y", 3)).as("tried again before it was told of").isFalse();
        reach.written("a", 1, 100);
        reach.told("a");
        reach.told("x");
        assertThat(reach.with("y")).isEmpty();
        reach.told("y");
        reach.written("b", 1, 200);
        assertThat(reach.with("b")).hasValue(200);
    }
}
