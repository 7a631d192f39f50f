package lumadrop.picture;

import lumadrop.picture.BadPicture.Kind;

/**
 * Checks a JPEG's structure (ITU-T T.81, annex B) while it is downloaded: its start, each segment up to its announced
 * end, one frame header of a size that is allowed, at least one scan, an end, and nothing after it. The coded pixels
 * are only walked over, from marker to marker; {@link JpegDecode} reads them once the file is complete.
 *
 * <p>A JPEG has no checksum: damage inside the coded pixels that still decodes cannot be told by anyone.
 */
final class JpegCheck implements PictureCheck {
    /** Progressive pictures have about ten; thousands of empty ones would keep a decoder busy for minutes. */
    private static final int MOST_SCANS = 100;

    private enum At {
        MARKER,
        CODE,
        LENGTH,
        FRAME,
        SEGMENT,
        SCAN,
        SCAN_CODE,
        END
    }

    private final long maxPixels;
    private At at = At.MARKER;
    private boolean started;
    private int marker;
    private int filled;
    private int number;
    private int segmentLeft;
    private final byte[] frame = new byte[6];
    private int width;
    private int height;
    private int components;
    private int scans;
    private boolean progressive;
    private long position;

    JpegCheck(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) throws BadPicture {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            int from = i;
            switch (at) {
                case SEGMENT -> {
                    int skipped = Math.min(segmentLeft, end - i);
                    segmentLeft -= skipped;
                    i += skipped;
                    endOfSegment();
                }
                case SCAN -> {
                    while (i < end && bytes[i] != (byte) 0xff) {
                        i++;
                    }
                    if (i < end) {
                        i++;
                        at = At.SCAN_CODE;
                    }
                }
                default -> one(bytes[i++] & 0xff);
            }
            position += i - from;
        }
    }

    private void one(int b) throws BadPicture {
        switch (at) {
            case MARKER -> {
                if (b != 0xff) {
                    throw corrupt("bytes between its segments");
                }
                at = At.CODE;
            }
            case CODE -> marker(b);
            case LENGTH -> {
                number = number << 8 | b;
                if (++filled == 2) {
                    segment();
                }
            }
            case FRAME -> {
                frame[filled++] = (byte) b;
                segmentLeft--;
                if (filled == frame.length) {
                    frame();
                    at = At.SEGMENT;
                    endOfSegment();
                }
            }
            case SCAN_CODE -> {
                // 0xFF00 is a coded 0xFF, D0 to D7 restart the coder, more 0xFF fill; all else ends the scan.
                if (b == 0 || b >= 0xd0 && b <= 0xd7) {
                    at = At.SCAN;
                } else if (b != 0xff) {
                    marker(b);
                }
            }
            case END ->
                throw new BadPicture(Kind.LONG, "JPEG: it ends at byte " + position + ", and more bytes follow");
            default -> throw new IllegalStateException(at.name());
        }
    }

    private void marker(int code) throws BadPicture {
        if (!started) {
            if (code != 0xd8) {
                throw corrupt("no start");
            }
            started = true;
            at = At.MARKER;
        } else if (code == 0xd9) {
            if (scans == 0) {
                throw corrupt("it ends without pixels");
            }
            at = At.END;
        } else if (code == 0xff) {
            at = At.CODE;
        } else if (code == 0x01) {
            at = At.MARKER;
        } else if (code < 0xc0 || code >= 0xd0 && code <= 0xd8) {
            throw corrupt("marker " + Integer.toHexString(code) + " in a wrong place");
        } else {
            marker = code;
            number = 0;
            filled = 0;
            at = At.LENGTH;
        }
    }

    private void segment() throws BadPicture {
        segmentLeft = number - 2;
        filled = 0;
        if (segmentLeft < 0) {
            throw corrupt("a segment of " + number + " bytes");
        }
        if (isFrame(marker)) {
            if (components > 0) {
                throw corrupt("a second frame");
            }
            if (segmentLeft < frame.length) {
                throw corrupt("a frame header of " + number + " bytes");
            }
            at = At.FRAME;
            return;
        }
        if (marker == 0xda) {
            if (components == 0) {
                throw corrupt("pixels without a frame header");
            }
            if (++scans > MOST_SCANS) {
                throw new BadPicture(Kind.UNSUPPORTED, "JPEG: more than " + MOST_SCANS + " scans");
            }
        }
        at = At.SEGMENT;
        endOfSegment();
    }

    private void endOfSegment() {
        if (segmentLeft == 0) {
            at = marker == 0xda ? At.SCAN : At.MARKER;
        }
    }

    /** C0 to CF but for the tables (C4, CC) and the extension (C8). */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private void frame() throws BadPicture {
        if (marker > 0xc2) {
            throw new BadPicture(Kind.UNSUPPORTED, "JPEG: lossless, hierarchical or arithmetic coding");
        }
        if (frame[0] != 8) {
            throw new BadPicture(Kind.UNSUPPORTED, "JPEG: " + frame[0] + " bits a sample; 8 are common");
        }
        height = (frame[1] & 0xff) << 8 | frame[2] & 0xff;
        width = (frame[3] & 0xff) << 8 | frame[4] & 0xff;
        components = frame[5] & 0xff;
        progressive = marker == 0xc2;
        if (width == 0 || height == 0 || components == 0 || components > 4 || segmentLeft != 3 * components) {
            throw corrupt("a frame header that announces no picture that can be");
        }
        if ((long) width * height > maxPixels) {
            throw new BadPicture(
                    Kind.TOO_MANY_PIXELS,
                    "JPEG: " + width + " x " + height + " pixels, more than the " + maxPixels + " allowed");
        }
    }

    private BadPicture corrupt(String text) {
        return new BadPicture(Kind.CORRUPT, "JPEG: " + text + ", near byte " + position);
    }

    @Override
    public void finish() throws BadPicture {
        if (at != At.END) {
            throw new BadPicture(Kind.SHORT, "JPEG: cut short at byte " + position);
        }
    }

    /** A decoder must hold all coefficients before the first row is done: progressive, or a colour a scan. */
    boolean needsAllCoefficients() {
        return progressive || scans > 1;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void close() {
        // Nothing native is held.
    }
}
