package lumadrop.picture;

/**
 * How large a picture may be.
 *
 * @param maxBytes of its file; a longer download is cut off there and then
 * @param maxPixels width times height as its header announces; more is refused before a pixel is looked at
 */
public record PictureLimits(long maxBytes, long maxPixels) {
    /** 256 MiB and 100 megapixels: some fifty times what the upstream was seen to send. */
    public static final PictureLimits DEFAULT = new PictureLimits(256L << 20, 100_000_000);

    public PictureLimits {
        if (maxBytes < 1 || maxPixels < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1: " + maxBytes + " bytes, " + maxPixels + " pixels");
        }
    }
}
