package lumadrop.sandbox;

/** How an answer's bytes go out. */
sealed interface Delivery {

    /** As a server should, with its length announced. */
    record Whole() implements Delivery {}

    /** As a server should, in chunks, no length announced. */
    record Chunked() implements Delivery {}

    /** Nothing is sent; the connection is reset (RST). */
    record Reset() implements Delivery {}

    /** Nothing is sent; the connection is closed (FIN). */
    record HangUp() implements Delivery {}

    /** Nothing is sent; the connection stays open until the client has had enough. */
    record Never() implements Delivery {}

    /**
     * The connection is closed early.
     *
     * @param announced the Content-Length
     * @param sent how many of the body's bytes go out first
     */
    record Cut(long announced, int sent) implements Delivery {}

    /**
     * A few bytes a tenth of a second.
     *
     * @param bytesPerSecond at least 10
     */
    record Slow(int bytesPerSecond) implements Delivery {}

    /**
     * After the body, blanks. Blanks after JSON are still JSON.
     *
     * @param blanks how many; {@link Long#MAX_VALUE}: without end and without announced length
     */
    record Flood(long blanks) implements Delivery {}
}
