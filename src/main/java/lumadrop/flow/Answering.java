package lumadrop.flow;

import lumadrop.job.Snapshot;
import org.apache.camel.Exchange;

/** What a step leaves of an answer for its route. */
final class Answering {
    /** The exchange property that says what the answer came to, for the route to fork on. */
    static final String PROPERTY = "answer";

    /** The exchange property that says whose status the body is: what the timeline correlates by. */
    private static final String REQUEST = "requestId";

    /** The submit's own answer. */
    static final String TAKEN = "taken";

    /** An item of the list that settles an uncertain submit. */
    static final String FOUND = "found";

    /** An item of the list, as good as a status answer. */
    static final String LISTED = "listed";

    private Answering() {}

    /** The answer's status goes to the timeline, as the body. */
    static void status(Exchange exchange, Snapshot snapshot) {
        exchange.setProperty(REQUEST, snapshot.requestId());
        exchange.getMessage().setBody(snapshot);
    }
}
