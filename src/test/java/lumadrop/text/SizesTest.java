package lumadrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({
        "123, 123",
        "0, 0",
        "5B, 5",
        "512KiB, 524288",
        "16MiB, 16777216",
        "16mib, 16777216",
        "1GiB, 1073741824",
        "2TiB, 2199023255552",
        "3kB, 3000",
        "3KB, 3000",
        "10MB, 10000000",
        "1GB, 1000000000",
        "' 16MiB ', 16777216"
    })
    void everyFormIsRead(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "1.5MiB", "-1", "16 MiB", "16M", "0x10", "٥"})
    void whatIsNoSizeIsRefusedWithTheFormsThatAre(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.parse(text))
                .withMessage("'" + text
                        + "' is no size; a size is written 512KiB, 16MiB, 1GiB, 10MB or a plain number of bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "9007199254740992TiB"})
    void whatNoLongCanHoldIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.parse(text))
                .withMessage("'" + text + "' is too large for a size");
    }

    @ParameterizedTest
    @CsvSource({"0, 0B", "1000, 1kB", "1024, 1KiB", "1025, 1025B", "16777216, 16MiB", "10000000, 10MB"})
    void theLargestUnitWithoutRestIsWritten(long bytes, String expected) {
        assertThat(Sizes.format(bytes)).isEqualTo(expected);
        assertThat(Sizes.parse(expected)).isEqualTo(bytes);
    }
}
