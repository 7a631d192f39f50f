package lumadrop.api;

import lumadrop.job.Reason;
import lumadrop.job.Snapshot;

/** What a GET of one request came to. */
public sealed interface StatusAnswer extends Answer
        permits StatusAnswer.Seen, StatusAnswer.NotThere, AskAgain, AccountTrouble {

    /**
     * A record of the request asked for, with a status. A failure whose reason's class is {@code RATE_LIMITED} is an
     * upstream throttle: nothing was made, a later new POST is right, a bounded number of times.
     */
    record Seen(Snapshot snapshot) implements StatusAnswer {
        @Override
        public String word() {
            return "seen";
        }
    }

    /**
     * 404 or 410. A 404 soon after the submit may be a lag of the upstream's.
     *
     * @param gone whether the upstream said that it is gone for good (410)
     */
    record NotThere(Reason reason, boolean gone) implements StatusAnswer {
        @Override
        public String word() {
            return "not-there";
        }
    }
}
