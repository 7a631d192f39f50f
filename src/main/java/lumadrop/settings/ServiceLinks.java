package lumadrop.settings;

import java.util.regex.Pattern;

/**
 * Environment variables that Kubernetes and Docker make for every service whose name starts with lumadrop
 * ({@code LUMADROP_SERVICE_HOST}, {@code LUMADROP_PORT=tcp://10.0.0.1:80}, {@code LUMADROP_BOARD_PORT_80_TCP_ADDR}:
 * kubernetes.io, Service, "Environment variables"). Nobody wrote them, so they are no misspelt settings.
 */
final class ServiceLinks {
    private static final Pattern NAME = Pattern.compile(
            "LUMADROP_(\\w+_)?" + "(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceLinks() {}

    static boolean isOne(String variable, String value) {
        return NAME.matcher(variable).matches()
                || variable.endsWith("_PORT") && ADDRESS.matcher(value).matches();
    }
}
