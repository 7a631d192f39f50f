package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ReachTest {
    @Test
    void itIsNeverBeyondALineWhoseJobIsNotToldOf() {
        Reach reach = new Reach(ConcurrentHashMap.newKeySet());
        reach.written("a", 100);
        assertThat(reach.with("a")).hasValue(100); // in the very commit that tells of it
        reach.written("b", 200);
        reach.written("c", 300);
        assertThat(reach.with("b")).isEmpty();
        reach.told("b");
        assertThat(reach.with("c")).isEmpty();

        reach.told("a");
        assertThat(reach.with("c")).hasValue(300);
        reach.told("c");
        reach.written("d", 400);
        reach.written("e", 500);
        assertThat(reach.with("d")).hasValue(400);
        assertThat(reach.with("e")).hasValue(300);
    }

    @Test
    void aLineStandsUntilItsJobIsToldOfAndTheNextTellingHasALineOfItsOwn() {
        Reach reach = new Reach(ConcurrentHashMap.newKeySet());
        reach.written("a", 100);
        assertThat(reach.stands("a")).isTrue();
        reach.told("a");
        assertThat(reach.stands("a")).isFalse();
        reach.written("a", 200);
        assertThat(reach.stands("a")).isTrue();
        assertThat(reach.with("a")).hasValue(200);
    }

    @Test
    void itStaysBeforeTheLinesOfAnEarlierProcessUntilAllAreToldOf() {
        Set<String> earlier = ConcurrentHashMap.newKeySet();
        Reach reach = new Reach(earlier);
        earlier.addAll(Set.of("x", "y")); // the output folder came later
        assertThat(reach.stands("x")).isTrue();
        reach.written("a", 100);
        reach.told("a");
        reach.told("x");
        assertThat(reach.with("y")).isEmpty();
        reach.told("y");
        reach.written("b", 200);
        assertThat(reach.with("b")).hasValue(200);
    }
}
