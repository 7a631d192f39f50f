package lumadrop.flow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The hosts that pictures may come from: {@code cdn.example.com}, or {@code *.example.com} for all below it. */
final class AllowedHosts {
    private static final String BELOW = "*";

    private final Set<String> names = new HashSet<>();

    /** @param patterns none: any host */
    AllowedHosts(List<String> patterns) {
        patterns.forEach(pattern -> names.add(HostNames.plain(pattern)));
    }

    boolean allows(String host) {
        String name = HostNames.plain(host);
        if (names.isEmpty() || names.contains(name)) {
            return true;
        }
        for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
            if (names.contains(BELOW + name.substring(dot))) {
                return true;
            }
        }
        return false;
    }
}
