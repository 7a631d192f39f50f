package lumadrop.ledger;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** A process that takes jobs in hand. */
public record Owner(String id, String host, long pid) {
    /** This process. Each start is an owner of its own: what an earlier one left in hand is not ours. */
    public static Owner ofThisProcess() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost"; // only shown to people
        }
        return new Owner(
                UUID.randomUUID().toString(), host, ProcessHandle.current().pid());
    }
}
