package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lumadrop.ledger.Ledger;
import lumadrop.pace.Downtime;
import lumadrop.pace.Downtime.Stretch;

/**
 * When requests could not be asked after: counted against no deadline, and remembered by the ledger, so that a restart
 * changes nothing.
 */
final class Outages {
    /** Longer than any deadline with the time after it. */
    private static final Duration REMEMBERED = Duration.ofDays(400);

    private final Ledger ledger;
    private final Clock clock;
    private final Downtime downtime;
    private Instant current;

    Outages(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.downtime = new Downtime(ledger.outagesSince(clock.instant().minus(REMEMBERED)).stream()
                .map(outage -> new Stretch(outage.from(), outage.until()))
                .toList());
    }

    Downtime downtime() {
        return downtime;
    }

    /** Known now: asking is in vain since then, or it is not. */
    synchronized void known(Optional<Instant> since) {
        if (current == null && since.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        if (current == null) {
            current = since.get();
            downtime.begins(current);
        }
        ledger.outage(current, now);
        if (since.isEmpty()) {
            downtime.ends(now);
            current = null;
        }
    }
}
