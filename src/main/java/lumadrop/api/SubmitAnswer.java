package lumadrop.api;

import java.time.Duration;
import lumadrop.job.Reason;
import lumadrop.job.Snapshot;

/**
 * What a POST came to. The kinds differ in two things: whether the upstream may hold a request now (then a second POST
 * could be a second paid picture), and whether another job would fare better.
 */
public sealed interface SubmitAnswer extends Answer
        permits SubmitAnswer.Taken,
                SubmitAnswer.FailedThrottled,
                SubmitAnswer.Refused,
                SubmitAnswer.RefusedByBackend,
                SubmitAnswer.Throttled,
                SubmitAnswer.NotSent,
                SubmitAnswer.Uncertain,
                AccountTrouble {

    /**
     * Any 2xx with a request id: in flight, finished with or without its outcome, or failed for good. A status that is
     * absent or no text comes as {@code UNRECOGNISED}: the id is known, so nothing is lost and polling settles it. So
     * does a body that is cut off or broken behind its request id.
     */
    record Taken(Snapshot snapshot) implements SubmitAnswer {
        @Override
        public String word() {
            return "taken";
        }
    }

    /**
     * A 2xx with a {@code failed} whose reason names a rate limit, quota or capacity: nothing was made, the request is
     * over, a later new POST is right, a bounded number of times.
     *
     * @param snapshot the ended request; its reason's class is {@code RATE_LIMITED}
     * @param pause what the upstream asks for, 0 to 1 h; null where it does not say
     * @param limit null where it does not say
     */
    record FailedThrottled(Snapshot snapshot, Duration pause, RateLimit limit) implements SubmitAnswer {
        @Override
        public String word() {
            return "failed-throttled";
        }
    }

    /**
     * 400, 413, 422 and other 4xx that speak of this request only: not accepted, and no other POST of it would be. Also
     * a 403 whose words are about content, not about the key.
     *
     * @param reason {@code INVALID}, {@code MODERATED} or {@code IMAGE_UNREACHABLE}, in the upstream's words
     */
    record Refused(Reason reason) implements SubmitAnswer {
        @Override
        public String word() {
            return "refused";
        }
    }

    /**
     * 500 whose body says {@code Backend error (4xx)}: the model's maker refused. Nothing was made as far as it says;
     * look at the list, then POST once more at most.
     */
    record RefusedByBackend(Reason reason) implements SubmitAnswer {
        @Override
        public String word() {
            return "refused-by-backend";
        }
    }

    /**
     * 429, 425, or 503 whose body names capacity: not accepted, the same POST is right later.
     *
     * @param pause what the upstream asks for, 0 to 1 h; null where it does not say
     * @param limit null where it does not say
     */
    record Throttled(Reason reason, Duration pause, RateLimit limit) implements SubmitAnswer {
        @Override
        public String word() {
            return "throttled";
        }
    }

    /** Could not connect, no such host, TLS failed: the request never left, the same POST is right later. */
    record NotSent(Reason reason) implements SubmitAnswer {
        @Override
        public String word() {
            return "not-sent";
        }
    }

    /**
     * Timeout or reset after sending; 500, 502, 504, 524 and every other 5xx; 503 with another body; 408, 409, 499; a
     * redirect that may follow a finished POST (302, 303); a 2xx that is no JSON or has no request id. The upstream may
     * have taken it: never another POST before its list has shown that it did not.
     *
     * @param reason of class {@code UNKNOWN_SUBMIT}
     */
    record Uncertain(Reason reason) implements SubmitAnswer {
        @Override
        public String word() {
            return "uncertain";
        }
    }
}
