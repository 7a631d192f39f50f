package lumadrop.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** What a {@code ledger:} consumer takes in hand, one kind of thing: jobs of some states, or drops. */
interface Claims {
    /** Takes up to so many in hand, durably. */
    List<Taken> claim(int limit);

    /** When there may be more; empty where nothing waits. */
    Optional<Instant> nextDue();

    /** Calls the waiter whenever something may have become due. */
    void listen(Consumer<Instant> waiter);

    /** From now on jobs may be passed on to this taker without being claimed. */
    default void begin(Handover.Taker taker) {}

    /** No more. */
    default void end(Handover.Taker taker) {}

    /** One thing in hand. */
    interface Taken {
        /** It was not begun, and is due at once for whoever comes. */
        void putBack();

        /** As {@link #putBack}, but tried once alone: at a stop, what cannot be written is released at the end. */
        default void leave() {
            putBack();
        }

        /** Somebody else has had it while it waited here for a worker; it is not to be begun, and was let go. */
        default boolean hasMoved() {
            return false;
        }

        /** Puts it on the exchange. */
        void mount(Exchange exchange);

        /** Who it is, for the log. */
        String label();

        /** The exchange failed, or ended without a write: gives it back for a later turn, if it is still in hand. */
        void finish(Exchange exchange);
    }
}
