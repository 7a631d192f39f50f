package lumadrop.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What must hold of any bytes that call themselves a PNG. Also Jazzer's way in: the first byte of an input says in pieces of
 * what length it arrives, and whether its chunks get the checksums that they should have, which no fuzzer guesses.
 */
public final class PngFuzz {
    private static final int SIGNATURE = 8;
    private static final long MOST_PIXELS = 1 << 20;

    private PngFuzz() {}

    /** Loads the classes, which takes longer than any input may. */
    public static void fuzzerInitialize() {
        for (byte[] seed : seeds()) {
            fuzzerTestOneInput(seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > 0) {
            byte[] png = Arrays.copyOfRange(input, 1, input.length);
            isWhole(input[0] < 0 ? withChecksums(png) : png, 1 + (input[0] & 0x7f));
        }
    }

    /** Inputs to begin with. */
    public static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int colour : new int[] {0, 2, 3, 4, 6}) {
            for (boolean interlaced : new boolean[] {false, true}) {
                byte[] png = TinyPng.picture(9, 7, 8, colour, interlaced);
                for (int selector : new int[] {0x7f, 0xff}) {
                    seeds.add(ByteBuffer.allocate(1 + png.length)
                            .put((byte) selector)
                            .put(png)
                            .array());
                }
            }
        }
        return seeds;
    }

    /** Pieces that an input may be made of. */
    public static List<byte[]> words() {
        return List.of("IHDR", "PLTE", "IDAT", "IEND", "tRNS", "iCCP", "zTXt", "\0\0\0\15IHDR", "\0\0\0\0IEND").stream()
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }

    /** Whether it passes; else it is refused in words, however it arrives. */
    static boolean isWhole(byte[] png, int step) {
        String refusal = refusal(png, step);
        assertThat(refusal(png, Math.max(1, png.length)))
                .as("in one piece and in pieces of %d", step)
                .isEqualTo(refusal);
        return refusal == null;
    }

    private static String refusal(byte[] png, int step) {
        try (PngCheck check = new PngCheck(MOST_PIXELS)) {
            for (int i = 0; i < png.length; i += step) {
                check.accept(png, i, Math.min(step, png.length - i));
            }
            check.finish();
            assertThat((long) check.width() * check.height()).isBetween(1L, MOST_PIXELS);
            return null;
        } catch (BadPicture bad) {
            assertThat(bad.text()).isNotBlank().doesNotContain("\n").hasSizeLessThan(1000);
            return bad.kind().name();
        }
    }

    private static byte[] withChecksums(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        int at = SIGNATURE;
        while (at + 12 <= png.length) {
            int length = bytes.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                break;
            }
            CRC32 crc = new CRC32();
            crc.update(png, at + 4, 4 + length);
            bytes.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return png;
    }
}
