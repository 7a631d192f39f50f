package lumadrop.picture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import lumadrop.job.Media;
import lumadrop.job.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a picture costs of the heap does not depend on its size: counted in allocated bytes, not in time. */
class FlatMemoryTest {
    private static final Media MEDIA = new Media(1, URI.create("https://media.example/a"));

    @TempDir
    Path home;

    @Test
    void aPngOf70MegabytesIsStoredInLessThanOne() throws Exception {
        Path png = writeNoise(5_000, 4_800);
        assertThat(Files.size(png)).isGreaterThan(68_000_000);
        assertThat(allocatedToStore(png)).isLessThan(1_000_000);
    }

    @Test
    void aPngOf95MegapixelsInFewBytesIsStoredInLessThanOneMegabyte() throws Exception {
        Path png = home.resolve("flat.png");
        int rows = 9_500;
        byte[] idat = TinyPng.zlib(new byte[rows * 10_001]);
        Files.write(
                png,
                TinyPng.start()
                        .header(10_000, rows, 8, 0, 0)
                        .chunk("IDAT", idat)
                        .end());
        assertThat(allocatedToStore(png)).isLessThan(1_000_000);
    }

    @Test
    void aJpegOf16MegapixelsIsDecodedInLessThanTwoMegabytes() throws Exception {
        Path jpeg = home.resolve("big.jpg");
        Files.write(jpeg, TinyJpeg.picture(4_000, 4_000, BufferedImage.TYPE_BYTE_GRAY, false));
        assertThat(allocatedToStore(jpeg)).isLessThan(2_000_000);
    }

    private long allocatedToStore(Path file) throws Exception {
        Path output = Files.createDirectories(home.resolve("output"));
        PictureStore store =
                new PictureStore(output, Files.createDirectories(home.resolve("failed")), PictureLimits.DEFAULT);
        // Classes are loaded and compiled by a small one first.
        Path small = Files.write(home.resolve("small.png"), TinyPng.picture(30, 30));
        store(store, "small", small);
        Path smallJpeg = Files.write(home.resolve("small.jpg"), TinyJpeg.picture(30, 30, false));
        store(store, "small", smallJpeg);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        Picture picture = store(store, "big", file);
        long allocated = threads.getThreadAllocatedBytes(id) - before;
        assertThat(Files.mismatch(file, output.resolve(picture.file()))).isEqualTo(-1);
        return allocated;
    }

    private static Picture store(PictureStore store, String base, Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return store.store(base, 1, 1, MEDIA, in, Files.size(file));
        }
    }

    /** An RGB picture of noise, written row by row into chunks of 8 KiB and a bit, as encoders do. */
    private Path writeNoise(int width, int height) throws Exception {
        Path file = home.resolve("noise.png");
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        Random random = new Random(3);
        byte[] row = new byte[1 + 3 * width];
        byte[] chunk = new byte[8_192];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(TinyPng.start().header(width, height, 8, 2, 0).soFar());
            for (int y = 0; y < height; y++) {
                random.nextBytes(row);
                row[0] = 0;
                deflater.setInput(row);
                if (y == height - 1) {
                    deflater.finish();
                }
                for (int n = deflater.deflate(chunk); n > 0; n = deflater.deflate(chunk)) {
                    idat(out, chunk, n);
                }
            }
            out.write(new byte[] {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82});
        } finally {
            deflater.end();
        }
        return file;
    }

    private static void idat(OutputStream out, byte[] content, int length) throws Exception {
        CRC32 crc = new CRC32();
        byte[] type = {'I', 'D', 'A', 'T'};
        crc.update(type);
        crc.update(content, 0, length);
        out.write(ByteBuffer.allocate(4).putInt(length).array());
        out.write(type);
        out.write(content, 0, length);
        out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
