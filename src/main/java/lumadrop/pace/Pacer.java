package lumadrop.pace;

import java.time.Duration;
import java.util.Optional;

/** Says how many of one kind of work may start now. Thread-safe. */
public interface Pacer {
    /** Takes leave for up to that many; returns for how many it was given. */
    int take(int wanted);

    /** Gives back leave that was not used: nothing started. */
    void putBack(int unused);

    /** How long until leave for one may be had; zero if now. */
    Duration untilNext();

    /** What starts are kept to now, in words for people; empty while nothing slows them down. */
    default Optional<String> limits() {
        return Optional.empty();
    }

    /** Calls the waiter, briefly, whenever leave may be had earlier than {@link #untilNext} has said. */
    default void listen(Runnable waiter) {}
}
