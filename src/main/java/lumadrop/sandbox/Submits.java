package lumadrop.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes requests in, and answers them: at once, or when the route has waited for their end. */
final class Submits {

    private static final Set<Oddity> ONLY_THE_FIRST =
            Set.of(Oddity.THROTTLED, Oddity.THROTTLED_CAPACITY, Oddity.THROTTLED_QUOTA);

    private final SandboxSettings settings;
    private final long seed;
    private final SubmitRules rules;
    private final Oddities oddities;
    private final Requests requests;
    private final RecordView view;
    private final Stats stats;
    private final Clock clock;
    private final Deque<Instant> recent = new ArrayDeque<>();

    Submits(
            SandboxSettings settings,
            long seed,
            SubmitRules rules,
            Oddities oddities,
            Requests requests,
            RecordView view,
            Stats stats,
            Clock clock) {
        this.settings = settings;
        this.seed = seed;
        this.rules = rules;
        this.oddities = oddities;
        this.requests = requests;
        this.view = view;
        this.stats = stats;
        this.clock = clock;
    }

    /** Checks and takes a request, or throws the {@link Refusal} that the rules or an oddity demand. */
    Generation receive(Call call) {
        Draft draft = rules.read(call);
        int before = stats.post(Doorkeeper.key(call), draft.hash());
        pace();
        Optional<Strike> strike = oddities.atCall(Place.SUBMIT, draft.marks(), draft.identity(), before);
        if (strike.isEmpty()) {
            return accept(draft, call);
        }
        Oddity oddity = strike.get().oddity();
        if (oddity == Oddity.SUBMIT_CUT_ACCEPTED) {
            Answer whole = Answer.json(200, view.record(accept(draft, call), clock.instant()));
            throw new Refusal(whole.delivered(new Delivery.Cut(whole.body().length, whole.body().length / 2)));
        }
        if (oddity.name().endsWith("_ACCEPTED")) {
            accept(draft, call);
        }
        throw new Refusal(Faults.answer(oddity, call.path(), clock.instant()));
    }

    /** How long the route waits before the answer. */
    Duration waitFor(Generation generation) {
        if (!generation.mode().blocks() || generation.takes().isZero()) {
            return Duration.ZERO;
        }
        stats.startsWaiting();
        return generation.takes();
    }

    /** The answer, when the time has come for it. */
    Answer answer(Generation generation) {
        Instant now = clock.instant();
        if (!generation.mode().blocks()) {
            return Answer.json(200, view.alone(generation, now, 0));
        }
        if (!generation.takes().isZero()) {
            stats.endsWaiting();
        }
        // The route's timer may be a little ahead of the clock; the promise is that a blocking answer is final.
        Instant end = now.isBefore(generation.endsAt()) ? generation.endsAt() : now;
        boolean withOutcome = generation.mode() == AnswerMode.BLOCKING || generation.stage(end) != Stage.SUCCESS;
        return Answer.json(200, withOutcome ? view.alone(generation, end, 0) : RecordView.bare(generation, end));
    }

    void clear() {
        synchronized (recent) {
            recent.clear();
        }
    }

    private Generation accept(Draft draft, Call call) {
        int before = stats.accepted(draft.hash());
        long identity = Seeds.mix(seed, draft.identity(), before);
        Map<Oddity, Integer> shapes = new EnumMap<>(Oddity.class);
        shapes.putAll(oddities.of(Place.RECORD, draft.marks(), identity, 0));
        shapes.entrySet()
                .removeIf(shape ->
                        ONLY_THE_FIRST.contains(shape.getKey()) && shape.getValue() > 0 && before >= shape.getValue());
        String organization = call.header("X-Organization-ID");
        Generation generation = new Generation(
                draft,
                identity,
                organization.isBlank() ? "org-sandbox" : organization,
                shapes.isEmpty() ? Map.of() : shapes,
                settings.answers().settled(identity),
                clock.instant(),
                takes(identity, shapes));
        requests.add(generation);
        return generation;
    }

    private Duration takes(long identity, Map<Oddity, Integer> shapes) {
        if (shapes.containsKey(Oddity.AT_ONCE) || ONLY_THE_FIRST.stream().anyMatch(shapes::containsKey)) {
            return Duration.ZERO;
        }
        double millis = settings.generateTime().toMillis();
        if (settings.spread() > 0) {
            millis *= Math.exp(settings.spread() * Seeds.gauss(Seeds.mix(identity, 17)));
        }
        return Duration.ofMillis(Math.round(millis * Math.max(1, shapes.getOrDefault(Oddity.SLOW, 1))));
    }

    private void pace() {
        if (settings.rateLimit().isEmpty()) {
            return;
        }
        RateLimit limit = settings.rateLimit().get();
        Instant now = clock.instant();
        synchronized (recent) {
            while (!recent.isEmpty()
                    && !recent.peekFirst().plus(limit.interval()).isAfter(now)) {
                recent.removeFirst();
            }
            if (recent.size() >= limit.limit()) {
                Duration wait = Duration.between(now, recent.peekFirst().plus(limit.interval()));
                throw new Refusal(Faults.throttle(wait, limit));
            }
            recent.addLast(now);
        }
    }
}
