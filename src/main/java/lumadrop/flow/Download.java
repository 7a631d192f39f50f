package lumadrop.flow;

import java.net.URI;
import lumadrop.job.Media;
import org.apache.camel.Exchange;

/** How far the download of a job's pictures has come: travels with the exchange, one picture after the other. */
public final class Download {
    /** The exchange property that carries it. */
    static final String PROPERTY = "download";

    private Media media;
    private URI address;
    private int redirects;
    private boolean asked;

    static Download of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Download.class);
    }

    void begin(Media picture, URI at) {
        media = picture;
        address = at;
        redirects = 0;
        asked = false;
    }

    /** From here on a failure is the network's, until the answer begins to be read. */
    void ask() {
        asked = true;
    }

    void answered() {
        asked = false;
    }

    void redirectedTo(URI next) {
        address = next;
        redirects++;
    }

    void end() {
        address = null;
    }

    /** Whether the picture is still to be asked for, at its first address or one that it was redirected to. */
    public boolean isToAsk() {
        return address != null;
    }

    boolean isAsked() {
        return asked;
    }

    /** The picture; null before the first. */
    Media media() {
        return media;
    }

    URI address() {
        return address;
    }

    int redirects() {
        return redirects;
    }
}
