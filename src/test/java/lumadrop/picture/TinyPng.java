package lumadrop.picture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNGs of every kind, and broken ones chunk by chunk. Independent of the code under test. */
final class TinyPng {
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A whole picture of random pixels with every filter. */
    static byte[] picture(int width, int height, int depth, int colour, boolean interlaced) {
        TinyPng png = start().header(width, height, depth, colour, interlaced ? 1 : 0);
        if (colour == 3) {
            png.chunk("PLTE", new byte[3 << depth]);
        }
        return png.chunk("IDAT", zlib(raw(width, height, depth, colour, interlaced)))
                .end();
    }

    /** An 8-bit RGB picture. */
    static byte[] picture(int width, int height) {
        return picture(width, height, 8, 2, false);
    }

    static TinyPng start() {
        TinyPng png = new TinyPng();
        png.out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        return png;
    }

    TinyPng header(int width, int height, int depth, int colour, int interlace) {
        return chunk("IHDR", headerBytes(width, height, depth, colour, interlace));
    }

    static byte[] headerBytes(int width, int height, int depth, int colour, int interlace) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colour)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) interlace)
                .array();
    }

    TinyPng chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        int32(content.length);
        out.writeBytes(name);
        out.writeBytes(content);
        int32((int) crc.getValue());
        return this;
    }

    TinyPng bytes(byte[] more) {
        out.writeBytes(more);
        return this;
    }

    byte[] end() {
        return chunk("IEND", new byte[0]).soFar();
    }

    byte[] soFar() {
        return out.toByteArray();
    }

    private void int32(int value) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
    }

    static byte[] zlib(byte[] raw) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(raw);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** The bytes before compression: rows with their filter bytes, pass after pass. */
    static byte[] raw(int width, int height, int depth, int colour, boolean interlaced) {
        int bits = depth * (colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1);
        Random random = new Random(width * 31L + height);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int[] pass : interlaced ? ADAM7 : new int[][] {{0, 0, 1, 1}}) {
            int columns = 0;
            for (int x = pass[0]; x < width; x += pass[2]) {
                columns++;
            }
            byte[] row = new byte[(columns * bits + 7) / 8];
            for (int y = pass[1]; y < height && columns > 0; y += pass[3]) {
                random.nextBytes(row);
                raw.write(random.nextInt(5));
                raw.writeBytes(row);
            }
        }
        return raw.toByteArray();
    }
}
