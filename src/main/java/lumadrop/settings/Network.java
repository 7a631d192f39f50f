package lumadrop.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How this process gets out to the Internet, secrets included; they are in nothing that can be printed.
 *
 * @param proxy what https goes through
 * @param trustStore the file of certificates that are trusted beside the JDK's own; absolute
 * @param trustStorePassword what opens it
 */
public record Network(Optional<Proxy> proxy, Optional<Path> trustStore, Optional<String> trustStorePassword) {
    static final String TRUST_STORE_PASSWORD = "LUMADROP_HTTP_TRUST_STORE_PASSWORD";

    /** Straight out, with the JDK's own certificates. */
    public static final Network PLAIN = new Network(Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String toString() {
        return "Network[proxy=" + proxy.map(Proxy::address) + ", trustStore=" + trustStore + "]";
    }
}
