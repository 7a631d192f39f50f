package lumadrop.picture;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import lumadrop.picture.BadPicture.Kind;

/**
 * Inflates the content of a PNG's IDAT chunks through one fixed buffer and throws the pixels away. Stops at the first
 * byte beyond what the header announces, so a decompression bomb gets no further than an honest picture of that size.
 * The inflater verifies zlib's own checksum (Adler-32) at the end.
 */
final class PngPixels implements AutoCloseable {
    private static final int BUFFER = 64 << 10;

    private final Inflater inflater = new Inflater();
    private final byte[] buffer;
    private final PngRows rows;

    PngPixels(PngHeader header) {
        this.rows = new PngRows(header);
        // A small picture gets a small buffer: there may be tens of thousands of them.
        long row = Math.min(BUFFER, header.rowBytes(header.width()) + 1);
        this.buffer = new byte[(int) Math.min(BUFFER, row * header.height() + 64)];
    }

    void accept(byte[] bytes, int offset, int length) throws BadPicture {
        if (length == 0) {
            return;
        }
        if (inflater.finished()) {
            throw afterEnd();
        }
        inflater.setInput(bytes, offset, length);
        try {
            while (!inflater.needsInput() && !inflater.finished()) {
                int inflated = inflater.inflate(buffer);
                rows.accept(buffer, inflated);
                if (inflater.needsDictionary()) {
                    throw new BadPicture(Kind.CORRUPT, "PNG: its compressed data wants a dictionary");
                }
            }
            drain();
        } catch (DataFormatException broken) {
            throw new BadPicture(Kind.CORRUPT, "PNG: its compressed data is broken: " + broken.getMessage(), broken);
        }
        if (inflater.getRemaining() > 0) {
            throw afterEnd();
        }
    }

    /** A full buffer may have left output inside the inflater although all its input is used up. */
    private void drain() throws DataFormatException, BadPicture {
        int inflated = inflater.inflate(buffer);
        while (inflated > 0) {
            rows.accept(buffer, inflated);
            inflated = inflater.inflate(buffer);
        }
    }

    void finish() throws BadPicture {
        if (!rows.complete()) {
            throw new BadPicture(Kind.CORRUPT, "PNG: fewer pixels than its header announces");
        }
        if (!inflater.finished()) {
            throw new BadPicture(Kind.CORRUPT, "PNG: its compressed data has no end");
        }
    }

    private static BadPicture afterEnd() {
        return new BadPicture(Kind.CORRUPT, "PNG: its compressed data goes on after its end");
    }

    @Override
    public void close() {
        inflater.end();
    }
}
