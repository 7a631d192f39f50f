package lumadrop.pace;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import lumadrop.job.Request;
import lumadrop.text.Durations;

/**
 * When to ask after a request next: until its deadline as is best by what has been learned, else at growing intervals up to
 * an even one, jittered; after that ever more rarely, until the grace is over too.
 */
public final class Pace {
    private static final double JITTER = 0.2;
    private static final int RARER = 10;
    private static final Duration FIRST = Duration.ofMillis(25);

    private final Duration interval;
    private final Duration overdueInterval;
    private final Duration deadline;
    private final Duration overdueFor;
    private final Downtime downtime;
    private final RandomGenerator random;

    /**
     * @param interval between two polls of one request, at most
     * @param overdueInterval the longest wait between two polls of an overdue request
     * @param deadline how long after its submit a request is overdue
     * @param overdueFor how long after the deadline it is given up
     * @param downtime what does not count towards either
     */
    public Pace(
            Duration interval,
            Duration overdueInterval,
            Duration deadline,
            Duration overdueFor,
            Downtime downtime,
            RandomGenerator random) {
        this.interval = interval;
        this.overdueInterval = overdueInterval;
        this.deadline = deadline;
        this.overdueFor = overdueFor;
        this.downtime = downtime;
        this.random = random;
    }

    /**
     * When the next poll is due; never later than the deadline while that lies ahead.
     *
     * @param learned how long to wait for it, by what has been learned of such requests; null where that is too little
     */
    public Instant next(Request request, Instant now, Duration learned) {
        Instant deadlineAt = deadlineOf(request, now);
        if (now.isBefore(deadlineAt)) {
            Instant due = now.plus(learned != null ? learned : jittered(interval));
            return due.isAfter(deadlineAt) ? deadlineAt : due;
        }
        Duration late = Duration.between(deadlineAt, now);
        Duration wait = Durations.longer(interval, Durations.shorter(overdueInterval, late.dividedBy(RARER)));
        return now.plus(jittered(wait));
    }

    /**
     * How long to wait for the next poll while it is to be found out how long such requests take: first next to nothing, then
     * as long again as it has been in flight, so that a quick one is seen at once, and at most the interval.
     */
    public Duration tentative(Request request, Instant now) {
        Duration again =
                request.polls() == 0 ? FIRST : Durations.longer(FIRST, Duration.between(request.submittedAt(), now));
        return jittered(Durations.shorter(again, interval));
    }

    public boolean isOverdue(Request request, Instant now) {
        return !now.isBefore(deadlineOf(request, now));
    }

    /** Past the deadline and the grace after it. */
    public boolean isGivenUp(Request request, Instant now) {
        return !now.isBefore(deadlineOf(request, now).plus(overdueFor));
    }

    /** How long it has been in flight, the upstream's downtime left out. */
    public Duration inFlightFor(Request request, Instant now) {
        return Duration.between(request.submittedAt(), now).minus(downtime.between(request.submittedAt(), now));
    }

    private Instant deadlineOf(Request request, Instant now) {
        return request.submittedAt().plus(deadline).plus(downtime.between(request.submittedAt(), now));
    }

    private Duration jittered(Duration wait) {
        double factor = 1 + JITTER * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.max(1, Math.round(wait.toMillis() * factor)));
    }
}
