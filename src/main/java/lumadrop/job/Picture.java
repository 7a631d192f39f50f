package lumadrop.job;

/**
 * A picture that stands, whole and checked, in the output folder.
 *
 * @param n 1 for the first picture of its job
 * @param file path below the output folder, {@code /} between parts
 * @param bytes its size
 * @param sha256 of its bytes, lower-case hex
 * @param mediaType {@code image/png} or {@code image/jpeg}, by its bytes
 * @param width in pixels
 * @param height in pixels
 * @param url where it came from, without query
 */
public record Picture(
        int n, String file, long bytes, String sha256, String mediaType, int width, int height, String url) {}
