package lumadrop.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lumadrop.ledger.FiringTable;
import lumadrop.schedule.Considered;
import lumadrop.schedule.Firing;
import lumadrop.schedule.Firings;

/** The schedules' memory, kept in the ledger. */
final class LedgerFirings implements Firings {
    private final FiringTable table;

    LedgerFirings(FiringTable table) {
        this.table = table;
    }

    @Override
    public Optional<Considered> lastConsidered(String schedule) {
        return table.done(schedule).map(done -> new Considered(done.fingerprint(), done.until()));
    }

    @Override
    public void considered(String schedule, String fingerprint, Instant until) {
        table.done(schedule, new FiringTable.Done(fingerprint, until));
    }

    @Override
    public void retain(Set<String> schedules) {
        table.retain(schedules);
    }

    @Override
    public boolean begin(Firing firing) {
        return table.begin(
                new FiringTable.Begun(firing.schedule(), firing.key(), firing.scheduledFor(), firing.fileName()));
    }

    @Override
    public void finished(String schedule, String key) {
        table.finished(schedule, key);
    }

    @Override
    public List<Firing> unfinished() {
        return table.unfinished().stream()
                .map(begun -> new Firing(begun.schedule(), begun.key(), begun.scheduledFor(), begun.file()))
                .toList();
    }
}
