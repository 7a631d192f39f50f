package lumadrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import lumadrop.picture.BadPicture.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegCheckTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void baselineAndProgressivePassInEverySizeAndStep(boolean progressive) throws Exception {
        for (int[] size : new int[][] {{1, 1}, {8, 8}, {17, 9}, {1, 400}, {400, 1}, {300, 200}}) {
            byte[] jpeg = TinyJpeg.picture(size[0], size[1], progressive);
            for (int step : new int[] {1, 3, 1 << 16}) {
                JpegCheck check = check(jpeg, step);
                assertThat(check.width()).isEqualTo(size[0]);
                assertThat(check.height()).isEqualTo(size[1]);
                assertThat(check.needsAllCoefficients()).isEqualTo(progressive);
            }
            assertThatCode(() -> decode(jpeg)).doesNotThrowAnyException();
        }
    }

    @Test
    void aGreyJpegPasses() throws Exception {
        byte[] jpeg = TinyJpeg.picture(100, 70, BufferedImage.TYPE_BYTE_GRAY, false);
        assertThat(check(jpeg, 1 << 16).width()).isEqualTo(100);
        assertThatCode(() -> decode(jpeg)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJpegCutAnywhereIsShort(boolean progressive) throws Exception {
        byte[] jpeg = TinyJpeg.picture(24, 24, progressive);
        for (int length = 0; length < jpeg.length; length++) {
            assertThat(fault(Arrays.copyOf(jpeg, length)).kind())
                    .as("cut at %d", length)
                    .isEqualTo(Kind.SHORT);
        }
    }

    @Test
    void bytesAfterTheEndAreRefused() throws Exception {
        byte[] jpeg = TinyJpeg.picture(24, 24, false);
        assertThat(fault(Arrays.copyOf(jpeg, jpeg.length + 1)).kind()).isEqualTo(Kind.LONG);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void codedPixelsThatStopEarlyUnderAWholeStructureAreFoundByTheDecoder(boolean progressive) throws Exception {
        byte[] jpeg = TinyJpeg.picture(640, 480, progressive);
        for (int lost : new int[] {200, 2_000, 20_000}) {
            ByteArrayOutputStream hollow = new ByteArrayOutputStream();
            hollow.write(jpeg, 0, jpeg.length - 2 - lost);
            hollow.writeBytes(new byte[] {0, (byte) 0xff, (byte) 0xd9});
            byte[] cut = hollow.toByteArray();
            assertThatCode(() -> check(cut, 1 << 16)).doesNotThrowAnyException();
            BadPicture bad = catchThrowableOfType(BadPicture.class, () -> decode(cut));
            assertThat(bad.kind()).isEqualTo(Kind.CORRUPT);
            assertThat(bad.text()).contains("cannot be read to its end");
        }
    }

    @Test
    void theLastRowIsDecodedHoweverFewSamplesAreKept() throws Exception {
        byte[] jpeg = TinyJpeg.picture(640, 480, false);
        ByteArrayOutputStream hollow = new ByteArrayOutputStream();
        hollow.write(jpeg, 0, jpeg.length - 2 - 200);
        hollow.writeBytes(new byte[] {0, (byte) 0xff, (byte) 0xd9});
        Path whole = Files.write(folder.resolve("whole.part"), jpeg);
        Path cut = Files.write(folder.resolve("cut.part"), hollow.toByteArray());
        JpegDecode few = new JpegDecode(16);
        assertThatCode(() -> few.decode(whole, 640, 480, false)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(BadPicture.class, () -> few.decode(cut, 640, 480, false)))
                .isNotNull();
    }

    @Test
    void codedPixelsInExcessAreFoundByTheDecoder() throws Exception {
        byte[] jpeg = TinyJpeg.picture(640, 480, false);
        ByteArrayOutputStream fat = new ByteArrayOutputStream();
        fat.write(jpeg, 0, jpeg.length - 2);
        fat.writeBytes(new byte[5_000]);
        fat.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
        assertThat(catchThrowableOfType(BadPicture.class, () -> decode(fat.toByteArray())))
                .isNotNull();
    }

    @Test
    void tooManyPixelsAreRefusedAtTheFrameHeader() throws Exception {
        byte[] jpeg = TinyJpeg.picture(24, 24, false);
        int frame = frameAt(jpeg);
        Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0x7f);
        assertThat(fault(Arrays.copyOf(jpeg, frame + 10)).kind()).isEqualTo(Kind.TOO_MANY_PIXELS);
    }

    @Test
    void framesThatCommonProgramsCannotReadAreRefused() throws Exception {
        for (int code : new int[] {0xc3, 0xc5, 0xc9, 0xca, 0xcf}) {
            byte[] jpeg = TinyJpeg.picture(24, 24, false);
            jpeg[frameAt(jpeg) + 1] = (byte) code;
            assertThat(fault(jpeg).kind()).isEqualTo(Kind.UNSUPPORTED);
        }
        byte[] deep = TinyJpeg.picture(24, 24, false);
        deep[frameAt(deep) + 4] = 12;
        assertThat(fault(deep).kind()).isEqualTo(Kind.UNSUPPORTED);
    }

    @Test
    void scansWithoutEndAreRefused() throws Exception {
        byte[] jpeg = TinyJpeg.picture(24, 24, true);
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        many.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 200; i++) {
            many.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 1, 5, 0, 0});
        }
        many.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
        assertThat(fault(many.toByteArray()).text()).contains("scans");
    }

    @Test
    void structuresThatCannotBeAreRefused() throws Exception {
        byte[] jpeg = TinyJpeg.picture(24, 24, false);
        int frame = frameAt(jpeg);
        byte[][] wrong = {
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9},
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd8},
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 1},
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xda, 0, 8},
            {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc0, 0, 4},
            {(byte) 0xff, (byte) 0xd8, 1},
            replaced(jpeg, frame + 5, 0, 0),
            replaced(jpeg, frame + 7, 0, 0),
            replaced(jpeg, frame + 9, 0),
            replaced(jpeg, frame + 9, 5),
        };
        for (int i = 0; i < wrong.length; i++) {
            assertThat(fault(wrong[i]).kind()).as("case %d", i).isEqualTo(Kind.CORRUPT);
        }
    }

    @Test
    void bytesOfAnySortMeetNoFaultButABadPicture() throws Exception {
        Random random = new Random(1);
        byte[] base = TinyJpeg.picture(60, 40, true);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = base.clone();
            for (int k = 0; k <= random.nextInt(6); k++) {
                bytes[3 + random.nextInt(bytes.length - 3)] = (byte) random.nextInt();
            }
            int step = 1 + random.nextInt(bytes.length);
            assertThatCode(() -> JpegFuzz.isWhole(bytes, step)).doesNotThrowAnyException();
        }
    }

    private static byte[] replaced(byte[] jpeg, int at, int... values) {
        byte[] changed = jpeg.clone();
        for (int i = 0; i < values.length; i++) {
            changed[at + i] = (byte) values[i];
        }
        return changed;
    }

    private static int frameAt(byte[] jpeg) {
        for (int i = 0; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xc0) {
                return i;
            }
        }
        throw new IllegalArgumentException("no baseline frame");
    }

    private void decode(byte[] jpeg) throws Exception {
        Path file = Files.write(folder.resolve("a.part"), jpeg);
        JpegCheck check = check(jpeg, 1 << 16);
        new JpegDecode().decode(file, check.width(), check.height(), check.needsAllCoefficients());
    }

    private static JpegCheck check(byte[] jpeg, int step) throws BadPicture {
        JpegCheck check = new JpegCheck(100_000_000);
        for (int i = 0; i < jpeg.length; i += step) {
            check.accept(jpeg, i, Math.min(step, jpeg.length - i));
        }
        check.finish();
        return check;
    }

    private static BadPicture fault(byte[] jpeg) {
        return catchThrowableOfType(BadPicture.class, () -> check(jpeg, 1 << 16));
    }
}
