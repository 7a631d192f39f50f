package lumadrop.flow;

import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.pace.HostOutages;
import lumadrop.pace.Ticker;
import lumadrop.picture.LeastRate;

/**
 * The hosts that pictures come from. One that is down is left alone and tried again by itself; the pictures of others go
 * on meanwhile. One that is too slow is let go. Thread-safe.
 */
final class MediaHosts {
    /** A picture that waits for a host asks as soon as it may: when none has for so long, none waits. */
    private static final Duration LEFT_FOR = Duration.ofMinutes(1);

    /** What was met last, of the hosts that are down. */
    private final Map<String, HostFault> down = new HashMap<>();
    /** Of these, those that nothing seemed to wait for at the last look. */
    private final Set<String> left = new HashSet<>();

    private final HostOutages outages;
    private final Clock clock;
    private final Duration silence;
    private final long leastRate;
    private final Health health;

    /**
     * @param silence how long a host may stay silent: a trial of one that was down takes no longer
     * @param leastRate in bytes a second
     */
    MediaHosts(HostOutages outages, Clock clock, Duration silence, long leastRate, Health health) {
        this.outages = outages;
        this.clock = clock;
        this.silence = silence;
        this.leastRate = leastRate;
        this.health = health;
    }

    /** @throws HostDown if the host is to be left alone now */
    void ask(URI address) throws HostDown {
        String host = name(address);
        Optional<Instant> until = outages.downUntil(host, address.toString(), clock.instant(), silence);
        if (until.isPresent()) {
            throw new HostDown(host, until.get());
        }
    }

    synchronized void failed(URI address, Exception met) {
        String host = name(address);
        boolean news = outages.failed(host, address.toString(), clock.instant());
        if (outages.isDown(host)) {
            HostFault fault = HostFault.of(met);
            down.merge(host, fault, (before, now) -> news ? now : before);
            standsStill(host);
        }
    }

    private void standsStill(String host) {
        HostFault fault = down.get(host);
        if (fault != null) {
            health.standsStill(
                    work(host),
                    new Pause(PauseClass.MEDIA_DOWN, fault.words() + "; what waits is paid for, and tried again"));
        }
    }

    synchronized void answered(URI address) {
        String host = name(address);
        outages.answered(host);
        down.remove(host);
        health.goesOn(work(host));
    }

    /** When a picture from there is to be looked at again; empty if its host is not known to be down. */
    Optional<Instant> nextLook(URI address) {
        return outages.nextLook(name(address), address.toString(), clock.instant());
    }

    /** Says again what is down, however rarely it is tried; called every few seconds. */
    synchronized void remind() {
        Instant longAgo = clock.instant().minus(LEFT_FOR);
        for (String host : List.copyOf(down.keySet())) {
            if (!outages.isLeft(host, longAgo)) {
                left.remove(host);
                standsStill(host);
            } else if (!left.add(host)) { // seen twice: after a suspended machine's sleep all seem to be left
                left.remove(host);
                down.remove(host);
                outages.answered(host);
                health.isLeft(work(host));
            }
        }
    }

    InputStream atLeastRate(InputStream body) {
        return new LeastRate(body, leastRate, Ticker.of(clock));
    }

    private static String work(String host) {
        return "downloading from " + host;
    }

    static String name(URI address) {
        return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    }
}
