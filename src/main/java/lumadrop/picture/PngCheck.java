package lumadrop.picture;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import lumadrop.picture.BadPicture.Kind;

/**
 * Checks a PNG (PNG specification, third edition) while it is downloaded: signature, header, order and checksum of
 * every chunk, every pixel's presence, an end, and nothing after it.
 *
 * <p>Why not ImageIO: its PNG reader verifies no chunk's checksum, does not miss a lost IEND nor mind what follows it
 * (seen on JDK 17 and 25), and can begin only when the download has ended, which would read every file twice.
 *
 * <p>Compressed text and colour profiles (zTXt, iTXt, iCCP) are covered by their checksum and never inflated: no pixel
 * depends on them, and they are the classic place for a bomb.
 */
final class PngCheck implements PictureCheck {
    private enum At {
        SIGNATURE,
        CHUNK,
        CONTENT,
        CHECKSUM,
        END
    }

    private final long maxPixels;
    private final CRC32 crc = new CRC32();
    private final byte[] scratch = new byte[8];
    private final byte[] headerBytes = new byte[PngHeader.LENGTH];
    private final PngChunks order = new PngChunks();
    private At at = At.SIGNATURE;
    private int filled;
    private String type = "";
    private int contentLeft;
    private long position;
    private PngHeader header;
    private PngPixels pixels;

    PngCheck(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws BadPicture {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            int used = switch (at) {
                case SIGNATURE -> signature(bytes, i, end - i);
                case CHUNK -> chunk(bytes, i, end - i);
                case CONTENT -> content(bytes, i, end - i);
                case CHECKSUM -> checksum(bytes, i, end - i);
                case END ->
                    throw new BadPicture(Kind.LONG, "PNG: it ends at byte " + position + ", and more bytes follow");
            };
            i += used;
            position += used;
        }
    }

    private int signature(byte[] bytes, int offset, int length) throws BadPicture {
        int used = collect(8, bytes, offset, length);
        if (filled == 8) {
            if (MediaType.of(scratch, 8).orElse(null) != MediaType.PNG) {
                throw new BadPicture(Kind.CORRUPT, "PNG: its first eight bytes are not a PNG's");
            }
            next(At.CHUNK);
        }
        return used;
    }

    private int chunk(byte[] bytes, int offset, int length) throws BadPicture {
        int used = collect(8, bytes, offset, length);
        if (filled == 8) {
            contentLeft = int32();
            type = new String(scratch, 4, 4, StandardCharsets.ISO_8859_1);
            order.next(type, contentLeft, header);
            crc.reset();
            crc.update(scratch, 4, 4);
            next(contentLeft == 0 ? At.CHECKSUM : At.CONTENT);
        }
        return used;
    }

    private int content(byte[] bytes, int offset, int length) throws BadPicture {
        int used = Math.min(length, contentLeft);
        crc.update(bytes, offset, used);
        if (type.equals("IDAT")) {
            pixels.accept(bytes, offset, used);
        } else if (type.equals("IHDR")) {
            System.arraycopy(bytes, offset, headerBytes, PngHeader.LENGTH - contentLeft, used);
        }
        contentLeft -= used;
        if (contentLeft == 0) {
            next(At.CHECKSUM);
        }
        return used;
    }

    private int checksum(byte[] bytes, int offset, int length) throws BadPicture {
        int used = collect(4, bytes, offset, length);
        if (filled == 4) {
            if (int32() != (int) crc.getValue()) {
                throw new BadPicture(
                        Kind.CORRUPT, "PNG: the checksum of its chunk " + type + " is wrong, near byte " + position);
            }
            // The header is believed only now, so that a damaged one is told apart from one that announces too much.
            if (type.equals("IHDR")) {
                header = PngHeader.parse(headerBytes, maxPixels);
                pixels = new PngPixels(header);
            } else if (type.equals("IEND")) {
                pixels.finish();
            }
            next(type.equals("IEND") ? At.END : At.CHUNK);
        }
        return used;
    }

    private int collect(int wanted, byte[] bytes, int offset, int length) {
        int used = Math.min(wanted - filled, length);
        System.arraycopy(bytes, offset, scratch, filled, used);
        filled += used;
        return used;
    }

    private void next(At place) {
        at = place;
        filled = 0;
    }

    private int int32() {
        return scratch[0] << 24 | (scratch[1] & 0xff) << 16 | (scratch[2] & 0xff) << 8 | scratch[3] & 0xff;
    }

    @Override
    public void finish() throws BadPicture {
        if (at != At.END) {
            String where = type.isEmpty() ? "before its first chunk" : "in or after its chunk " + type;
            throw new BadPicture(Kind.SHORT, "PNG: cut short at byte " + position + ", " + where);
        }
    }

    @Override
    public int width() {
        return header.width();
    }

    @Override
    public int height() {
        return header.height();
    }

    @Override
    public void close() {
        if (pixels != null) {
            pixels.close();
        }
    }
}
