package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import lumadrop.sandbox.SeenRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drop is taken once, whatever its name was before, and wherever a process was killed. */
class IntakeIT {
    @TempDir
    Path home;

    private SandboxServer upstream;
    private Place place;

    @BeforeEach
    void start() {
        upstream = Upstream.start(Duration.ofMillis(50), AnswerMode.QUEUED);
        place = new Place(home, upstream);
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void theSameNameIsTakenEveryTime() throws IOException {
        Set<String> good = new TreeSet<>();
        int refused = 0;
        Program run = place.program().start("run");
        try {
            for (int day = 1; day <= 50; day++) {
                boolean bad = day % 10 == 7;
                String prompt = "picture of day " + day;
                refused += bad ? 1 : 0;
                place.drop("daily.json", bad ? "{\"promt\":\"?\"}" : "{\"prompt\":\"" + prompt + "\"}");
                if (!bad) {
                    good.add(prompt);
                }
                if (day == 20 || day == 40) { // at once, so amid the intake
                    run.kill();
                    run = place.program().start("run");
                } else if (day == 30) {
                    Place.await().until(() -> place.files("inbox").isEmpty());
                    run.terminate().ended();
                    run = place.program().start("run");
                } else if (day == 15) { // for a moment the inbox cannot be listed
                    Path away = home.resolve("away");
                    Files.move(place.inbox(), away);
                    Place.await().pollDelay(Duration.ofMillis(100)).until(() -> true);
                    Files.move(away, place.inbox());
                }
                Place.await().until(() -> place.files("inbox").isEmpty());
            }
            assertThat(run.err()).doesNotContain("\tat ");
        } finally {
            run.kill();
        }
        assertThat(place.run("drain").exit()).isIn(0, 3);
        assertThat(place.files("accepted")).hasSize(good.size());
        assertThat(place.files("failed").stream().filter(file -> !file.contains("/")))
                .hasSize(2 * refused); // each beside its reason; below are those of jobs that a kill left held
        int held = place.status().path("jobs").path("held").asInt();
        assertThat(upstream.requests())
                .extracting(SeenRequest::prompt)
                .doesNotHaveDuplicates()
                .isSubsetOf(good)
                .hasSizeGreaterThanOrEqualTo(good.size() - held);
    }

    @Test
    void eachStateThatAKillLeavesIsTakenUp() throws IOException {
        place.drop("recorded.json", "{\"prompt\":\"recorded, not moved\"}");
        place.drop("moved.json", "{\"prompt\":\"moved, not noted\"}");
        assertThat(place.run("drain").exit()).isZero();
        Path taking = Files.createDirectories(place.inbox().resolve(".lumadrop/taking"));
        assertThat(place.sql("UPDATE drops SET shelved = 0")).isEqualTo(2);
        Files.move(home.resolve("accepted/recorded.json"), taking.resolve("recorded.json"));
        Files.writeString(taking.resolve("claimed.json"), "{\"prompt\":\"claimed, not recorded\"}");
        place.drop("moved.json", "{\"prompt\":\"moved, not noted\"}"); // the same again is another drop
        litter(20_000);

        Ended ended = place.run("drain");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("2 done");
        assertThat(place.files("accepted")).hasSize(4).contains("recorded.json", "moved.json", "claimed.json");
        assertThat(upstream.requests())
                .extracting(SeenRequest::prompt)
                .containsExactlyInAnyOrder(
                        "recorded, not moved", "moved, not noted", "moved, not noted", "claimed, not recorded");
        assertThat(place.inbox().resolve(".lumadrop")).doesNotExist();
        assertThat(place.files("inbox")).hasSize(20_000);
        // What is none of its business costs it nothing that can be seen beside the start of a JVM.
        assertThat(ended.took()).isLessThan(Duration.ofSeconds(30));
    }

    /** In folders that are not looked into. */
    private void litter(int files) throws IOException {
        for (String folder : new String[] {"@eaDir", ".git"}) {
            Path into = Files.createDirectories(place.inbox().resolve(folder));
            for (int i = 0; i < files / 2; i++) {
                Files.createFile(into.resolve("thumb" + i + ".json"));
            }
        }
    }
}
