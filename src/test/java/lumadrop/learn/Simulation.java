package lumadrop.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import lumadrop.job.Ask;
import lumadrop.job.Mode;
import lumadrop.job.Snapshot;

/** So many requests in flight at one time, asked after as a schedule says, in no time at all. */
final class Simulation {
    static final Ask ASK =
            new Ask(Mode.TEXT_TO_IMAGE, "luma-uni-1.1", "A prompt", null, null, Map.of(), null, Map.of());

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** When to ask next. */
    interface Schedule {
        /** Seconds to wait after an answer without an end. */
        double wait(Upstream.Taken taken, double age, int polls);

        default void seen(Upstream.Taken taken, double age, Snapshot answer) {}
    }

    /** What each request took: how many polls, and how long after its end it was seen to have ended. */
    record Outcome(double ended, int polls, double lateness) {}

    private record Turn(double at, Upstream.Taken taken, double submitted, int polls) {}

    private final int inFlight;
    private final Random random;
    private final Schedule schedule;
    private final PriorityQueue<Turn> turns = new PriorityQueue<>((a, b) -> Double.compare(a.at(), b.at()));
    private double now;
    private int submitted;

    Simulation(int inFlight, long seed, Schedule schedule) {
        this.inFlight = inFlight;
        this.random = new Random(seed);
        this.schedule = schedule;
    }

    /** So many more requests end; in the order in which they were seen to. What is in flight then stays so. */
    List<Outcome> run(Upstream upstream, int requests) {
        List<Outcome> outcomes = new ArrayList<>();
        while (turns.size() < inFlight) {
            submit(upstream);
        }
        while (outcomes.size() < requests) {
            Optional<Outcome> outcome = ask();
            if (outcome.isPresent()) {
                outcomes.add(outcome.get());
                submit(upstream);
            }
        }
        return outcomes;
    }

    /** So many more requests, all submitted at once and nothing else in flight, until all have ended. */
    List<Outcome> burst(Upstream upstream, int requests) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            submit(upstream);
        }
        while (!turns.isEmpty()) {
            ask().ifPresent(outcomes::add);
        }
        return outcomes;
    }

    /** The next poll that is due; tells what came of the request if it has ended. */
    private Optional<Outcome> ask() {
        Turn turn = turns.remove();
        now = turn.at();
        double age = now - turn.submitted();
        Snapshot answer = turn.taken().answer(age);
        schedule.seen(turn.taken(), age, answer);
        if (answer.phase().isTerminal()) {
            return Optional.of(
                    new Outcome(now, turn.polls() + 1, age - turn.taken().ends()));
        }
        double wait = schedule.wait(turn.taken(), age, turn.polls() + 1);
        turns.add(new Turn(now + wait, turn.taken(), turn.submitted(), turn.polls() + 1));
        return Optional.empty();
    }

    private static Instant at(double seconds) {
        return START.plusNanos(Math.round(seconds * 1e9));
    }

    Instant time() {
        return at(now);
    }

    /** What the program's own schedule has learned. */
    Learned learned() {
        return ((ByLearning) schedule).learned;
    }

    private void submit(Upstream upstream) {
        double since = now + random.nextDouble();
        Upstream.Taken taken = upstream.new Taken("r" + submitted++, at(since), random);
        schedule.seen(taken, 0, taken.accepted());
        turns.add(new Turn(since + schedule.wait(taken, 0, 0), taken, since, 0));
    }

    /** The program's own. */
    static final class ByLearning implements Schedule {
        static final Aim AIM = new Aim(Duration.ofSeconds(2), Duration.ofMillis(1500), Duration.ofSeconds(30), 1000);

        private final Random random;
        private final Learned learned;
        private final Duration unknown;

        ByLearning(Aim aim, long seed) {
            random = new Random(seed);
            learned = new Learned(aim, random, Runnable::run);
            unknown = aim.unknown();
        }

        @Override
        public double wait(Upstream.Taken taken, double age, int polls) {
            Optional<Duration> wait = learned.wait(ASK, taken.request(), taken.after(age));
            double again = Math.min(unknown.toNanos() / 1e9, polls == 0 ? 0.05 : Math.max(0.05, age));
            return wait.map(learnt -> learnt.toNanos() / 1e9).orElse(again * (0.8 + 0.4 * random.nextDouble()));
        }

        @Override
        public void seen(Upstream.Taken taken, double age, Snapshot answer) {
            learned.seen(Kind.of(ASK), taken.request(), answer);
        }
    }

    static double polls(List<Outcome> outcomes) {
        return outcomes.stream().mapToInt(Outcome::polls).average().orElseThrow();
    }

    static double lateness(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::lateness).average().orElseThrow();
    }

    static double lateness(List<Outcome> outcomes, double share) {
        double[] sorted =
                outcomes.stream().mapToDouble(Outcome::lateness).sorted().toArray();
        return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }
}
