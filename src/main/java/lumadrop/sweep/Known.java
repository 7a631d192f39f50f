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
 * @param listed whether the list was the last to say so, so that an answer of its own would bring nothing new
 * @param end what the list says of its end, while its own answer is awaited; null while the list says of none
 */
record Known(Kind kind, Request request, Snapshot last, Instant since, Instant due, boolean listed, Snapshot end) {
    Known seenOnList(Snapshot item) {
        return new Known(kind, request, item, since, due, true, end);
    }

    Known notOnList() {
        return new Known(kind, request, last, since, due, false, end);
    }

    Known ends(Snapshot item) {
        return new Known(kind, request, last, since, due, false, item);
    }
}
