package lumadrop.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import lumadrop.cli.Program.Ended;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The packaged program at work on many jobs, killed with SIGKILL again and again: at random moments, and at each step that
 * was hit least so far.
 */
final class CrashRun {
    private static final int JOBS_A_FILE = 5;
    private static final int MOST_MILLIS = 2500;

    private final Place place;
    private final int jobs;
    private final int kills;
    private final CrashFaults faults;
    private final Random random;
    private final Map<CrashStep, Integer> hits = new EnumMap<>(CrashStep.class);
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Set<String> files = new HashSet<>();
    private int hitStarts;
    private int hitNothing;
    private int dropped;

    CrashRun(Place place, int jobs, int kills, long seed) {
        this.place = place;
        this.jobs = jobs;
        this.kills = kills;
        this.faults = new CrashFaults(seed);
        this.random = new Random(seed);
        for (CrashStep step : CrashStep.values()) {
            hits.put(step, 0);
        }
    }

    /** @return how the last run, which was not killed, ended */
    Ended run() throws IOException, SQLException {
        for (int kill = 1; kill <= kills; kill++) {
            dropUpTo((int) ((long) jobs * kill / kills));
            try (Program run = place.program().start("run")) {
                awaitMoment(run, kill);
                if (!run.isAlive()) {
                    throw new AssertionError("It ended by itself:\n" + run.out() + run.err());
                }
                run.kill();
                count(run.pid());
            }
        }
        try (Program drain = place.program().start("drain")) {
            return drain.ended(Duration.ofMinutes(30));
        }
    }

    /** The jobs of a drop come in several files, so that there is something to take in at every moment. */
    private void dropUpTo(int last) {
        while (dropped < last) {
            ArrayNode drop = Place.JSON.createArrayNode();
            for (int i = 0; i < JOBS_A_FILE && dropped < last; i++) {
                dropped++;
                String prompt = faults.prompt(dropped);
                numbers.put(prompt, dropped);
                drop.addObject().put("prompt", prompt).put("custom_id", Integer.toString(dropped));
            }
            String path = (dropped % 2 == 0 ? "below/" : "") + "drop-" + dropped + ".json";
            place.drop(path, drop.toString());
            files.add(path);
        }
    }

    /** Every other time at random, else when the step that was hit least is seen, and at random if it never is. */
    private void awaitMoment(Program run, int kill) throws SQLException {
        if (kill % 2 == 1) {
            awaitOrGoOn(Duration.ofMillis(random.nextInt(MOST_MILLIS)), () -> !run.isAlive());
            return;
        }
        CrashStep wanted = hits.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        awaitOrGoOn(Duration.ofSeconds(4), () -> !run.isAlive() || entered(run.pid()));
        try (Connection ledger = ledger();
                Statement statement = ledger.createStatement()) {
            awaitOrGoOn(Duration.ofSeconds(6), () -> !run.isAlive() || wanted.isSeen(place, statement));
        }
    }

    private static void awaitOrGoOn(Duration most, Callable<Boolean> condition) {
        try {
            Place.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(most.plusMillis(2))
                    .until(condition);
        } catch (ConditionTimeoutException never) {
            // Then the moment is a random one.
        }
    }

    private Connection ledger() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:sqlite:" + place.home().resolve("data/lumadrop.db") + "?busy_timeout=5000");
    }

    private boolean entered(long pid) {
        if (!java.nio.file.Files.exists(place.home().resolve("data/lumadrop.db"))) {
            return false;
        }
        try (Connection ledger = ledger();
                Statement statement = ledger.createStatement();
                var any = statement.executeQuery("SELECT 1 FROM owners WHERE pid = " + pid)) {
            return any.next();
        } catch (SQLException notYet) {
            return false; // it is just being made
        }
    }

    private void count(long pid) throws SQLException {
        if (!entered(pid)) {
            hitStarts++;
            return;
        }
        boolean any = false;
        try (Connection ledger = ledger();
                Statement statement = ledger.createStatement()) {
            for (CrashStep step : CrashStep.values()) {
                if (step.isSeen(place, statement)) {
                    hits.merge(step, 1, Integer::sum);
                    any = true;
                }
            }
        }
        hitNothing += any ? 0 : 1;
    }

    Set<String> files() {
        return files;
    }

    /** The number of the job whose prompt that is. */
    int number(String prompt) {
        return numbers.getOrDefault(prompt, 0);
    }

    CrashFaults.Fault fault(int job) {
        return faults.of(job);
    }

    Map<CrashStep, Integer> hits() {
        return hits;
    }

    int hitStarts() {
        return hitStarts;
    }

    /** A table of the kills, for people. */
    String summary() {
        StringBuilder text = new StringBuilder();
        text.append(kills).append(" kills over ").append(jobs).append(" jobs. One kill can fall on several steps:\n");
        hits.forEach((step, n) -> text.append(String.format("  %-16s %4d%n", step.word(), n)));
        text.append(String.format("  %-16s %4d%n", "starting", hitStarts));
        text.append(String.format("  %-16s %4d%n", "nothing in hand", hitNothing));
        return text.toString();
    }
}
