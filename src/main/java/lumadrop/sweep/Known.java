package lumadrop.sweep;

import java.time.Instant;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import lumadrop.learn.Kind;

/**
 * A request in flight, as this process last saw it. Immutable.
 *
 * @param last what an answer, or the list, said last
 * @param since when that was first said
 * @param due when it is asked after by id
 * @param seen whether the last page told of it
 * @param end what the list says of its end, while its own answer is awaited; null while the list says of none
 */
record Known(Kind kind, Request request, Snapshot last, Instant since, Instant due, Seen seen, Snapshot end) {
    enum Seen {
        /** No page has, or none told anything that can be used. */
        NOT_YET,
        /** So that an answer of its own would bring nothing new. */
        LISTED,
        /** It was not there. */
        MISSED
    }

    boolean listed() {
        return seen == Seen.LISTED;
    }

    boolean missed() {
        return seen == Seen.MISSED;
    }

    Known seenOnList(Snapshot item) {
        return new Known(kind, request, item, since, due, Seen.LISTED, end);
    }

    Known notOnList() {
        return new Known(kind, request, last, since, due, Seen.NOT_YET, end);
    }

    Known missing() {
        return new Known(kind, request, last, since, due, Seen.MISSED, end);
    }

    Known ends(Snapshot item) {
        return new Known(kind, request, last, since, due, Seen.NOT_YET, item);
    }
}
