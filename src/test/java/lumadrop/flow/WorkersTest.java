package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkersTest {
    @ParameterizedTest
    @CsvSource({"50, 25, false", "100, 25, false", "101, 21, true", "2000, 25, true", "2000, 17, false"})
    void areVirtualWhereThereMayBeManyAndJavaHasThem(int calls, int java, boolean virtual) {
        assertThat(Workers.areVirtual(calls, java)).isEqualTo(virtual);
    }
}
