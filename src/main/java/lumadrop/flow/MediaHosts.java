package lumadrop.flow;

import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lumadrop.job.Pause;
import lumadrop.job.PauseClass;
import lumadrop.pace.HostOutages;
import lumadrop.pace.Ticker;
import lumadrop.picture.LeastRate;

/**
 * The hosts that pictures come from. One that is down is left alone and tried again by itself; the pictures of others go
 * on meanwhile. One that is too slow is let go.
 */
final class MediaHosts {
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

    void failed(URI address) {
        String host = name(address);
        outages.failed(host, address.toString(), clock.instant());
        if (outages.isDown(host)) { // the same words each time: what each picture met stands on its job's line
            health.standsStill(
                    work(host),
                    new Pause(
                            PauseClass.MEDIA_DOWN,
                            "it does not answer as it should; what waits is paid for, and tried again"));
        }
    }

    void answered(URI address) {
        String host = name(address);
        outages.answered(host);
        health.goesOn(work(host));
    }

    InputStream atLeastRate(InputStream body) {
        return new LeastRate(body, leastRate, Ticker.of(clock));
    }

    private static String work(String host) {
        return "downloading from " + host;
    }

    private static String name(URI address) {
        return address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort();
    }
}
