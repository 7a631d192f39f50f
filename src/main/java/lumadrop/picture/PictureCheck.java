package lumadrop.picture;

/** Judges a picture while its bytes pass, in constant memory. One thread at a time; close it to free native memory. */
interface PictureCheck extends AutoCloseable {
    /**
     * Takes the next bytes of the file.
     *
     * @throws BadPicture at the first byte that shows a fault; the check is then of no further use
     */
    void accept(byte[] bytes, int offset, int length) throws BadPicture;

    /** Says that the last byte has passed. @throws BadPicture if the picture is not complete */
    void finish() throws BadPicture;

    /** In pixels; known once {@link #finish} has returned. */
    int width();

    /** In pixels; known once {@link #finish} has returned. */
    int height();

    @Override
    void close();
}
