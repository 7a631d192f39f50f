package lumadrop.sandbox;

/** Where an oddity shows. */
enum Place {
    /** Any call below {@code /api/}, each time. */
    API(true),
    /** A POST of a request, each time. */
    SUBMIT(true),
    /** An accepted request, decided once, shown wherever its record is shown. */
    RECORD(false),
    /** A GET of one request, each time. */
    STATUS(true),
    /** A GET of the list, each time. */
    LIST(true),
    /** The form of a list that is answered. */
    LIST_FORM(false),
    /** A download of a picture, each time. */
    MEDIA(true),
    /** Asking for an upload, or the upload itself, each time. */
    UPLOAD(true);

    private final boolean call;

    Place(boolean call) {
        this.call = call;
    }

    /** True where a number after the name means "only the first so many calls". */
    boolean isCall() {
        return call;
    }
}
