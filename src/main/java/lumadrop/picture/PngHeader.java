package lumadrop.picture;

import java.nio.ByteBuffer;
import lumadrop.picture.BadPicture.Kind;

/**
 * The content of a PNG's IHDR chunk (PNG specification, third edition, 11.2.1), already found sane.
 *
 * @param depth bits a sample
 * @param colour the colour type: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
 * @param interlaced by Adam7
 */
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {
    /** Content bytes of the chunk. */
    static final int LENGTH = 13;

    /** @throws BadPicture if no PNG can have this header, or one of more than {@code maxPixels} */
    static PngHeader parse(byte[] content, long maxPixels) throws BadPicture {
        ByteBuffer in = ByteBuffer.wrap(content, 0, LENGTH);
        int width = in.getInt();
        int height = in.getInt();
        int depth = in.get();
        int colour = in.get();
        int compression = in.get();
        int filter = in.get();
        int interlace = in.get();
        if (width < 1 || height < 1) {
            throw new BadPicture(Kind.CORRUPT, "PNG: its header announces no size that can be");
        }
        if (!mayBe(colour, depth)) {
            throw new BadPicture(
                    Kind.CORRUPT, "PNG: its header announces colour type " + colour + " with depth " + depth);
        }
        if (compression != 0 || filter != 0 || interlace < 0 || interlace > 1) {
            throw new BadPicture(Kind.CORRUPT, "PNG: its header announces an unknown compression, filter or interlace");
        }
        if ((long) width * height > maxPixels) {
            throw new BadPicture(
                    Kind.TOO_MANY_PIXELS,
                    "PNG: " + width + " x " + height + " pixels, more than the " + maxPixels + " allowed");
        }
        return new PngHeader(width, height, depth, colour, interlace == 1);
    }

    private static boolean mayBe(int colour, int depth) {
        return switch (colour) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
    }

    boolean hasPalette() {
        return colour == 3;
    }

    boolean mayHavePalette() {
        return colour == 2 || colour == 3 || colour == 6;
    }

    /** Bytes of one row of {@code pixels}, its filter byte not counted. */
    long rowBytes(int pixels) {
        int samples = switch (colour) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
        return ((long) pixels * samples * depth + 7) / 8;
    }
}
