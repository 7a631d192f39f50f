package lumadrop.picture;

import java.io.IOException;
import java.io.InputStream;
import lumadrop.picture.BadPicture.Kind;

/** Takes one download in: reads it to its end, or to the point where it is out of bounds, in one pass. */
final class Receiver {
    private static final int SMALL = 4 << 10;
    private static final int BUFFER = 128 << 10;

    /**
     * What a download turned out to be.
     *
     * @param wantsMemory whether decoding it takes native memory in proportion to its pixels
     */
    record Received(MediaType type, int width, int height, boolean wantsMemory) {}

    private final PictureLimits limits;

    Receiver(PictureLimits limits) {
        this.limits = limits;
    }

    /**
     * @param announced in bytes; -1 if unknown
     * @throws BadPicture if what came is no whole picture; the part then holds what came, all of it where the bytes
     *     were merely corrupt, for they are paid for and a person may still see something in them
     * @throws IOException if the part cannot be written
     */
    Received receive(InputStream body, long announced, Part part) throws BadPicture, IOException {
        long most = announced >= 0 ? announced : limits.maxBytes();
        byte[] buffer = new byte[(int) Math.max(SMALL, Math.min(BUFFER, announced >= 0 ? announced + 1 : BUFFER))];
        BadPicture fault = null;
        PictureCheck check = null;
        MediaType type = null;
        try {
            while (true) {
                // One byte more than may come is asked for: it shows the end, or that there is none.
                int read = read(body, buffer, (int) Math.min(buffer.length, most + 1 - part.bytes()), fault);
                part.write(buffer, read);
                if (part.bytes() > most) {
                    throw tooLong(announced);
                }
                if (read == 0) {
                    break;
                }
                try {
                    if (type == null) {
                        type = MediaType.of(buffer, read).orElse(null);
                        check = check(type, buffer, read);
                    }
                    if (fault == null) {
                        check.accept(buffer, 0, read);
                    }
                } catch (BadPicture found) {
                    if (type == null) {
                        throw found;
                    }
                    fault = found;
                }
            }
            if (fault != null) {
                throw fault;
            }
            if (part.bytes() == 0) {
                throw new BadPicture(
                        Kind.EMPTY, "empty" + (announced > 0 ? ", with " + announced + " bytes announced" : ""));
            }
            if (part.bytes() < announced) {
                throw new BadPicture(
                        Kind.SHORT, "cut short: " + part.bytes() + " bytes came, " + announced + " were announced");
            }
            check.finish();
            return new Received(
                    type,
                    check.width(),
                    check.height(),
                    check instanceof JpegCheck jpeg && jpeg.needsAllCoefficients());
        } finally {
            if (check != null) {
                check.close();
            }
        }
    }

    private PictureCheck check(MediaType type, byte[] head, int length) throws BadPicture {
        if (type == null) {
            throw Stranger.of(head, Math.min(length, SMALL));
        }
        return switch (type) {
            case PNG -> new PngCheck(limits.maxPixels());
            case JPEG -> new JpegCheck(limits.maxPixels());
        };
    }

    /** Tells the network's faults from the disk's: only here is the network read. */
    private static int read(InputStream body, byte[] buffer, int most, BadPicture before) throws BadPicture {
        try {
            return body.readNBytes(buffer, 0, most);
        } catch (IOException broken) {
            if (before != null) {
                throw before;
            }
            String why = broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
            throw new BadPicture(Kind.INTERRUPTED, "the download broke off: " + OneLine.of(why), broken);
        }
    }

    private BadPicture tooLong(long announced) {
        return announced >= 0
                ? new BadPicture(Kind.LONG, "more bytes came than the " + announced + " announced")
                : new BadPicture(Kind.TOO_BIG, "more than the " + limits.maxBytes() + " bytes allowed");
    }
}
