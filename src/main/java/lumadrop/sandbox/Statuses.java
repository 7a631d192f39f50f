package lumadrop.sandbox;

import java.time.Clock;
import java.util.Optional;

/** Answers for one request: its record, or its cancelling. */
final class Statuses {

    private static final long HUGE = 40L << 20;

    private final Requests requests;
    private final RecordView view;
    private final Oddities oddities;
    private final Clock clock;

    Statuses(Requests requests, RecordView view, Oddities oddities, Clock clock) {
        this.requests = requests;
        this.view = view;
        this.oddities = oddities;
        this.clock = clock;
    }

    /** The record as it is now. */
    Answer status(Call call) {
        Generation generation = find(call);
        int before = generation.poll();
        Optional<Strike> strike =
                oddities.atCall(Place.STATUS, generation.draft().marks(), generation.identity(), before);
        if (strike.isEmpty()) {
            return record(generation, before);
        }
        return switch (strike.get().oddity()) {
            case STATUS_HUGE -> record(generation, before).delivered(new Delivery.Flood(HUGE));
            case STATUS_CUT -> {
                Answer whole = record(generation, before);
                yield whole.delivered(new Delivery.Cut(whole.body().length, whole.body().length / 2));
            }
            default -> throw new Refusal(Faults.answer(strike.get().oddity(), call.path(), clock.instant()));
        };
    }

    /** Ends what is in flight; what has ended stays as it is. */
    Answer cancel(Call call) {
        Generation generation = find(call);
        generation.cancel(clock.instant());
        return record(generation, Integer.MAX_VALUE);
    }

    private Answer record(Generation generation, int polls) {
        return Answer.json(200, view.alone(generation, clock.instant(), polls));
    }

    private Generation find(Call call) {
        return requests.byId(call.pathParameter("id")).orElseThrow(() -> new Refusal(404, "request not found"));
    }
}
