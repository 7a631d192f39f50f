package lumadrop.sandbox;

/** How far a generation is, before an oddity spells it otherwise. */
enum Stage {
    QUEUED,
    DISPATCHED,
    PROCESSING,
    SUCCESS,
    FAILED,
    CANCELLED;

    boolean inFlight() {
        return this == QUEUED || this == DISPATCHED || this == PROCESSING;
    }
}
