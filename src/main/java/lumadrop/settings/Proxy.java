package lumadrop.settings;

import java.util.List;
import java.util.Optional;

/**
 * The HTTP proxy in force.
 *
 * @param address where it is
 * @param source where that was said, for a message
 * @param login what it is told where it asks
 * @param exceptions hosts that are reached without it; those of the environment may hold what nobody can read
 * @param exceptionsAreOurs whether a person wrote them for lumadrop, so that one that cannot be read is a fault
 */
public record Proxy(
        ProxyAddress address,
        String source,
        Optional<Login> login,
        List<String> exceptions,
        boolean exceptionsAreOurs) {

    /** What a proxy is told; in nothing that can be printed. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "[hidden]";
        }
    }
}
