package lumadrop.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import lumadrop.picture.BadPicture.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngCheckTest {
    @ParameterizedTest
    @CsvSource({
        "0,1", "0,2", "0,4", "0,8", "0,16", "2,8", "2,16", "3,1", "3,2", "3,4", "3,8", "4,8", "4,16", "6,8", "6,16"
    })
    void everyColourTypeAndDepthPassesInEverySizePlainAndInterlaced(int colour, int depth) throws Exception {
        for (boolean interlaced : new boolean[] {false, true}) {
            for (int width = 1; width <= 9; width++) {
                for (int height = 1; height <= 9; height++) {
                    byte[] png = TinyPng.picture(width, height, depth, colour, interlaced);
                    PngCheck check = check(png, 1 << 16);
                    assertThat(check.width()).isEqualTo(width);
                    assertThat(check.height()).isEqualTo(height);
                }
            }
            byte[] png = TinyPng.picture(33, 17, depth, colour, interlaced);
            assertThatCode(() -> check(png, 1 << 16)).doesNotThrowAnyException();
            // The JDK reads it too: what the test draws is a real PNG, not merely what the check expects.
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(33);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB
            })
    void aPngOfTheJdkPasses(int type) throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(300, 200, type), "png", png);
        PngCheck check = check(png.toByteArray(), 1 << 16);
        assertThat(check.width()).isEqualTo(300);
        assertThat(check.height()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 13, 64})
    void howTheBytesArriveDoesNotMatter(int step) {
        byte[] good = TinyPng.picture(40, 30, 8, 6, true);
        assertThatCode(() -> check(good, step)).doesNotThrowAnyException();
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 4;
        assertThat(fault(bad, step).kind()).isEqualTo(Kind.CORRUPT);
    }

    @Test
    void aPictureInManyChunksWithTextAndProfilePasses() throws Exception {
        byte[] pixels = TinyPng.zlib(TinyPng.raw(50, 50, 8, 2, false));
        TinyPng png = TinyPng.start()
                .header(50, 50, 8, 2, 0)
                .chunk("iCCP", "any\0\0not inflated".getBytes(StandardCharsets.US_ASCII))
                .chunk("caBX", new byte[5000]);
        for (int i = 0; i < pixels.length; i += 100) {
            png.chunk("IDAT", Arrays.copyOfRange(pixels, i, Math.min(pixels.length, i + 100)));
        }
        byte[] whole = png.chunk("IDAT", new byte[0])
                .chunk("tEXt", "k\0v".getBytes(StandardCharsets.US_ASCII))
                .end();
        assertThat(check(whole, 1 << 16).width()).isEqualTo(50);
    }

    @Test
    void aPngCutAnywhereIsShort() {
        byte[] png = TinyPng.picture(9, 9);
        for (int length = 0; length < png.length; length++) {
            assertThat(fault(Arrays.copyOf(png, length), 1 << 16).kind())
                    .as("cut at %d", length)
                    .isEqualTo(Kind.SHORT);
        }
    }

    @ParameterizedTest
    @MethodSource("smallPictures")
    void aPngWithAnyBitFlippedIsRefused(byte[] png) {
        for (int i = 0; i < png.length; i++) {
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] flipped = png.clone();
                flipped[i] ^= (byte) bit;
                assertThat(fault(flipped, 1 << 16))
                        .as("byte %d, bit %d", i, bit)
                        .isNotNull();
            }
        }
    }

    static Stream<byte[]> smallPictures() {
        return Stream.of(TinyPng.picture(9, 9), TinyPng.picture(5, 3, 4, 3, true), TinyPng.picture(1, 1, 1, 0, false));
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        byte[] png = TinyPng.picture(9, 9);
        BadPicture bad = fault(Arrays.copyOf(png, png.length + 1), 1 << 16);
        assertThat(bad.kind()).isEqualTo(Kind.LONG);
        assertThat(bad.text()).contains("ends at byte " + png.length);
    }

    @Test
    void aBombStopsAtTheAnnouncedSize() {
        // 64 MiB of zeros in 64 KiB, behind a header that admits to one pixel.
        byte[] bomb = TinyPng.start()
                .header(1, 1, 8, 0, 0)
                .chunk("IDAT", TinyPng.zlib(new byte[64 << 20]))
                .end();
        assertThat(bomb.length).isLessThan(100 << 10);
        assertThat(fault(bomb, 1 << 16).text()).contains("more pixels than its header announces");
    }

    @Test
    void tooManyPixelsAreRefusedBeforeTheFirstIsInflated() {
        byte[] headerOnly = TinyPng.start().header(30_000, 30_000, 8, 6, 0).soFar();
        BadPicture bad = fault(headerOnly, 1 << 16);
        assertThat(bad.kind()).isEqualTo(Kind.TOO_MANY_PIXELS);
        assertThat(bad.text()).contains("30000 x 30000");
    }

    @ParameterizedTest
    @CsvSource({
        "8,9,8,2,0",
        "10,9,8,2,0",
        "9,8,8,2,0",
        "9,10,8,2,0",
        "9,9,16,2,0",
        "9,9,8,6,0",
        "9,9,8,0,0",
        "9,9,8,2,1"
    })
    void aHeaderThatLiesAboutItsPixelsIsRefused(int width, int height, int depth, int colour, int interlace) {
        byte[] lie = TinyPng.start()
                .header(width, height, depth, colour, interlace)
                .chunk("IDAT", TinyPng.zlib(TinyPng.raw(9, 9, 8, 2, false)))
                .end();
        assertThat(fault(lie, 1 << 16).kind()).isEqualTo(Kind.CORRUPT);
    }

    @ParameterizedTest
    @CsvSource({
        "0,9,8,2",
        "9,0,8,2",
        "-1,9,8,2",
        "9,9,3,0",
        "9,9,4,2",
        "9,9,16,3",
        "9,9,8,1",
        "9,9,8,5",
        "9,9,8,7",
        "9,9,0,0"
    })
    void aHeaderThatCannotBeIsRefused(int width, int height, int depth, int colour) {
        byte[] png = TinyPng.start().header(width, height, depth, colour, 0).soFar();
        assertThat(fault(png, 1 << 16).kind()).isEqualTo(Kind.CORRUPT);
    }

    @Test
    void unknownCompressionFilterOrInterlaceIsRefused() {
        for (int at = 10; at <= 12; at++) {
            byte[] header = TinyPng.headerBytes(9, 9, 8, 2, 0);
            header[at] = 2;
            assertThat(fault(TinyPng.start().chunk("IHDR", header).soFar(), 1 << 16)
                            .kind())
                    .isEqualTo(Kind.CORRUPT);
        }
    }

    @Test
    void aFilterThatDoesNotExistIsRefused() {
        byte[] raw = TinyPng.raw(9, 9, 8, 2, false);
        raw[8 * (9 * 3 + 1)] = 5;
        byte[] png = TinyPng.start()
                .header(9, 9, 8, 2, 0)
                .chunk("IDAT", TinyPng.zlib(raw))
                .end();
        assertThat(fault(png, 1 << 16).text()).contains("filter 5");
    }

    @Test
    void aWrongZlibChecksumUnderARightChunkChecksumIsRefused() {
        byte[] pixels = TinyPng.zlib(TinyPng.raw(9, 9, 8, 2, false));
        pixels[pixels.length - 1] ^= 1;
        byte[] png = TinyPng.start().header(9, 9, 8, 2, 0).chunk("IDAT", pixels).end();
        assertThat(fault(png, 1 << 16).text()).contains("compressed data is broken");
    }

    @Test
    void compressedDataWithoutItsEndOrBeyondItIsRefused() {
        byte[] pixels = TinyPng.zlib(TinyPng.raw(9, 9, 8, 2, false));
        byte[] cut = Arrays.copyOf(pixels, pixels.length - 4);
        byte[] more = Arrays.copyOf(pixels, pixels.length + 1);
        TinyPng first = TinyPng.start().header(9, 9, 8, 2, 0);
        assertThat(fault(first.chunk("IDAT", cut).end(), 1 << 16).text()).contains("has no end");
        TinyPng second = TinyPng.start().header(9, 9, 8, 2, 0);
        assertThat(fault(second.chunk("IDAT", more).end(), 1 << 16).text()).contains("goes on after its end");
        TinyPng third =
                TinyPng.start().header(9, 9, 8, 2, 0).chunk("IDAT", pixels).chunk("IDAT", new byte[1]);
        assertThat(fault(third.end(), 1 << 16).text()).contains("goes on after its end");
    }

    @Test
    void chunksInAnImpossibleOrderAreRefused() {
        byte[] pixels = TinyPng.zlib(TinyPng.raw(9, 9, 8, 2, false));
        byte[] indexed = TinyPng.zlib(TinyPng.raw(9, 9, 2, 3, false));
        byte[][] wrong = {
            TinyPng.start().chunk("IDAT", pixels).end(),
            TinyPng.start().end(),
            TinyPng.start().header(9, 9, 8, 2, 0).end(),
            TinyPng.start()
                    .header(9, 9, 8, 2, 0)
                    .header(9, 9, 8, 2, 0)
                    .chunk("IDAT", pixels)
                    .end(),
            TinyPng.start().header(9, 9, 2, 3, 0).chunk("IDAT", indexed).end(),
            TinyPng.start()
                    .header(9, 9, 2, 3, 0)
                    .chunk("PLTE", new byte[15])
                    .chunk("IDAT", indexed)
                    .end(),
            TinyPng.start()
                    .header(9, 9, 2, 3, 0)
                    .chunk("PLTE", new byte[4])
                    .chunk("IDAT", indexed)
                    .end(),
            TinyPng.start()
                    .header(9, 9, 8, 2, 0)
                    .chunk("IDAT", pixels)
                    .chunk("PLTE", new byte[3])
                    .end(),
            TinyPng.start()
                    .header(9, 9, 8, 0, 0)
                    .chunk("PLTE", new byte[3])
                    .chunk("IDAT", pixels)
                    .end(),
            TinyPng.start()
                    .header(9, 9, 8, 2, 0)
                    .chunk("ABCD", new byte[3])
                    .chunk("IDAT", pixels)
                    .end(),
            TinyPng.start()
                    .header(9, 9, 8, 2, 0)
                    .chunk("a1cd", new byte[3])
                    .chunk("IDAT", pixels)
                    .end(),
            TinyPng.start()
                    .header(9, 9, 8, 2, 0)
                    .chunk("IDAT", pixels)
                    .chunk("IEND", new byte[1])
                    .soFar(),
            TinyPng.start()
                    .header(9, 9, 8, 2, 0)
                    .chunk("IDAT", Arrays.copyOf(pixels, 20))
                    .chunk("tEXt", new byte[3])
                    .chunk("IDAT", Arrays.copyOfRange(pixels, 20, pixels.length))
                    .end(),
        };
        for (int i = 0; i < wrong.length; i++) {
            assertThat(fault(wrong[i], 1 << 16).kind()).as("case %d", i).isEqualTo(Kind.CORRUPT);
        }
    }

    @Test
    void bytesOfAnySortMeetNoFaultButABadPicture() {
        Random random = new Random(1);
        byte[] base = TinyPng.picture(20, 20, 8, 6, true);
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = base.clone();
            for (int k = 0; k <= random.nextInt(6); k++) {
                bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
            }
            int step = 1 + random.nextInt(bytes.length);
            if (PngFuzz.isWhole(bytes, step)) {
                assertThat(bytes).isEqualTo(base);
            }
        }
    }

    @Test
    void norDoThoseWhoseChecksumsHideTheDamage() {
        Random random = new Random(2);
        List<byte[]> seeds = PngFuzz.seeds();
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
            for (int k = 0; k <= random.nextInt(6); k++) {
                bytes[9 + random.nextInt(bytes.length - 9)] = (byte) random.nextInt();
            }
            bytes[0] = (byte) (0x80 | random.nextInt());
            assertThatCode(() -> PngFuzz.fuzzerTestOneInput(bytes)).doesNotThrowAnyException();
        }
    }

    private static PngCheck check(byte[] png, int step) throws BadPicture {
        PngCheck check = new PngCheck(100_000_000);
        try (check) {
            for (int i = 0; i < png.length; i += step) {
                check.accept(png, i, Math.min(step, png.length - i));
            }
            check.finish();
        }
        return check;
    }

    private static BadPicture fault(byte[] png, int step) {
        return catchThrowableOfType(BadPicture.class, () -> check(png, step));
    }
}
