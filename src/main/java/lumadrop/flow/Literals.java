package lumadrop.flow;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses written out where a name may stand: read without asking anybody. */
final class Literals {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    private Literals() {}

    /** @return the address; empty where the text is a name, or nothing that a host can be */
    static Optional<InetAddress> address(String host) {
        if (!IPV4.matcher(host).matches() && !IPV6.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host)); // of a literal: no name is looked up
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
