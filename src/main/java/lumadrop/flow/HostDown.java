package lumadrop.flow;

import java.io.IOException;
import java.time.Instant;

/** A media host is known to be down, and was not asked. */
final class HostDown extends IOException {
    private static final long serialVersionUID = 1L;

    private final String host;
    private final transient Instant until;

    HostDown(String host, Instant until) {
        super("the media host " + host + " fails for now");
        this.host = host;
        this.until = until;
    }

    String host() {
        return host;
    }

    /** When it will be tried again. */
    Instant until() {
        return until;
    }
}
