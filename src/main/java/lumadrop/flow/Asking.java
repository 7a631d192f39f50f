package lumadrop.flow;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import lumadrop.job.Job;
import lumadrop.job.Lesson;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import lumadrop.learn.Kind;
import lumadrop.learn.Learned;
import lumadrop.ledger.Ledger;
import lumadrop.pace.Pace;

/**
 * When a request is asked after next: by what has been learned of how long its like take, which the ledger keeps. Of several
 * processes that share a ledger each learns from what it sees, and the one that wrote last is believed at the next start.
 */
final class Asking {
    private final Pace pace;
    private final Learned learned;
    private final boolean on;
    private final Ledger ledger;
    private final Clock clock;

    /** @param on whether it learns at all; if not, the pace alone decides */
    Asking(Pace pace, Learned learned, boolean on, Ledger ledger, Clock clock) {
        this.pace = pace;
        this.learned = learned;
        this.on = on;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** What the ledger has kept. */
    void recall() {
        if (on) {
            learned.recall(ledger.lessons(), clock.instant());
        }
    }

    /** Has the ledger keep what was learned since the last time. */
    void keep() {
        List<Lesson> lessons = learned.lessons(clock.instant());
        if (!lessons.isEmpty()) {
            ledger.keep(lessons);
        }
    }

    /** A status answer was folded into the job's request. */
    void seen(Job job, Snapshot snapshot, Instant now) {
        seen(Kind.of(job.ask()), job.request(), snapshot, now);
    }

    /** A status answer was folded into a request, or told nothing new of it. */
    void seen(Kind kind, Request request, Snapshot snapshot, Instant now) {
        if (pace.isOverdue(request, now)) {
            learned.forget(request.id()); // so late an end says nothing of the others
        } else if (on) {
            learned.seen(kind, request, snapshot);
        }
    }

    /** What it costs not to look at a request; empty where too little is known. */
    OptionalDouble urgency(Kind kind, Request request, Instant now) {
        return learned.urgency(kind, request, now);
    }

    /** When the job's request, which has not ended, is asked after again. */
    Instant next(Job job, Instant now) {
        Request request = job.request();
        return pace.next(
                request,
                now,
                on ? learned.wait(job.ask(), request, now).orElseGet(() -> pace.tentative(request, now)) : null);
    }

    /** When the job's request, which has ended but lacks its pictures, is asked after again: no plan is made for that. */
    Instant nextAfterEnd(Job job, Instant now) {
        return pace.next(job.request(), now, null);
    }
}
