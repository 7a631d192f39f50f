package lumadrop.flow;

/** The exchange property in which a step leaves what an answer came to, for the route to fork on. */
final class Answering {
    static final String PROPERTY = "answer";

    private Answering() {}
}
