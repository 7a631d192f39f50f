package lumadrop.flow;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/** Which headers pass between an exchange and HTTP: none goes out, and of those that come in only what we read. */
final class AllowedHeaders implements HeaderFilterStrategy {
    private static final Set<String> READ = Set.of("content-type", "content-length", "date", "location", "retry-after");

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return true;
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !READ.contains(name.toLowerCase(Locale.ROOT));
    }
}
