package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Released;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what dead processes had in hand. Where the ledger is this home's own, and the home is locked, every other owner
 * is dead. Where several processes share one, an owner is dead when its beat has stood still for the lease, by our own
 * steady clock: nobody's wall clock matters, and one that lives keeps its jobs however long a submit blocks.
 */
final class DeadOwners {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop");

    private record Seen(long beat, Instant since) {}

    private final Ledger ledger;
    private final Clock clock;
    private final Duration lease;
    private final Map<String, Seen> seen = new HashMap<>();

    /** @param lease how long a beat may stand still; zero where nobody else can be alive */
    DeadOwners(Ledger ledger, Clock clock, Duration lease) {
        this.ledger = ledger;
        this.clock = clock;
        this.lease = lease;
    }

    /**
     * One look at all owners.
     *
     * @return how many were found dead: processes that did not end as they should
     */
    int look() {
        int[] dead = {0};
        Instant now = clock.instant();
        Map<String, Long> beats = ledger.beats();
        beats.remove(ledger.owner().id());
        seen.keySet().retainAll(beats.keySet());
        beats.forEach((owner, beat) -> {
            Seen before = seen.get(owner);
            if (before == null || before.beat() != beat) {
                seen.put(owner, new Seen(beat, now));
            }
            if (!now.isBefore(seen.get(owner).since().plus(lease))) {
                List<Released> back = ledger.release(owner);
                back.forEach(DeadOwners::say);
                int jobs = back.size();
                dead[0]++;
                LOG.info(
                        "an earlier process did not end as it should; in the middle of a step it left {}",
                        jobs == 1 ? "1 job" : jobs + " jobs");
            }
        });
        return dead[0];
    }

    /** What was being submitted is the one kind that comes back as something else. */
    static void say(Released back) {
        if (back.from() != back.job().state()) {
            TransitionLog.moved(back.from(), back.job());
        }
    }
}
