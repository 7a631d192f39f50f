package lumadrop.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan that is best, held against what can be reckoned by hand. */
class PlannerTest {
    private static final Planner PLANNER = new Planner(
            new Aim(Duration.ofSeconds(2), Duration.ofMillis(1500), Duration.ofHours(10), Double.POSITIVE_INFINITY));

    private static List<Double> polls(Plan plan, double until) {
        List<Double> ages = new ArrayList<>();
        for (double age = plan.next(0); age < until; age = plan.next(age)) {
            ages.add(age);
        }
        return ages;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 100})
    void whatAlwaysTakesEquallyLongIsAskedAfterOnceThen(double price) {
        Truth truth = Truth.of(10, 40, t -> t >= 30 ? 1 : 0);
        Plan plan = PLANNER.at(truth.chances(), price);
        assertThat(plan.next(0)).isCloseTo(30, within(0.1));
        assertThat(plan.polls()).isCloseTo(1, within(0.01));
    }

    /**
     * Evenly over a length L, polls at gaps g1 … gn cost price × (1 g1 + 2 g2 + … + n gn) / L, and lateness (g1² + …) / 2L:
     * the least where each gap is shorter than the one before by the price, and their sum is L.
     */
    @ParameterizedTest
    @CsvSource({"0.2, 20", "1, 20", "5, 20", "0.5, 60"})
    void overAnEvenSpreadEachGapIsShorterByThePrice(double price, double length) {
        double from = 10;
        Truth truth = Truth.of(from, from + length, t -> Math.min(1, Math.max(0, (t - from) / length)));
        int n = 1;
        while (length / (n + 1) - price * n / 2 > 0) {
            n++;
        }
        List<Double> expected = new ArrayList<>();
        double age = from;
        for (int j = 1; j <= n; j++) {
            age += length / n + price * (n + 1) / 2 - price * j;
            expected.add(age);
        }
        List<Double> polls = polls(PLANNER.at(truth.chances(), price), from + length * 1.01);
        assertThat(polls.size()).isBetween(n - 1, n + 1); // the last gap may be next to nothing
        for (int j = 0; j < Math.min(n, polls.size()); j++) {
            assertThat(polls.get(j)).isCloseTo(expected.get(j), Offset.offset(0.02 * length));
        }
    }

    /** Without memory, nothing is learned by waiting: all gaps g are equal, and price = (exp(h g) - 1 - h g) / h. */
    @Test
    void whatHasNoMemoryIsAskedAfterEvenly() {
        double hazard = 0.1;
        double gap = 4;
        double price = (Math.exp(hazard * gap) - 1 - hazard * gap) / hazard;
        Truth truth = Truth.of(0.01, 250, t -> 1 - Math.exp(-hazard * t));
        Plan plan = PLANNER.at(truth.chances(), price);
        List<Double> polls = polls(plan, 60);
        for (int i = 1; i < polls.size(); i++) {
            assertThat(polls.get(i) - polls.get(i - 1)).isCloseTo(gap, Percentage.withPercentage(10));
        }
        assertThat(polls).hasSizeBetween(13, 16);
    }

    /** The lower hull finds what trying every next poll for every grid point finds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noOtherPlanCostsLess(long seed) {
        Random random = new Random(seed);
        double[] mass = new double[300];
        double sum = 0;
        for (int i = 0; i < mass.length; i++) {
            mass[i] = random.nextInt(3) == 0 ? Math.pow(random.nextDouble(), 4) : 0;
            sum += mass[i];
        }
        for (int i = 0; i < mass.length; i++) {
            mass[i] /= sum;
        }
        Chances chances = Chances.of(100, 0.01, mass);
        for (double price : new double[] {0.01, 0.1, 1, 10}) {
            Plan plan = PLANNER.at(chances, price);
            assertThat(plan.polls() * price + plan.lateness())
                    .isCloseTo(leastCost(chances, price), Percentage.withPercentage(0.5));
        }
    }

    private static double leastCost(Chances chances, double price) {
        int last = chances.points() - 1;
        double[] cost = new double[last + 1];
        for (int i = last - 1; i >= 0; i--) {
            cost[i] = Double.POSITIVE_INFINITY;
            for (int j = i + 1; j <= last; j++) {
                double late =
                        chances.at(j) * (chances.left(i) - chances.left(j)) - (chances.ahead(i) - chances.ahead(j));
                cost[i] = Math.min(cost[i], price * chances.left(i) + late + cost[j]);
            }
        }
        return cost[0];
    }

    /** Figures reckoned elsewhere, by another program. */
    @ParameterizedTest
    @CsvSource({"7.7, 1.0, 5.2", "5.5, 1.5, 7.0", "4.4, 1.9, 8.2"})
    void theBestForALognormalSpreadIsAsIsKnown(double polls, double p50, double p99) {
        Truth.Figures best = Truth.lognormal(30, 0.35).bestWith(polls);
        assertThat(best.p50()).isCloseTo(p50, within(0.1));
        assertThat(best.p99()).isCloseTo(p99, within(0.2));
    }

    @Test
    void itTakesTheFewestPollsThatMeetTheLateness() {
        Plan plan = PLANNER.best(Truth.lognormal(30, 0.35).chances(), 0);
        assertThat(plan.lateness()).isCloseTo(1.5, within(0.02));
        assertThat(plan.polls()).isCloseTo(6.1, within(0.1));
    }

    @Test
    void itTakesFewerWhereAllTogetherWouldBeTooMany() {
        Planner bounded = new Planner(new Aim(Duration.ofSeconds(2), Duration.ofMillis(1500), Duration.ofHours(1), 10));
        Chances chances = Truth.lognormal(30, 0.35).chances();
        assertThat(bounded.best(chances, 1).polls()).isCloseTo(6.1, within(0.1));
        assertThat(bounded.best(chances, 2).polls()).isCloseTo(4, within(0.05));
        assertThat(bounded.best(chances, 1000).polls()).isCloseTo(1, within(0.1));
    }

    @Test
    void noGapIsLongerThanAllowed() {
        Planner bounded =
                new Planner(new Aim(Duration.ofSeconds(2), Duration.ofMillis(1500), Duration.ofSeconds(10), 1000));
        Plan plan = bounded.best(Truth.lognormal(300, 0.35).chances(), 0);
        Random random = new Random(1);
        for (double age = 0; age < 5000; age += 0.37) {
            assertThat(plan.next(age) - age).isBetween(Plan.SOONEST - 1e-9, 10 + 1e-9);
            assertThat(plan.wait(age, random)).isBetween(Plan.SOONEST - 1e-9, 10 + 1e-9);
        }
    }
}
