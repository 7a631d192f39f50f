package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other processes see, and may do, while {@code run} runs. */
class StatusIT {
    @TempDir
    Path home;

    private SandboxServer upstream;
    private Place place;

    @BeforeEach
    void start() {
        upstream = Upstream.start(Duration.ofMillis(100), AnswerMode.QUEUED);
        place = new Place(home, upstream);
    }

    @AfterEach
    void stop() {
        upstream.close();
    }

    @Test
    void statusSaysWhatWaitsAndWhatIsIgnored() throws IOException {
        try (Program run =
                place.program().with("lumadrop.inbox.stable-time", "5s").start("run")) {
            awaitUp(run);
            Files.writeString(place.inbox().resolve("notes.docx"), "minutes");
            Files.writeString(place.inbox().resolve("cat.png"), "no picture");
            Files.writeString(place.inbox().resolve("list.csv"), "a,b");
            Files.writeString(place.inbox().resolve(".hidden"), "litter is not even counted");
            Path shoot = place.inbox().resolve("shoot.jsonl");
            Instant before = Instant.now().minusSeconds(2); // a file system's clock may be coarse
            Files.writeString(shoot, "{\"prompt\":\"first\"}\n");
            Program status = null;
            // The writer comes and goes for longer than a status takes, and each state is a good drop.
            for (int round = 0; status == null || status.isAlive(); round++) {
                Place.await().pollDelay(Duration.ofMillis(200)).until(() -> true);
                Files.writeString(shoot, "{\"prompt\":\"line " + round + "\"}\n", StandardOpenOption.APPEND);
                if (status == null
                        && Files.exists(home.resolve("data/inbox.json"))
                        && Files.readString(home.resolve("data/inbox.json")).contains("shoot.jsonl")) {
                    status = place.program().start("status", "--json");
                }
            }
            JsonNode report = Place.JSON.readTree(status.ended().out());
            int lines = Files.readAllLines(shoot).size();

            assertThat(report.path("running").asBoolean()).isTrue();
            JsonNode waiting = report.path("inbox").path("waiting");
            assertThat(waiting).hasSize(1);
            assertThat(waiting.path(0).path("path").asText()).isEqualTo("shoot.jsonl");
            assertThat(waiting.path(0).path("why").asText()).contains("still being written");
            assertThat(Instant.parse(waiting.path(0).path("since").asText())).isBetween(before, Instant.now());
            assertThat(report.path("inbox").path("ignored_count").asInt()).isEqualTo(3);
            Ended text = place.run("status");
            assertThat(text.out())
                    .contains("lumadrop runs (process " + run.pid())
                    .contains("3 files ignored: ", "notes.docx (not a .json or .jsonl file)");

            Place.await().until(() -> place.told().size() == lines);
            assertThat(place.files("accepted")).containsExactly("shoot.jsonl");
            assertThat(run.terminate().ended().exit()).isEqualTo(143);
        }
        assertThat(place.run("status").out()).contains("lumadrop does not run here now.");
    }

    @Test
    void aJobAndADropAreFoundByTheirNames() {
        place.drop("trip/cat.json", "{\"prompt\":\"a cat\",\"count\":2}");
        place.drop("bad.json", "{\"promt\":\"a cat\"}");
        assertThat(place.run("drain").exit()).isEqualTo(3);

        JsonNode drop = place.status("trip/cat.json");
        assertThat(drop.path("states").path("done").asInt()).isEqualTo(2);
        JsonNode job = drop.path("all_jobs").path(1);
        JsonNode one = place.status(job.path("id").asText());
        assertThat(one.path("drop_path").asText()).isEqualTo("trip/cat.json");
        assertThat(one.path("pictures")).hasSize(1);
        assertThat(one.path("history")).hasSizeGreaterThan(4);
        assertThat(place.status(drop.path("id").asText())).isEqualTo(drop);
        assertThat(place.run("status", job.path("id").asText()).out()).contains("a cat", "trip/cat/cat-2.png");

        Ended settled = place.run("cancel", "trip/cat.json");
        assertThat(settled.exit()).isEqualTo(3);
        assertThat(settled.err()).contains("there is nothing to cancel among its 2 jobs");

        Ended refused = place.run("status", "bad.json");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("refused", "failed/bad.json.error.json");
        assertThat(place.status("output/trip/cat/")).isEqualTo(drop);
        assertThat(place.status("accepted/trip/cat.json")).isEqualTo(drop);
        assertThat(place.run("status", "failed/bad.json").err()).isEqualTo(refused.err());
        JsonNode all = place.status();
        assertThat(all.path("refused_count").asInt()).isEqualTo(1);
        assertThat(all.at("/refused/0/path").asText()).isEqualTo("bad.json");
        assertThat(all.at("/refused/0/why").asText()).contains("line 1", "promt");
        assertThat(place.run("status").out()).contains("Refused, in failed/", "bad.json since ");
        Ended unknown = place.run("status", "nobody.json");
        assertThat(unknown.exit()).isEqualTo(2);
        assertThat(unknown.err().lines()).singleElement().asString().contains("nobody.json");
    }

    @Test
    void aJobIsFoundByWhatCameOfIt() {
        place.drop(
                "trip/cat.json",
                "[{\"name\":\"a\",\"prompt\":\"a cat\"},"
                        + "{\"name\":\"b\",\"prompt\":\"a dog #sandbox:failed-content-moderated\"}]");
        assertThat(place.run("drain").exit()).isEqualTo(3);
        assertThat(place.files("output")).contains("trip/cat/a.png");
        assertThat(place.files("failed")).contains("trip/cat/b.error.json");
        assertThat(place.run("status", "output/trip/cat/a.png").out()).contains("done since", "a cat");
        assertThat(place.run("status", "failed/trip/cat/b.error.json").out()).contains("failed since", "a dog");
        assertThat(place.run("status", "trip/cat/c").err()).contains("No job or drop is named");
    }

    /** As the log prints it, as a shell completes it, from wherever. */
    @Test
    void aPathIsUnderstoodHoweverItIsGiven() {
        place.drop(
                "trip/cat.json",
                "[{\"name\":\"a\",\"prompt\":\"a cat\"},"
                        + "{\"name\":\"b\",\"prompt\":\"a dog #sandbox:failed-content-moderated\"}]");
        place.drop("bad.json", "{\"promt\":\"a cat\"}");
        assertThat(place.run("drain").exit()).isEqualTo(3);
        String drop = home.resolve("output/trip/cat") + "/";
        String picture = home.resolve("output/trip/cat/a.png").toString();
        String here = Path.of("").toAbsolutePath().relativize(Path.of(picture)).toString();
        assertThat(place.status(drop)).isEqualTo(place.status("trip/cat.json"));
        for (String word : new String[] {picture, here}) {
            assertThat(place.run("status", word).out()).contains("done since", "a cat");
        }
        assertThat(place.run("status", home.resolve("failed/bad.json").toString())
                        .err())
                .contains("bad.json was refused");
        for (String word : new String[] {
            "trip/cat", "output/trip/cat", "accepted/trip/cat.json", drop, "output/trip/cat/a.png", picture, here
        }) {
            Ended verified = place.run("verify", word);
            assertThat(verified.exit()).as(verified.err()).isZero();
            assertThat(verified.out()).contains("1 picture in 1 manifest: all as recorded.");
        }
        assertThat(place.run("verify", home.resolve("data").toString()).exit()).isEqualTo(2);
        Ended retried =
                place.run("cancel", home.resolve("failed/trip/cat/b.error.json").toString());
        assertThat(retried.err()).contains("nothing to cancel among its 1 jobs");
    }

    @Test
    void whatHoldsUpManyJobsIsToldOnce() {
        place.drop("cats.json", "{\"prompt\":\"a cat #sandbox:submit-402\",\"count\":3}");
        assertThat(place.run("drain").exit()).isEqualTo(3);
        JsonNode waits = place.status().path("waits");
        assertThat(waits).hasSize(1);
        assertThat(waits.path(0).path("jobs").asInt()).isBetween(1, 3); // the pause keeps the others from asking
        assertThat(waits.path(0).path("state").asText()).isEqualTo("accepted");
        assertThat(waits.path(0).path("reason_class").asText()).isEqualTo("account");
        assertThat(place.run("status").out()).contains(" accepted for: account, ");
    }

    @Test
    void aFolderThatIsNoHomeIsNotAnsweredFor() {
        Ended typo = Program.in(home.resolve("tpyo")).run("status");
        assertThat(typo.exit()).isEqualTo(2);
        assertThat(typo.err().lines()).singleElement().asString().contains("tpyo is no home", "--home");
        assertThat(home.resolve("tpyo")).doesNotExist();
    }

    @Test
    void cancelOfADropPassesOverWhatHasSettled() {
        place.drop("mixed.jsonl", """
                {"prompt":"a dog #sandbox:failed-content-moderated"}
                {"prompt":"a snail #sandbox:frozen"}
                """);
        try (Program run = place.program().start("run")) {
            Place.await().until(() -> place.told().size() == 1 && place.seen("status_calls") > 3);
            Ended cancelled = place.run("cancel", "mixed.jsonl");
            assertThat(cancelled.exit()).as(cancelled.err()).isZero();
            assertThat(cancelled.err()).isEmpty();
            assertThat(cancelled.out().lines()).hasSize(1);
            assertThat(run.isAlive()).isTrue();
        }
    }

    @Test
    void retryAndCancelReachAJobWhileRunRuns() {
        place.drop("failing.json", "{\"prompt\":\"a dog #sandbox:failed-content-moderated\"}");
        place.drop("slow.json", "{\"prompt\":\"a snail #sandbox:frozen\"}");
        try (Program run = place.program().start("run")) {
            Place.await().until(() -> place.told().size() == 1 && place.seen("status_calls") > 3);

            Ended retried = place.run("retry", "failing.json");
            assertThat(retried.exit()).as(retried.err()).isZero();
            assertThat(retried.out()).contains("failed -> accepted");
            assertThat(retried.took()).isLessThan(Duration.ofSeconds(20));
            Place.await().until(() -> place.seen("posts") == 3);

            Ended cancelled = place.run("cancel", "slow.json");
            assertThat(cancelled.exit()).as(cancelled.err()).isZero();
            assertThat(cancelled.out()).contains("in_flight -> failed", "may still be charged");
            Place.await()
                    .until(() -> place.told().stream()
                            .anyMatch(line -> line.toString().contains("\"cancelled\"")));

            Place.await()
                    .until(() -> run.err()
                            .lines()
                            .anyMatch(line -> line.contains("[slow ")
                                    && line.contains("in_flight -> failed: cancel given up by ")));

            Ended again = place.run("cancel", "slow.json");
            assertThat(again.exit()).isEqualTo(3);
            assertThat(again.err()).contains("nothing to cancel");
            assertThat(run.isAlive()).isTrue();
        }
    }

    @Test
    void aSecondProcessOnAHomeNamesTheFirstAndLeaves() {
        try (Program run = place.program().start("run")) {
            awaitUp(run);
            Program second = place.program().start("run");
            Program third = place.program().start("drain");
            for (Program late : new Program[] {second, third}) {
                Ended ended = late.ended();
                assertThat(ended.exit()).isEqualTo(2);
                assertThat(ended.err().lines()).singleElement().asString().contains("process " + run.pid());
            }
            assertThat(run.isAlive()).isTrue();
        }
        assertThat(place.run("drain").exit()).isZero(); // the dead hold nothing
    }

    private static void awaitUp(Program run) {
        Place.await().until(() -> run.err().contains("watches"));
    }
}
