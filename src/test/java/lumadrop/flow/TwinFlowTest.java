package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import lumadrop.cli.Lumadrop;
import lumadrop.job.Counted;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.ReasonClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The same drop twice: by its content, and by its idempotency keys. */
class TwinFlowTest {
    private static final String CAT = "{\"prompt\": \"a cat\", \"aspect_ratio\": \"16:9\"}";
    /** The same in another form: key order, white space, a byte order mark, a list, the vendor's body. */
    private static final String CAT_AGAIN =
            "\uFEFF[ {\"payload\":  {\"aspect_ratio\":\"16:9\", \"prompt\":\"a c\\u0061t\"}, \"count\": 1} ]\n";

    @TempDir
    Path root;

    private final StringWriter said = new StringWriter();

    private int verb(String... words) {
        String[] all = new String[words.length + 2];
        all[0] = words[0];
        all[1] = "--home";
        all[2] = root.toString();
        System.arraycopy(words, 1, all, 3, words.length - 1);
        PrintWriter out = new PrintWriter(said, true);
        return Lumadrop.commandLine("").setOut(out).setErr(out).execute(all);
    }

    /** A home whose pictures take as long as the test wants. */
    private HomeAtWork.Plan slow(MovableTime time) {
        return HomeAtWork.in(root).by(time).upstream(sandbox -> sandbox.withGenerateTime(Duration.ofSeconds(30)));
    }

    @Test
    void theTwinOfAnUnfinishedDropIsHeldWithALinkToItAndSentOnceApproved() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = slow(time).started()) {
            home.drop("cat.json", CAT);
            home.job("cat", JobState.IN_FLIGHT);
            Drop first = home.ledger().dropsNamed("cat.json", 1).get(0);
            home.drop("other/name.json", CAT_AGAIN.getBytes(StandardCharsets.UTF_8));
            Job held = home.job("other/name", JobState.HELD);
            assertThat(held.reason().reasonClass()).isEqualTo(ReasonClass.SAME_DROP);
            assertThat(held.reason().text())
                    .contains(first.id(), "cat.json", first.receivedAt().toString(), "approve " + held.dropId());
            JsonNode manifest = home.manifest("other/name", written -> true);
            assertThat(manifest.path("complete").asBoolean()).isFalse();
            assertThat(manifest.at("/drop/same_as").asText()).isEqualTo(first.id());
            assertThat(home.problem("other/name/name").path("next").asText()).contains("approve", "cancel");
            assertThat(home.root().resolve("accepted/other/name.json")).exists();
            assertThat(home.saw("posts")).isEqualTo(1);
            assertThat(verb("status", "other/name.json", "--json")).isZero();
            assertThat(said.toString()).contains("\"same_as\" : \"" + first.id() + "\"");

            assertThat(verb("approve", held.dropId())).isZero();
            home.job("other/name", JobState.IN_FLIGHT);
            time.pass(Duration.ofSeconds(31));
            assertThat(home.only("other/name").path("status").asText()).isEqualTo("done");
            assertThat(home.only("cat").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(2);
            assertThat(verb("approve", held.dropId())).isEqualTo(3);
            eventually(() -> assertThat(home.failed().resolve("other/name/name.error.json"))
                    .doesNotExist());
            assertThat(home.ledger().counters().get(Counted.HELD)).isEqualTo(Map.of("same-drop", 1L));
        }
    }

    /** Thirty in one breath hold nothing for ever: what was never sent is at no work. */
    @Test
    void heldTwinsThatWereNeverSentHoldNoLaterOneOnceTheFirstIsDone() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = slow(time).started()) {
            home.drop("cat.json", CAT);
            home.job("cat", JobState.IN_FLIGHT);
            String first = home.ledger().dropsNamed("cat.json", 1).get(0).id();
            home.drop("b.json", CAT);
            home.job("b", JobState.HELD);
            home.drop("c.json", CAT);
            assertThat(home.job("c", JobState.HELD).reason().text()).contains("drop " + first, "not finished");
            time.pass(Duration.ofSeconds(31));
            home.manifest("cat");
            home.drop("d.json", CAT);
            Job sent = home.job("d", JobState.IN_FLIGHT);
            assertThat(home.ledger().drop(sent.dropId()).orElseThrow().sameAs()).isEqualTo(first);
            home.drop("e.json", CAT);
            assertThat(home.job("e", JobState.HELD).reason().text()).contains("drop " + sent.dropId(), "not finished");
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }

    @Test
    void approveSaysWhatADropIsThatIsNotHeldForBeingTheSame() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("cat.json", CAT);
            home.manifest("cat");
            assertThat(verb("approve", "cat.json", "cat")).isEqualTo(3);
            assertThat(said.toString().lines())
                    .containsExactly(
                            "cat.json: nothing in it is held for being the same: its jobs are done",
                            "cat: nothing in it is held for being the same: its jobs are done");
            String job = home.jobs("cat").get(0).id();
            said.getBuffer().setLength(0);
            assertThat(verb("approve", job)).isEqualTo(3);
            assertThat(said.toString().strip()).isEqualTo(job + " is not held for being the same: it is done");
        }
    }

    @Test
    void aKeyThatComesAgainIsSaidWithHowItsFirstDropIs() throws Exception {
        MovableTime time = new MovableTime();
        Logger intake = (Logger) LoggerFactory.getLogger("lumadrop.intake");
        intake.setLevel(Level.INFO);
        try (HomeAtWork home = slow(time).started()) {
            String fine = "{\"prompt\": \"a cat\", \"idempotency_key\": \"fine\"}";
            String bad = "{\"prompt\": \"a dog #sandbox:failed\", \"idempotency_key\": \"bad\"}";
            home.drop("fine.json", fine);
            home.drop("bad.json", bad);
            home.job("fine", JobState.IN_FLIGHT);
            home.job("bad", JobState.IN_FLIGHT);
            home.drop("again.json", fine);
            awaitSaid(home, "taken before", "fine.json", "is at work");
            time.pass(Duration.ofSeconds(31));
            home.manifest("fine");
            String failed = home.manifest("bad").at("/drop/id").asText();
            home.drop("again2.json", fine);
            awaitSaid(home, "taken before", "fine.json", "is done");
            home.drop("again3.json", bad);
            awaitSaid(home, "taken before", "bad.json", "has failed: 'retry " + failed + "' tries it again");
            assertThat(home.saw("posts")).isEqualTo(2);
        } finally {
            intake.setLevel(null);
        }
    }

    private static void awaitSaid(HomeAtWork home, String... words) {
        eventually(() -> assertThat(home.logged(Level.INFO))
                .anySatisfy(line -> assertThat(line).contains(words)));
    }

    @Test
    void aHeldTwinThatIsCancelledWasNeverSent() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = slow(time).started()) {
            home.drop("cat.json", CAT);
            home.job("cat", JobState.IN_FLIGHT);
            home.drop("cat.json", CAT);
            home.job("cat.2", JobState.HELD);
            assertThat(verb("cancel", "cat.2")).isZero();
            assertThat(home.only("cat.2").at("/reason/class").asText()).isEqualTo("cancelled");
            time.pass(Duration.ofSeconds(31));
            home.manifest("cat");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    @Test
    void afterItsTwinIsDoneADropIsTakenAsAWishForMoreWithANote() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("cat.json", CAT);
            String first = home.manifest("cat").at("/drop/id").asText();
            home.drop("cat.json", CAT);
            JsonNode again = home.manifest("cat.2");
            assertThat(again.at("/jobs/0/status").asText()).isEqualTo("done");
            assertThat(again.at("/drop/same_as").asText()).isEqualTo(first);
            assertThat(home.manifest("cat").at("/drop/same_as").isNull()).isTrue();
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }

    @Test
    void theSettingsMayTakeHoldOrRefuseWhatWasDroppedBefore() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = slow(time).with("on-same-drop", "accept").started()) {
            home.drop("a.json", CAT);
            home.drop("b.json", CAT);
            eventually(() -> assertThat(home.saw("posts")).isEqualTo(2));
            time.pass(Duration.ofSeconds(31));
            home.manifest("a");
            home.manifest("b");
        }
        try (HomeAtWork home = HomeAtWork.in(root).with("on-same-drop", "hold").started()) {
            home.drop("c.json", CAT);
            assertThat(home.job("c", JobState.HELD).reason().text()).contains("which is finished");
            assertThat(home.saw("posts")).isZero();
        }
        try (HomeAtWork home =
                HomeAtWork.in(root).with("on-same-drop", "reject").started()) {
            home.drop("d.json", CAT);
            assertThat(home.problem("d.json").at("/errors/0/found").asText()).startsWith("the same content as drop ");
            eventually(() -> assertThat(home.failed().resolve("d.json")).hasContent(CAT));
            assertThat(home.ledger().dropsNamed("d.json", 1)).isEmpty();
            eventually(() -> assertThat(home.ledger().counters().get(Counted.REFUSED_DROP))
                    .isEqualTo(Map.of("same-drop", 1L)));
            home.drop("e.json", CAT.replace("16:9", "1:1"));
            assertThat(home.only("e").path("status").asText()).isEqualTo("done");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    /** They are taken side by side; the ledger decides which was the first. */
    @Test
    void ofManyTwinsDroppedInTheSameBreathOneIsSent() throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = slow(time).prepared()) {
            for (int i = 0; i < 40; i++) {
                home.drop("twin" + i + ".json", i % 2 == 0 ? CAT : CAT_AGAIN);
            }
            home.start();
            eventually(() -> assertThat(home.ledger().newestDrops(100)).hasSize(40));
            eventually(() ->
                    assertThat(home.ledger().tallies()).isEqualTo(Map.of(JobState.IN_FLIGHT, 1L, JobState.HELD, 39L)));
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    @Test
    void aDropWithItsOwnIdempotencyKeyIsNoAccidentButIsNeverMadeTwiceUnderIt() throws Exception {
        String order = "{\"prompt\": \"a cat\", \"idempotency_key\": \"order-%d\"}";
        MovableTime time = new MovableTime();
        try (HomeAtWork home = slow(time).started()) {
            home.drop("one.json", order.formatted(1));
            home.job("one", JobState.IN_FLIGHT);
            home.drop("two.json", order.formatted(2));
            home.job("two", JobState.IN_FLIGHT);
            home.drop("three.json", order.formatted(1));
            eventually(
                    () -> assertThat(home.root().resolve("accepted/three.json")).exists());
            String one = home.ledger().dropsNamed("one.json", 1).get(0).id();
            assertThat(home.logged(Level.WARN)).isEmpty();
            time.pass(Duration.ofSeconds(31));
            home.manifest("one");
            home.manifest("two");
            home.awaitIdle(); // a drop is closed in the ledger once its manifest stands, and not before
            // Years later, when housekeeping has forgotten both:
            assertThat(home.ledger().forgetClosed(time.clock().instant().plusSeconds(1)))
                    .isEqualTo(2);
            assertThat(home.ledger().drop(one)).isEmpty();
            home.stop();
            home.start();
            home.drop("four.json", order.formatted(1));
            eventually(
                    () -> assertThat(home.root().resolve("accepted/four.json")).exists());
            assertThat(home.ledger().newestDrops(10)).isEmpty();
            assertThat(home.ledger().counters().get(Counted.REPEATED)).isEqualTo(Map.of("idempotency-key", 2L));

            home.drop("five.json", order.formatted(1).replace("a cat", "a dog"));
            JsonNode fault = home.problem("five.json").at("/errors/0");
            assertThat(fault.path("found").asText()).contains("order-1", one, "one.json");
            eventually(() -> assertThat(home.failed().resolve("five.json")).exists());
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }

    @Test
    void ofADropOnlyTheJobsWithAKnownKeyAreLeftOut() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("first.json", """
                    [{"prompt": "a", "idempotency_key": "ka", "count": 2}, {"prompt": "b", "idempotency_key": "kb"}]""");
            JsonNode first = home.manifest("first");
            home.drop("second.json", """
                    {"idempotency_key": "of the whole",
                     "jobs": [{"prompt": "c"}, {"count": 2, "prompt": "a", "idempotency_key": "ka"}, {"prompt": "d"}]}""");
            JsonNode second = home.manifest("second");
            assertThat(second.path("jobs").findValuesAsText("prompt")).containsExactly("c", "d");
            assertThat(second.at("/drop/left_out").asInt()).isEqualTo(2);
            assertThat(second.at("/summary/jobs").asInt()).isEqualTo(2);
            assertThat(second.at("/drop/same_as").isNull()).isTrue();
            home.drop("third.jsonl", "{\"prompt\": \"b\", \"idempotency_key\": \"kb\"}\n");
            eventually(() ->
                    assertThat(home.root().resolve("accepted/third.jsonl")).exists());
            home.drop("fourth.json", "[{\"prompt\": \"e\"}, {\"prompt\": \"not b\", \"idempotency_key\": \"kb\"}]");
            assertThat(home.problem("fourth.json").at("/errors/0/found").asText())
                    .contains("kb", first.at("/drop/id").asText());
            home.drop(
                    "fifth.json",
                    "[{\"prompt\": \"x\", \"idempotency_key\": \"k\"}, {\"prompt\": \"y\", \"idempotency_key\": \"k\"}]");
            assertThat(home.problem("fifth.json").at("/errors/0/pointer").asText())
                    .isEqualTo("/1/idempotency_key");
            assertThat(home.saw("posts")).isEqualTo(5);
        }
    }

    /** A file that could not be moved away after it was taken: its folder in accepted is read-only. */
    @Test
    void aFileThatCannotBeMovedAwayIsNeverTakenAgainAndMovedAsSoonAsItCanBe() throws Exception {
        Path below = root.resolve("accepted/below");
        try (Mount mount = Mount.over(below, "1m");
                HomeAtWork home = HomeAtWork.in(root).prepared()) {
            mount.readOnly(true);
            home.start();
            home.drop("below/cat.json", CAT);
            assertThat(home.only("below/cat").path("status").asText()).isEqualTo("done");
            home.drop("below/dog.json", "{\"prompt\": \"dog\"}");
            home.manifest("below/dog");
            home.stop();
            home.start(); // and the next process meets the same
            home.drop("below/cow.json", "{\"prompt\": \"cow\"}");
            home.manifest("below/cow");
            List<String> warned = home.logged(Level.WARN);
            assertThat(warned)
                    .hasSize(2) // a line a minute: one of each process
                    .allMatch(line -> line.contains("cannot be moved out of the inbox"));
            mount.readOnly(false);
            eventually(
                    () -> assertThat(HomeAtWork.files(below)).isEqualTo(List.of("cat.json", "cow.json", "dog.json")));
            home.awaitIdle();
            eventually(() -> assertThat(HomeAtWork.files(home.inbox())).isEmpty());
            assertThat(home.ledger().newestDrops(10)).hasSize(3);
            assertThat(home.saw("posts")).isEqualTo(3);
            for (String path : List.of("below/cat.json", "below/cow.json", "below/dog.json")) {
                eventually(() -> assertThat(home.ledger().unshelved(path)).isEmpty());
            }
        }
    }
}
