package lumadrop.flow;

import java.util.Locale;

/** Hosts' names as they are compared: letters' case and the dot of the root do not make two different. */
final class HostNames {
    private HostNames() {}

    static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.length() > 1 && lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
