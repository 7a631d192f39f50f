package lumadrop.learn;

import static lumadrop.learn.Simulation.ASK;
import static lumadrop.learn.Simulation.lateness;
import static lumadrop.learn.Simulation.polls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import lumadrop.job.Ask;
import lumadrop.job.Lesson;
import lumadrop.job.Mode;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import lumadrop.learn.Simulation.ByLearning;
import lumadrop.learn.Simulation.Outcome;
import lumadrop.learn.Upstream.Draw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What learning comes to, in a simulation: the best that is possible is known there. */
class LearnedTest {
    private static final int[] SEEDS = {1, 2, 3, 4, 5};
    private static final Truth TRUTH = Truth.lognormal(30, 0.35);

    private static Simulation simulation(int inFlight, long seed) {
        return new Simulation(inFlight, seed, new ByLearning(ByLearning.AIM, seed));
    }

    private static double mean(ToDoubleFunction<Long> figure) {
        double sum = 0;
        for (long seed : SEEDS) {
            sum += figure.applyAsDouble(seed);
        }
        return sum / SEEDS.length;
    }

    private static void assertAsGoodAs(double share, Truth truth, List<Outcome> outcomes) {
        Truth.Figures best = truth.bestWith(polls(outcomes));
        assertThat(lateness(outcomes)).isLessThan(best.mean() * (1 + share));
        assertThat(lateness(outcomes, 0.5)).isLessThan(best.p50() * (1 + share));
        assertThat(lateness(outcomes, 0.99)).isLessThan(best.p99() * (1 + share));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 2", "1, 3", "50, 1", "50, 2", "50, 3"})
    void afterTwoHundredRequestsItIsWithinATenthOfTheBest(int inFlight, long seed) {
        Simulation simulation = simulation(inFlight, seed);
        simulation.run(Upstream.lognormal(30, 0.35), 200);
        List<Outcome> outcomes = simulation.run(Upstream.lognormal(30, 0.35), 10_000);
        assertThat(polls(outcomes)).isBetween(5.0, 8.0);
        assertAsGoodAs(0.1, TRUTH, outcomes);
    }

    /** The plan alone, as it is after 200 requests: it learns no more, and is held against the truth without any chance. */
    @Test
    void itsPlanAfterTwoHundredRequestsIsWithinATenthOfTheBest() {
        double ratio = mean(seed -> {
            Simulation simulation = simulation(1, seed);
            simulation.run(Upstream.lognormal(30, 0.35), 200);
            Truth.Figures figures = TRUTH.of(simulation.learned().plan(ASK).orElseThrow()::next);
            return figures.mean() / TRUTH.bestWith(figures.polls()).mean();
        });
        assertThat(ratio).isBetween(1.0, 1.1);
    }

    @Test
    void itNeedsNoTimesOfTheUpstream() {
        Simulation simulation = simulation(50, 1);
        Upstream upstream = Upstream.lognormal(30, 0.35).withoutTimes();
        simulation.run(upstream, 200);
        assertAsGoodAs(0.15, TRUTH, simulation.run(upstream, 10_000));
    }

    @ParameterizedTest
    @CsvSource({"12, true", "12, false", "60, true", "60, false"})
    void anotherPaceIsFollowedWithinFortyRequests(double median, boolean times) {
        Upstream before = Upstream.lognormal(30, 0.35);
        Upstream after = Upstream.lognormal(median, 0.35);
        Truth truth = Truth.lognormal(median, 0.35);
        double ratio = mean(seed -> {
            Simulation simulation = simulation(1, seed);
            simulation.run(times ? before : before.withoutTimes(), 500);
            simulation.run(times ? after : after.withoutTimes(), 40);
            List<Outcome> outcomes = simulation.run(times ? after : after.withoutTimes(), 100);
            return lateness(outcomes) / truth.bestWith(polls(outcomes)).mean();
        });
        assertThat(ratio).isLessThan(1.25);
    }

    @Test
    void asLongAsThePaceIsTheSameItsKnowledgeGrows() {
        Simulation simulation = simulation(10, 1);
        simulation.run(Upstream.lognormal(30, 0.35), 450);
        for (int i = 0; i < 100; i++) {
            simulation.run(Upstream.lognormal(30, 0.35), 50);
            assertThat(simulation.learned().worth(ASK)).isCloseTo(400, within(0.1));
        }
    }

    /** Of a drop that is submitted at once the quickest end first: that is no change of the pace. */
    @Test
    void whatIsSubmittedTogetherIsNoSurprise() {
        Simulation simulation = simulation(0, 1);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            List<Outcome> burst = simulation.burst(Upstream.lognormal(30, 0.35), 50);
            if (i >= 10) {
                outcomes.addAll(burst);
                assertThat(simulation.learned().worth(ASK)).isCloseTo(400, within(0.5));
            }
        }
        assertAsGoodAs(0.1, TRUTH, outcomes);
    }

    /** Many at once, known from a first drop of many at once: the quickest, which end first, do not pass for all. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aDropOfManyAtOnceIsAskedAfterAsWellAsOneByOne(long seed) {
        Simulation simulation = simulation(0, seed);
        List<Outcome> first = simulation.burst(Upstream.lognormal(30, 0.35), 200);
        assertThat(simulation.learned().worth(ASK)).isCloseTo(200, within(0.5));
        assertThat(polls(first)).isLessThan(26);
        assertThat(lateness(first)).isLessThan(1.5);
        Truth.Figures figures = TRUTH.of(simulation.learned().plan(ASK).orElseThrow()::next);
        assertThat(figures.mean()).isLessThan(TRUTH.bestWith(figures.polls()).mean() * 1.1);
        List<Outcome> second = simulation.burst(Upstream.lognormal(30, 0.35), 500);
        assertThat(simulation.learned().worth(ASK)).isCloseTo(400, within(0.5));
        assertThat(polls(second)).isBetween(5.0, 8.0);
        assertThat(lateness(second)).isLessThan(TRUTH.bestWith(polls(second)).mean() * 1.15);
    }

    @ParameterizedTest
    @CsvSource({"12", "60"})
    void anotherPaceIsFollowedWithinADropOfManyAtOnce(double median) {
        Truth truth = Truth.lognormal(median, 0.35);
        for (long seed : SEEDS) {
            Simulation simulation = simulation(0, seed);
            simulation.burst(Upstream.lognormal(30, 0.35), 300);
            List<Outcome> changed = simulation.burst(Upstream.lognormal(median, 0.35), 300);
            assertThat(lateness(changed)).isLessThan(7.5); // those of 12 s have ended before the first poll
            assertThat(polls(changed)).isLessThan(20);
            List<Outcome> outcomes = simulation.burst(Upstream.lognormal(median, 0.35), 300);
            assertThat(lateness(outcomes))
                    .isLessThan(1.2 * truth.bestWith(polls(outcomes)).mean());
        }
    }

    /** Some hang until their deadline: nothing is to be aimed at by them, nor learned of them in the end. */
    @Test
    void whatHangsMakesTheOthersNoDearer() {
        Simulation simulation = simulation(10, 1);
        simulation.run(Upstream.lognormal(30, 0.35), 400);
        Learned learned = simulation.learned();
        Random random = new Random(1);
        Instant at = simulation.time();
        List<Upstream.Taken> hanging = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            Upstream.Taken taken = Upstream.lognormal(1e6, 0.01).new Taken("h" + i, at, random);
            hanging.add(taken);
            tell(learned, taken, taken.accepted());
            for (double age = 10; age < 1800; age += 30) {
                tell(learned, taken, taken.answer(age));
            }
        }
        List<Outcome> meanwhile = simulation.run(Upstream.lognormal(30, 0.35), 2000);
        assertThat(polls(meanwhile)).isBetween(5.0, 8.0);
        assertThat(lateness(meanwhile))
                .isLessThan(TRUTH.bestWith(polls(meanwhile)).mean() * 1.3);
        double before = planned(learned);
        hanging.forEach(taken -> learned.forget(taken.request().id()));
        assertAsGoodAs(0.1, TRUTH, simulation.run(Upstream.lognormal(30, 0.35), 2000));
        assertThat(planned(learned)).isCloseTo(before, within(1.0));
    }

    private static double planned(Learned learned) {
        return TRUTH.of(learned.plan(ASK).orElseThrow()::next).polls();
    }

    /** A single quick one, before it is known of any other that it has outlived that. */
    @Test
    void oneThatIsMuchQuickerDoesNotPassForAll() {
        Simulation simulation = simulation(10, 1);
        simulation.run(Upstream.lognormal(30, 0.35), 400);
        simulation.run(new Upstream(Draw.none(), random -> 0.2, false, true), 3);
        simulation.run(Upstream.lognormal(30, 0.35), 20);
        Plan plan = simulation.learned().plan(ASK).orElseThrow();
        assertThat(plan.quantile(0.5)).isBetween(25.0, 35.0);
        assertThat(plan.lateness()).isBetween(1.2, 1.5);
    }

    @Test
    void whereTheStatusTellsOfProcessingItIsPlannedBy() {
        Draw queue = Draw.uniform(0, 120);
        Draw work = Draw.lognormal(20, 0.1);
        Simulation told = simulation(20, 1);
        told.run(new Upstream(queue, work, true, true), 300);
        List<Outcome> withIt = told.run(new Upstream(queue, work, true, true), 3000);
        Simulation silent = simulation(20, 1);
        silent.run(new Upstream(queue, work, false, true), 300);
        List<Outcome> without = silent.run(new Upstream(queue, work, false, true), 3000);
        assertThat(polls(withIt)).isLessThan(polls(without) / 2);
        assertThat(lateness(withIt)).isLessThan(lateness(without));
    }

    @Test
    void processingThatIsSaidAtOnceConfusesNothing() {
        Simulation simulation = simulation(20, 1);
        Upstream upstream = new Upstream(Draw.none(), Draw.lognormal(30, 0.35), true, true);
        simulation.run(upstream, 300);
        assertAsGoodAs(0.1, TRUTH, simulation.run(upstream, 5000));
    }

    @Test
    void processingThatIsNotSaidAnyMoreIsNotWaitedFor() {
        Draw queue = Draw.lognormal(5, 0.35);
        Draw work = Draw.lognormal(25, 0.35);
        Upstream silent = new Upstream(queue, work, false, true);
        Simulation simulation = simulation(20, 1);
        simulation.run(new Upstream(queue, work, true, true), 500);
        simulation.run(silent, 100);
        List<Outcome> after = simulation.run(silent, 3000);
        Simulation never = simulation(20, 1);
        never.run(silent, 600);
        List<Outcome> reference = never.run(silent, 3000);
        assertThat(lateness(after)).isLessThan(lateness(reference) * 1.1);
        assertThat(polls(after)).isLessThan(polls(reference) * 1.1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5})
    void whatIsQuickIsSeenQuickly(double seconds) {
        Simulation simulation = simulation(20, 1);
        Upstream upstream = new Upstream(Draw.none(), random -> seconds, false, true);
        simulation.run(upstream, 200);
        List<Outcome> outcomes = simulation.run(upstream, 1000);
        assertThat(lateness(outcomes)).isLessThan(0.1);
        assertThat(polls(outcomes)).isLessThan(4);
    }

    @Test
    void allRequestsTogetherKeepToWhatMayBeAskedInASecond() {
        Aim aim = new Aim(Duration.ofSeconds(2), Duration.ofMillis(1500), Duration.ofSeconds(30), 6);
        Simulation simulation = new Simulation(60, 1, new ByLearning(aim, 1)); // two end in a second: three polls each
        simulation.run(Upstream.lognormal(30, 0.35), 500);
        assertThat(polls(simulation.run(Upstream.lognormal(30, 0.35), 3000))).isBetween(1.5, 2.9);
    }

    @Test
    void asLongAsTooLittleIsKnownItSaysSo() {
        Learned learned = new Learned(ByLearning.AIM, new Random(1), Runnable::run);
        Random random = new Random(1);
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        Upstream upstream = Upstream.lognormal(30, 0.35);
        for (int i = 0; i < 20; i++) {
            Upstream.Taken taken = upstream.new Taken("r" + i, at, random);
            assertThat(learned.wait(ASK, taken.request(), at)).isEmpty();
            tell(learned, taken, taken.accepted());
            at = taken.after(taken.ends() + 1);
            tell(learned, taken, taken.answer(taken.ends() + 1));
        }
        assertThat(learned.wait(ASK, Request.taken("r20", at), at)).isPresent();
        Ask edit = new Ask(Mode.EDIT, ASK.model(), "Another", null, "https://x.y/z", ASK.extra(), null, ASK.metadata());
        assertThat(learned.wait(edit, Request.taken("r21", at), at)).isEmpty();
    }

    /** One looked at every √(2 / urgency) seconds is looked at about as often as by its plan. */
    @Test
    void itIsTheMoreUrgentTheLikelierTheEndIs() {
        Simulation simulation = simulation(10, 1);
        simulation.run(Upstream.lognormal(30, 0.35), 400);
        Learned learned = simulation.learned();
        Kind kind = Kind.of(ASK);
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        Request request = Request.taken("r", at);
        double early = learned.urgency(kind, request, at.plusSeconds(5)).orElseThrow();
        double likely = learned.urgency(kind, request, at.plusSeconds(35)).orElseThrow();
        assertThat(early).isLessThan(likely / 10);
        Plan plan = learned.plan(ASK).orElseThrow();
        assertThat(Math.sqrt(2 / likely)).isCloseTo(plan.next(35) - 35, within(1.0));
        assertThat(learned.urgency(new Kind("other", Mode.EDIT), request, at)).isEmpty();
    }

    private static void tell(Learned learned, Upstream.Taken taken, Snapshot answer) {
        learned.seen(Kind.of(ASK), taken.request(), answer); // with the answer folded in
    }

    @Test
    void whatAPersonOrAFailureEndedTeachesNothing() {
        Learned learned = new Learned(ByLearning.AIM, new Random(1), Runnable::run);
        Random random = new Random(1);
        Upstream failing = Upstream.lognormal(30, 0.35).failing();
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 30; i++) {
            Upstream.Taken taken = failing.new Taken("r" + i, at, random);
            tell(learned, taken, taken.accepted());
            tell(learned, taken, taken.answer(taken.ends() + 1));
        }
        assertThat(learned.lessons(at)).isEmpty();
    }

    private static final Instant MUCH_LATER = Instant.parse("2026-02-01T00:00:00Z");

    @Test
    void whatItHasLearnedOutlivesIt() {
        Simulation simulation = simulation(10, 1);
        simulation.run(Upstream.lognormal(30, 0.35), 400);
        Instant now = simulation.time();
        List<Lesson> lessons = simulation.learned().lessons(now);
        assertThat(lessons).extracting(Lesson::stage).containsExactly("total");
        assertThat(simulation.learned().lessons(now)).isEmpty();
        Learned next = new Learned(ByLearning.AIM, new Random(1), Runnable::run);
        next.recall(lessons, now);
        Truth.Figures figures = TRUTH.of(next.plan(ASK).orElseThrow()::next);
        assertThat(figures.mean()).isLessThan(TRUTH.bestWith(figures.polls()).mean() * 1.1);
        assertThat(next.worth(ASK)).isCloseTo(simulation.learned().worth(ASK), within(0.1));
        assertThat(next.lessons(now)).isEmpty();
    }

    @Test
    void whatIsAWeekOldIsWorthLittleButNotNothing() {
        Simulation simulation = simulation(10, 1);
        simulation.run(Upstream.lognormal(30, 0.35), 400);
        List<Lesson> lessons = simulation.learned().lessons(simulation.time());
        Learned week = new Learned(ByLearning.AIM, new Random(1), Runnable::run);
        week.recall(lessons, simulation.time().plus(Duration.ofDays(7)));
        assertThat(week.worth(ASK)).isCloseTo(20, within(0.5));
        Learned year = new Learned(ByLearning.AIM, new Random(1), Runnable::run);
        year.recall(lessons, MUCH_LATER.plus(Duration.ofDays(365)));
        assertThat(year.worth(ASK)).isCloseTo(20, within(0.5));
        assertThat(year.wait(ASK, Request.taken("r", MUCH_LATER), MUCH_LATER)).isPresent();
    }

    @Test
    void aLessonThatCannotBeReadIsLearnedAnew() {
        Learned learned = new Learned(ByLearning.AIM, new Random(1), Runnable::run);
        Instant now = MUCH_LATER;
        List<Lesson> lessons = new ArrayList<>();
        for (String text : List.of("", "2;1:1", "1;0:x")) {
            lessons.add(new Lesson(ASK.model(), ASK.mode(), "total", text, now));
        }
        lessons.add(new Lesson(ASK.model(), Mode.EDIT, "a stage of a later version", "1;300:30", now));
        learned.recall(lessons, now);
        assertThat(learned.wait(ASK, Request.taken("r", now), now)).isEmpty();
    }

    /** Times that never move, that are missing, or that are from another age: the polls alone count. */
    @ParameterizedTest
    @ValueSource(strings = {"NEVER_MOVE", "CREATED_AT_0", "RUN_BACKWARDS"})
    void timesThatAreNonsenseSayNothing(Upstream.Times times) {
        Simulation simulation = simulation(10, 1);
        Upstream upstream = Upstream.lognormal(30, 0.35).with(times);
        simulation.run(upstream, 300);
        assertAsGoodAs(0.2, TRUTH, simulation.run(upstream, 3000));
    }

    /** A request that was found in the list long after its submit is older than it seems. */
    @Test
    void aRequestThatIsOlderThanItSeemsTeachesNothing() {
        Learned learned = new Learned(ByLearning.AIM, new Random(1), Runnable::run);
        Random random = new Random(1);
        Instant at = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 30; i++) {
            Upstream.Taken taken = Upstream.lognormal(30, 0.01).new Taken("r" + i, at, random);
            taken.answer(25); // its submit was never answered; from here on we know it
            taken.adopted(25);
            tell(learned, taken, taken.answer(26));
            tell(learned, taken, taken.answer(33));
        }
        assertThat(learned.lessons(at)).isEmpty();
    }
}
