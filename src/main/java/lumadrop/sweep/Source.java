package lumadrop.sweep;

/** Where a status answer came from. */
public enum Source {
    /** The submit's own answer. */
    SUBMIT,
    /** The request's own status. */
    STATUS,
    /** An item of the list. */
    LIST
}
