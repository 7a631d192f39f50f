package lumadrop.flow;

import java.net.URI;
import lumadrop.job.Media;

/** A media URL did not answer with a picture. */
final class MediaFault extends Exception {
    private static final long serialVersionUID = 1L;

    enum Kind {
        /** The URL itself is not acceptable, or leads elsewhere. */
        CONTENT,
        /** The URL leads to where nothing is fetched from: asking again would change nothing. */
        REFUSED,
        /** 403, 404, 410: the URL may have expired. */
        EXPIRED,
        /** 429, 5xx: later. */
        LATER
    }

    private final Kind kind;

    private MediaFault(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static MediaFault content(String message) {
        return new MediaFault(Kind.CONTENT, message);
    }

    static MediaFault refused(String message) {
        return new MediaFault(Kind.REFUSED, message);
    }

    /** @param address what answered so: after a redirect not the picture's own */
    static MediaFault status(int status, URI address) {
        Kind kind = switch (status) {
            case 403, 404, 410 -> Kind.EXPIRED;
            case 408, 425, 429 -> Kind.LATER;
            default -> status >= 500 ? Kind.LATER : Kind.CONTENT;
        };
        return new MediaFault(kind, "the media host answered " + status + " for " + Media.shown(address));
    }

    Kind kind() {
        return kind;
    }
}
