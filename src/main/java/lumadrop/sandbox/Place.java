package lumadrop.sandbox;

/** Where an oddity shows. */
enum Place {
    /** Any call below {@code /api/}, each time. */
    API,
    /** A POST of a request, each time. */
    SUBMIT,
    /** An accepted request, decided once, shown wherever its record is shown. */
    RECORD,
    /** A GET of one request, each time. */
    STATUS,
    /** A GET of the list, each time. */
    LIST,
    /** The form of a list that is answered. */
    LIST_FORM,
    /** A download of a picture, each time. */
    MEDIA,
    /** Asking for an upload, or the upload itself, each time. */
    UPLOAD,
    /** Any answer's connection, each time. */
    CONNECTION
}
