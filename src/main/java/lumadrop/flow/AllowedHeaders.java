package lumadrop.flow;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Which headers pass between an exchange and HTTP: one goes out at most, and of those that come in only what we read. */
final class AllowedHeaders implements HeaderFilterStrategy {
    private static final Set<String> READ = Set.of("content-type", "content-length", "date", "location", "retry-after");

    private final String sent;

    /** @param sent the only header that goes out, where a step sets it; empty for none */
    AllowedHeaders(String sent) {
        this.sent = sent;
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return sent.isEmpty() || !name.equalsIgnoreCase(sent);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !READ.contains(name.toLowerCase(Locale.ROOT));
    }
}
