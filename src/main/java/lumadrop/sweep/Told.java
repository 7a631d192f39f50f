package lumadrop.sweep;

import java.time.Instant;
import lumadrop.job.Phase;
import lumadrop.job.Snapshot;

/** What an item of the list says of a request whose end is not known, held against what is. */
enum Told {
    /** What is known already. */
    NOTHING_NEW,
    /** It has come further, and has not ended. */
    FURTHER,
    /** It has succeeded, and there are its pictures. */
    DONE,
    /** It has ended, and the item lacks what an answer of its own may hold: a reason, the pictures. */
    ENDED,
    /** Less than is known: the item is older. */
    BEHIND,
    /** Something else that cannot be put in order with what is known: an answer of its own will tell. */
    UNCLEAR;

    static Told of(Snapshot item, Snapshot known) {
        Phase phase = item.phase();
        if (phase.isTerminal()) {
            return ofEnd(item, known);
        }
        if (phase == Phase.UNRECOGNISED || known.phase() == Phase.UNRECOGNISED) {
            return UNCLEAR;
        }
        if (rank(phase) != rank(known.phase())) {
            return rank(phase) < rank(known.phase()) ? BEHIND : FURTHER;
        }
        if (item.status().equals(known.status())) {
            return NOTHING_NEW;
        }
        return isLater(item.updatedAt(), known.updatedAt()) ? FURTHER : UNCLEAR;
    }

    /** Of a failure the reason decides what follows, and a list may leave it out; of a success it may leave out pictures. */
    private static Told ofEnd(Snapshot item, Snapshot known) {
        if (item.phase() == Phase.SUCCEEDED && !item.media().isEmpty()) {
            return DONE;
        }
        return item.phase() == known.phase() ? NOTHING_NEW : ENDED;
    }

    private static int rank(Phase phase) {
        return switch (phase) {
            case UNRECOGNISED -> 0;
            case QUEUED -> 1;
            case PROCESSING -> 2;
            case SUCCEEDED, FAILED, CANCELLED -> 3;
        };
    }

    private static boolean isLater(Instant one, Instant other) {
        return one != null && other != null && one.isAfter(other);
    }
}
