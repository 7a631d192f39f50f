package lumadrop.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNGs with a palette of 256 shades. The JDK's own writer takes several times as long, and cannot be asked to
 * spoil what it writes.
 */
final class PngFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private PngFile() {}

    /**
     * A whole file.
     *
     * @param shades one byte a pixel, row by row
     * @param palette 256 times red, green, blue
     */
    static byte[] of(int width, int height, byte[] shades, byte[] palette) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(256, shades.length / 24));
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", header(width, height, 8, 3));
        chunk(out, "PLTE", palette);
        byte[] rows = new byte[height * (width + 1)];
        for (int row = 0; row < height; row++) {
            System.arraycopy(shades, row * width, rows, row * (width + 1) + 1, width);
        }
        chunk(out, "IDAT", deflate(rows));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** A well-formed file of about 100 kB that decodes to width times height black pixels. */
    static byte[] bomb(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", header(width, height, 1, 0));
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] row = new byte[1 + (width + 7) / 8];
        byte[] buffer = new byte[8192];
        for (int i = 0; i < height; i++) {
            deflater.setInput(row);
            drain(deflater, buffer, data);
        }
        deflater.finish();
        drain(deflater, buffer, data);
        deflater.end();
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] header(int width, int height, int depth, int colourType) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colourType)
                .put(new byte[3])
                .array();
    }

    private static byte[] deflate(byte[] rows) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(rows);
        deflater.finish();
        ByteArrayOutputStream data = new ByteArrayOutputStream(Math.max(64, rows.length / 24));
        drain(deflater, new byte[Math.min(1 << 16, rows.length + 64)], data);
        deflater.end();
        return data.toByteArray();
    }

    private static void drain(Deflater deflater, byte[] buffer, ByteArrayOutputStream to) {
        for (int n = deflater.deflate(buffer); n > 0; n = deflater.deflate(buffer)) {
            to.write(buffer, 0, n);
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(name);
        out.writeBytes(data);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }
}
