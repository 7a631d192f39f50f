package lumadrop.flow;

/** The exchange property in which a step leaves what an answer came to, for the route to fork on. */
final class Answering {
    static final String PROPERTY = "answer";

    /** The submit's own answer. */
    static final String TAKEN = "taken";

    /** An item of the list that settles an uncertain submit. */
    static final String FOUND = "found";

    /** An item of the list, as good as a status answer. */
    static final String LISTED = "listed";

    private Answering() {}
}
