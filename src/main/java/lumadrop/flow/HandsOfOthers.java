package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lumadrop.ledger.HandEvent;
import lumadrop.ledger.HandMade;
import lumadrop.ledger.Ledger;

/** Says in this process's log what people do with its jobs by the verbs, which are processes of their own. */
final class HandsOfOthers {
    /** Their clock may be behind, and what they write becomes seen a little later. */
    private static final Duration BACK = Duration.ofMinutes(1);

    private final Ledger ledger;
    private final Clock clock;
    private Instant from;
    private Set<HandEvent> said;

    HandsOfOthers(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
        this.from = clock.instant();
        this.said = Set.copyOf(ledger.handEvents(from.minus(BACK)));
    }

    /** One look; costs a look into an index where nobody did anything. */
    void look() {
        Instant now = clock.instant();
        List<HandEvent> events = ledger.handEvents(from.minus(BACK));
        events.stream()
                .filter(event -> !said.contains(event))
                .map(ledger::made)
                .flatMap(Optional::stream)
                .forEach(HandsOfOthers::say);
        said = Set.copyOf(events);
        from = now;
    }

    private static void say(HandMade one) {
        String why = one.event().word() + " " + one.event().text();
        TransitionLog.byHand(one.from() == null ? one.to() : one.from(), one.to(), one.job(), why);
    }
}
