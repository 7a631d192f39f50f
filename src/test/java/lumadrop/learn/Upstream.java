package lumadrop.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import lumadrop.job.Media;
import lumadrop.job.Phase;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;

/**
 * An upstream as the learner sees it: how long requests wait and are worked on, and what its answers say of it.
 *
 * @param queued draws how long the next request waits before it is worked on, seconds
 * @param processed draws how long it is worked on then
 * @param saysProcessing whether its status tells the two apart
 * @param times what its answers say of when it took a request and changed it
 * @param outcome how all its requests end
 */
record Upstream(Draw queued, Draw processed, boolean saysProcessing, Times times, Phase outcome) {
    private static final Duration AHEAD = Duration.ofHours(1);

    enum Times {
        /** Whole seconds of a clock that is an hour ahead. */
        TRUE,
        NONE,
        NEVER_MOVE,
        CREATED_AT_0,
        RUN_BACKWARDS
    }

    /** A distribution of times. */
    interface Draw {
        double seconds(RandomGenerator random);

        static Draw none() {
            return random -> 0;
        }

        static Draw lognormal(double median, double sigma) {
            return random -> median * Math.exp(sigma * random.nextGaussian());
        }

        static Draw uniform(double from, double to) {
            return random -> from + random.nextDouble() * (to - from);
        }
    }

    Upstream(Draw queued, Draw processed, boolean saysProcessing, boolean saysTimes) {
        this(queued, processed, saysProcessing, saysTimes ? Times.TRUE : Times.NONE, Phase.SUCCEEDED);
    }

    /** One that works at once and takes a lognormal time, around 30 s say. */
    static Upstream lognormal(double median, double sigma) {
        return new Upstream(Draw.none(), Draw.lognormal(median, sigma), false, true);
    }

    Upstream with(Times other) {
        return new Upstream(queued, processed, saysProcessing, other, outcome);
    }

    Upstream withoutTimes() {
        return with(Times.NONE);
    }

    Upstream failing() {
        return new Upstream(queued, processed, saysProcessing, times, Phase.FAILED);
    }

    /** A request that it has taken. */
    final class Taken {
        private final String id;
        private final Instant at;
        private final double begins;
        private final double ends;
        private Request request;

        Taken(String id, Instant at, RandomGenerator random) {
            this.id = id;
            this.at = at;
            this.begins = queued.seconds(random);
            this.ends = begins + processed.seconds(random);
            this.request = Request.taken(id, at);
        }

        double ends() {
            return ends;
        }

        /** What is known of it so far. */
        Request request() {
            return request;
        }

        /** It is known from that age on alone. */
        void adopted(double age) {
            request = Request.taken(id, after(age));
        }

        /** The submit's own answer: it never knows of an end. */
        Snapshot accepted() {
            return answer(0, false, 0);
        }

        /** The answer at that age, folded into the request. */
        Snapshot answer(double age) {
            return answer(age, age >= ends, request.polls() + 1);
        }

        private Snapshot answer(double age, boolean ended, int polls) {
            boolean processing = !ended && age >= begins && saysProcessing;
            Phase phase = ended ? outcome : processing ? Phase.PROCESSING : Phase.QUEUED;
            Instant created = created();
            Instant updated = updated(ended ? ends : processing ? begins : 0);
            request = new Request(
                    id, request.submittedAt(), phase.word(), polls, created, updated, null, List.<Media>of());
            return new Snapshot(id, phase, phase.word(), List.of(), null, created, updated, after(age));
        }

        Instant after(double age) {
            return at.plusNanos(Math.round(age * 1e9));
        }

        private Instant created() {
            return switch (times) {
                case NONE -> null;
                case CREATED_AT_0 -> Instant.EPOCH;
                default -> wholeSeconds(0);
            };
        }

        private Instant updated(double changed) {
            return switch (times) {
                case NONE -> null;
                case NEVER_MOVE -> wholeSeconds(0);
                case RUN_BACKWARDS -> wholeSeconds(-changed);
                default -> wholeSeconds(changed);
            };
        }

        private Instant wholeSeconds(double age) {
            return Instant.ofEpochSecond(after(age).plus(AHEAD).getEpochSecond());
        }
    }
}
