package lumadrop.flow;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to public addresses alone. The client connects to what this returns, so the address that is checked is
 * the address that is used, and a name that answers differently the second time gains nothing.
 */
final class PublicAddresses implements DnsResolver {
    /** The name has addresses, and none may be connected to. */
    static final class NotPublic extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        NotPublic(String message) {
            super(message);
        }
    }

    private final DnsResolver names;

    PublicAddresses(DnsResolver names) {
        this.names = names;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = names.resolve(host);
        InetAddress[] open =
                Arrays.stream(all).filter(PublicAddresses::isPublic).toArray(InetAddress[]::new);
        if (open.length == 0) {
            throw new NotPublic(host + " is not on the public Internet"
                    + " (lumadrop.media.allow-private-network=true would allow it)");
        }
        return open;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    /** Not private, loopback, link-local (cloud metadata too), multicast, or kept for special use (RFC 6890). */
    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet6Address ? isPublic6(bytes) : isPublic4(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        int third = bytes[2] & 0xff;
        boolean special = first == 0
                || first == 100 && second >= 64 && second < 128 // carrier-grade NAT
                || first == 192 && second == 0 && third == 0 // protocol assignments
                || first == 192 && second == 0 && third == 2 // documentation
                || first == 192 && second == 88 && third == 99 // relays of 6to4, given up
                || first == 198 && (second == 18 || second == 19) // benchmarks
                || first == 198 && second == 51 && third == 100
                || first == 203 && second == 0 && third == 113
                || first >= 240; // reserved, broadcast
        return !special;
    }

    private static boolean isPublic6(byte[] bytes) {
        boolean global = (bytes[0] & 0xe0) == 0x20; // 2000::/3, the only range handed out
        boolean protocols = bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] & 0xfe) == 0; // 2001::/23, Teredo too
        boolean documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && (bytes[3] & 0xff) == 0xb8
                || bytes[0] == 0x3f && (bytes[1] & 0xff) == 0xff && (bytes[2] & 0xf0) == 0; // 3fff::/20
        boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02; // carries an IPv4 address of any kind
        return global && !protocols && !documentation && !sixToFour;
    }
}
