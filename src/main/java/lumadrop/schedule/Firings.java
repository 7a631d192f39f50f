package lumadrop.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The durable memory of what was dropped when; the ledger keeps it. It belongs to one home: what another home's process
 * has begun is not ours to finish. Each call that changes it returns only once the change is on disk. A finished firing
 * may be forgotten once its schedule has been considered up to its time.
 */
public interface Firings {
    /** How far the schedule has been dealt with; empty for one never seen or since forgotten. */
    Optional<Considered> lastConsidered(String schedule);

    /** Notes that the schedule in this form has been dealt with up to and with the instant. */
    void considered(String schedule, String fingerprint, Instant until);

    /** Forgets how far every other schedule was dealt with: one that comes back counts as new. */
    void retain(Set<String> schedules);

    /** Notes that the file is about to be dropped. False, and nothing noted, if this key was begun before. */
    boolean begin(Firing firing);

    /** Notes that the file is in the inbox, or given up. */
    void finished(String schedule, String key);

    /** All begun and not finished. */
    List<Firing> unfinished();
}
