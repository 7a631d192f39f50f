package lumadrop.pace;

import java.util.Optional;

/**
 * Stops one kind of work as a whole while it lasts: no job of the kind is claimed, none fails for it, and what is in hand
 * goes on. Asked before every claim, so it must be quick. Thread-safe.
 */
public interface Brake {
    /** Why the work stands still, in a sentence for people; empty while it may go on. */
    Optional<String> held();
}
