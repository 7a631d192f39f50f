package lumadrop.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {
    // FIPS 180-2, appendix B.1.
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isTheStandardsOwn() throws Exception {
        Sha256 pieces = new Sha256(-1);
        pieces.update(new byte[] {'a', 'b', 0}, 2);
        pieces.update(new byte[] {'c'}, 1);
        assertThat(pieces.hex()).isEqualTo(OF_ABC);
        assertThat(Sha256.of("abc")).isEqualTo(OF_ABC);
        assertThat(Sha256.of(new ByteArrayInputStream(new byte[] {'a', 'b', 'c'}), 3))
                .isEqualTo(OF_ABC);
    }

    @Test
    void staysTheSameWhenItBecomesNative() throws Exception {
        assumeTrue(NativeSha256.isBuiltFor(System.getProperty("os.name"), System.getProperty("os.arch")));
        byte[] mebibyte = new byte[1 << 20];
        new Random(4711).nextBytes(mebibyte);
        String before = Sha256.of(mebibyte);
        for (int i = 0; i < 33; i++) {
            assertThat(Sha256.of(new ByteArrayInputStream(mebibyte), mebibyte.length))
                    .isEqualTo(before);
        }
        assertThat(NativeSha256.isThere()).isTrue();
        assertThat(Sha256.of(new ByteArrayInputStream(mebibyte), mebibyte.length))
                .isEqualTo(before);
        Sha256 nothing = new Sha256(-1);
        assertThat(nothing.hex()).isEqualTo(Sha256.of(""));
    }
}
