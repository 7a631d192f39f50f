package lumadrop.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What must hold of any bytes that call themselves a JPEG: of their structure, and of the decoder that gets what passes. Also
 * Jazzer's way in: the first byte of an input says in pieces of what length it arrives.
 */
public final class JpegFuzz {
    /** Decoding takes time and native memory in proportion to the pixels: few, so that there are many inputs. */
    private static final long MOST_PIXELS = 1 << 18;

    private static final JpegDecode DECODE = new JpegDecode();
    private static final Path FILE = temporary();

    private JpegFuzz() {}

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("fuzz", ".jpg");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads the classes, which takes longer than any input may. */
    public static void fuzzerInitialize() throws IOException {
        for (byte[] seed : seeds()) {
            fuzzerTestOneInput(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (input.length > 0) {
            isWhole(Arrays.copyOfRange(input, 1, input.length), 1 + (input[0] & 0xff));
        }
    }

    /** Inputs to begin with. */
    public static List<byte[]> seeds() throws IOException {
        List<byte[]> seeds = new ArrayList<>();
        for (int[] size : new int[][] {{1, 1}, {17, 9}, {24, 24}}) {
            for (boolean progressive : new boolean[] {false, true}) {
                byte[] jpeg = TinyJpeg.picture(size[0], size[1], progressive);
                seeds.add(ByteBuffer.allocate(1 + jpeg.length)
                        .put((byte) 0xff)
                        .put(jpeg)
                        .array());
            }
        }
        return seeds;
    }

    /** Pieces that an input may be made of: the markers. */
    public static List<byte[]> words() {
        List<byte[]> words = new ArrayList<>();
        for (int code :
                new int[] {0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc9, 0xd0, 0xd8, 0xd9, 0xda, 0xdb, 0xdd, 0xe0, 0xe2, 0xee, 0
                }) {
            words.add(new byte[] {(byte) 0xff, (byte) code});
        }
        return words;
    }

    /** Whether it passes; else it is refused in words, however it arrives. */
    static boolean isWhole(byte[] jpeg, int step) throws IOException {
        String refusal = refusal(jpeg, step);
        assertThat(refusal(jpeg, Math.max(1, jpeg.length)))
                .as("in one piece and in pieces of %d", step)
                .isEqualTo(refusal);
        return refusal == null;
    }

    private static String refusal(byte[] jpeg, int step) throws IOException {
        try (JpegCheck check = new JpegCheck(MOST_PIXELS)) {
            for (int i = 0; i < jpeg.length; i += step) {
                check.accept(jpeg, i, Math.min(step, jpeg.length - i));
            }
            check.finish();
            assertThat((long) check.width() * check.height()).isBetween(1L, MOST_PIXELS);
            Files.write(FILE, jpeg);
            DECODE.decode(FILE, check.width(), check.height(), check.needsAllCoefficients());
            return null;
        } catch (BadPicture bad) {
            assertThat(bad.text()).isNotBlank().doesNotContain("\n").hasSizeLessThan(1000);
            return bad.kind().name();
        }
    }
}
