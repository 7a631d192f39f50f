package lumadrop.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lumadrop.text.Durations;

/**
 * Hosts that do not answer. After failures of several pictures in a row a host is left alone for a while, ever longer, and
 * then tried with one picture alone: a host that is down must not take the workers from those that are up. One picture
 * that fails again and again is no outage, and a few that do keep no other from being tried: it comes first. Thread-safe.
 */
public final class HostOutages {
    private static final int PICTURES = 3;
    /** Far more hosts than pictures come from; beyond it one host more is simply asked. */
    private static final int REMEMBERED = 1000;

    /** By so much, at most, a picture that has not failed comes before those that have: by half the wait, if that is less. */
    private static final Duration OTHERS_FIRST = Duration.ofSeconds(2);

    private final Backoff backoff;
    private final Map<String, Outage> outages = new HashMap<>();

    private static final class Outage {
        private final Set<String> failed = new HashSet<>();
        private Instant until;
        private Duration othersFirst;
        private String trial;
        private int trials;

        boolean isDown() {
            return failed.size() >= PICTURES;
        }

        /** @param of when a picture that has not failed has its turn */
        Instant turn(String picture, Instant of) {
            return failed.contains(picture) ? of.plus(othersFirst) : of;
        }

        void leaveAlone(Instant now, Duration wait) {
            until = now.plus(wait);
            othersFirst = Durations.shorter(wait.dividedBy(2), OTHERS_FIRST);
        }
    }

    public HostOutages(Backoff backoff) {
        this.backoff = backoff;
    }

    /**
     * Until when the host is to be left alone; empty if it may be asked now. Where a wait is over, this picture is the one
     * that is tried, and others wait for what comes of it.
     *
     * @param picture what is to be fetched
     * @param longest how long the trial may take before another one is tried
     */
    public synchronized Optional<Instant> downUntil(String host, String picture, Instant now, Duration longest) {
        Outage outage = outages.get(host);
        if (outage == null || !outage.isDown()) {
            return Optional.empty();
        }
        if (now.isBefore(outage.turn(picture, outage.until))) {
            return Optional.of(nextLook(outage, picture, now));
        }
        outage.trial = picture;
        outage.until = now.plus(longest);
        return Optional.empty();
    }

    private Instant nextLook(Outage outage, String picture, Instant now) {
        // What a trial comes to is known long before the longest time that it may take.
        Instant soon = now.plus(backoff.after(outage.trials));
        return outage.turn(picture, outage.trial != null && soon.isBefore(outage.until) ? soon : outage.until);
    }

    /** When the picture is to be looked at again; empty if its host is not down. Takes up no trial. */
    public synchronized Optional<Instant> nextLook(String host, String picture, Instant now) {
        Outage outage = outages.get(host);
        return outage == null || !outage.isDown() ? Optional.empty() : Optional.of(nextLook(outage, picture, now));
    }

    /** Whether the host is down and could have been tried again before then, but no picture of it has asked. */
    public synchronized boolean isLeft(String host, Instant before) {
        Outage outage = outages.get(host);
        return outage != null && outage.isDown() && outage.until.isBefore(before);
    }

    public synchronized boolean isDown(String host) {
        Outage outage = outages.get(host);
        return outage != null && outage.isDown();
    }

    /** @return whether that says something new of the host */
    public synchronized boolean failed(String host, String picture, Instant now) {
        if (!outages.containsKey(host) && outages.size() >= REMEMBERED) {
            return false;
        }
        Outage outage = outages.computeIfAbsent(host, name -> new Outage());
        if (!outage.isDown()) {
            outage.failed.add(picture);
            outage.leaveAlone(now, backoff.after(0));
            return true;
        }
        if (picture.equals(outage.trial)) { // what began before it was down says nothing new
            outage.failed.add(picture);
            outage.trial = null;
            outage.trials++;
            outage.leaveAlone(now, backoff.after(outage.trials));
            return true;
        }
        return false;
    }

    /** The host is well, or nobody wants anything of it: it is asked as any other. */
    public synchronized void answered(String host) {
        outages.remove(host);
    }
}
