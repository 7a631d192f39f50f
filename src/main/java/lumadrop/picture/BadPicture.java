package lumadrop.picture;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What was downloaded is no picture that can be published. Says nothing bad of our own disk: faults there are plain
 * {@link java.io.IOException}s. The bytes that came stay in a temporary file until the caller decides with
 * {@link PictureStore#discard} or {@link PictureStore#keep}.
 */
public final class BadPicture extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong: a closed list. */
    public enum Kind {
        /** Fewer bytes than announced, or than the picture's own format needs. */
        SHORT(true),
        /** More bytes than announced, or bytes after the picture's own end. */
        LONG(true),
        /** Not one byte. */
        EMPTY(true),
        /** The download itself failed (reset, timed out), or this thread was told to stop. */
        INTERRUPTED(true),
        /** An error page or other text or data. */
        NOT_A_PICTURE(true),
        /** A PNG or JPEG whose bytes contradict each other. */
        CORRUPT(true),
        /** A picture in a format, or a variant of one, that common programs do not read. */
        UNSUPPORTED(false),
        /** More than {@link PictureLimits#maxBytes}. */
        TOO_BIG(false),
        /** More than {@link PictureLimits#maxPixels}. */
        TOO_MANY_PIXELS(false);

        private final boolean passing;

        Kind(boolean passing) {
            this.passing = passing;
        }

        /** Downloading once more may bring a better one. */
        public boolean isPassing() {
            return passing;
        }
    }

    private final Kind kind;
    private final transient Path part;

    BadPicture(Kind kind, String text) {
        this(kind, text, null, null);
    }

    BadPicture(Kind kind, String text, Throwable cause) {
        this(kind, text, null, cause);
    }

    private BadPicture(Kind kind, String text, Path part, Throwable cause) {
        // No stack trace: a bad download is an everyday answer, and its place in our code tells nobody anything.
        super(text, cause, true, false);
        this.kind = kind;
        this.part = part;
    }

    /** The same fault, with the file that holds what came. */
    BadPicture in(Path part) {
        return new BadPicture(kind, getMessage(), part, getCause());
    }

    public Kind kind() {
        return kind;
    }

    /** What was found and what was expected; one line, no URL with a query, fit for a person. */
    public String text() {
        return getMessage();
    }

    /** The temporary file with the bytes that came; empty where none did. */
    public Optional<Path> part() {
        return Optional.ofNullable(part);
    }
}
