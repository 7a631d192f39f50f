package lumadrop.pace;

import java.util.Optional;
import lumadrop.job.Pause;

/**
 * Stops one kind of work as a whole while it lasts: no job of the kind is claimed, none fails for it, and what is in hand
 * goes on. Asked before every claim, so it must be quick. Thread-safe.
 */
public interface Brake {
    /** Why the work stands still; empty while it may go on. */
    Optional<Pause> held();

    /** Whether the work may go on and it is still to be seen if it fares well: too early to say that it goes on. */
    default boolean isOnTrial() {
        return false;
    }
}
