package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.Oddity;
import lumadrop.sandbox.SandboxServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bill check: the upstream's list held against the ledger, and what it shows collected. */
class ReconcileIT {
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

    /** Three pictures of ours, and two that somebody else has paid for. */
    private void makeAMess() {
        place.drop("mine.json", "{\"prompt\":\"mine\",\"count\":3}");
        assertThat(place.run("drain").exit()).isZero();
        Place others = new Place(home.resolve("others"), upstream);
        others.drop(
                "theirs.json", "[{\"prompt\":\"theirs, one\"},{\"prompt\":\"theirs, two\",\"aspect_ratio\":\"16:9\"}]");
        assertThat(others.run("drain").exit()).isZero();
    }

    @Test
    void whatTheLedgerDoesNotKnowIsNamedAndCollected() throws IOException {
        makeAMess();
        Ended bill = place.run("reconcile", "--since", "7d");
        assertThat(bill.exit()).as(bill.err()).isEqualTo(3);
        assertThat(bill.out()).contains("upstream 5, ours 3, unknown to us 2", "theirs, one", "theirs, two");
        JsonNode json = Place.JSON.readTree(place.run("reconcile", "--json").out());
        assertThat(json.path("unknown").asInt()).isEqualTo(2);
        assertThat(json.path("complete").asBoolean()).isTrue();
        assertThat(place.files("output")).noneMatch(file -> file.startsWith("recovered/"));

        Ended adopted = place.run("reconcile", "--adopt");
        assertThat(adopted.exit()).as(adopted.err()).isZero();
        assertThat(adopted.out()).contains("2 requests adopted into output/recovered/", "The next `lumadrop run`");
        assertThat(place.run("drain").exit()).isZero();
        assertThat(place.files("output").stream()
                        .filter(file -> file.startsWith("recovered/") && file.endsWith(".png")))
                .hasSize(2);
        Ended after = place.run("reconcile");
        assertThat(after.exit()).isZero();
        assertThat(after.out()).contains("upstream 5, ours 5, unknown to us 0");
        assertThat(place.seen("posts")).isEqualTo(5);
    }

    @Test
    void whatIsAdoptedWhileRunRunsIsCollectedByIt() {
        makeAMess();
        try (Program run = place.program().start("run")) {
            Place.await().until(() -> run.err().contains("watches"));
            Ended adopted = place.run("reconcile", "--adopt");
            assertThat(adopted.exit()).as(adopted.err()).isZero();
            assertThat(adopted.out()).contains("The lumadrop that runs here collects them.");
            Place.await()
                    .until(() -> place.files("output").stream()
                                    .filter(file -> file.startsWith("recovered/") && file.endsWith("manifest.json"))
                                    .count()
                            == 1);
            assertThat(place.told()).hasSize(5);
        }
        assertThat(place.seen("posts")).isEqualTo(5);
    }

    @Test
    void afterTheDataFolderIsLostOnlyWhatIsNotHereComesBack() throws IOException {
        place.drop("mine.json", "{\"prompt\":\"mine\",\"count\":3}");
        assertThat(place.run("drain").exit()).isZero();
        Path log = home.resolve("output/manifest.jsonl");
        List<String> lines = Files.readAllLines(log);
        Files.write(home.resolve("output/manifest.jsonl.1"), lines.subList(0, 1)); // as logrotate leaves it
        Files.write(log, lines.subList(1, 2));
        delete(home.resolve("data"));
        place.drop("waits.json", "{\"prompt\":\"waits\"}");

        Ended refused = place.run("reconcile", "--adopt");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err().lines())
                .singleElement()
                .asString()
                .contains("is gone, but", "manifest.jsonl shows", "'reconcile --adopt --new-ledger'");
        assertThat(home.resolve("data")).doesNotExist();
        assertThat(place.run("reconcile", "--new-ledger").exit()).isEqualTo(2);

        Ended adopted = place.run("reconcile", "--adopt", "--new-ledger");
        assertThat(adopted.exit()).as(adopted.err()).isZero();
        assertThat(adopted.out())
                .contains(
                        "upstream 3, ours 2, unknown to us 1",
                        "2 of ours are known by output/manifest.jsonl alone: the ledger is new.",
                        "A new ledger was begun. 1 file still in the inbox would be submitted");
        Files.delete(home.resolve("inbox/waits.json")); // as the words ask for
        assertThat(place.run("drain").exit()).isZero();
        assertThat(place.files("output").stream()
                        .filter(file -> file.startsWith("recovered/") && file.endsWith(".png")))
                .hasSize(1);
        assertThat(place.seen("posts")).isEqualTo(3);
    }

    @Test
    void afterDataAndOutputAreLostAllThatWasPaidForComesBack() throws IOException {
        place.drop("mine.json", "{\"prompt\":\"mine\",\"count\":3}");
        assertThat(place.run("drain").exit()).isZero();
        delete(home.resolve("data"));
        delete(home.resolve("output"));

        Ended adopted = place.run("reconcile", "--adopt", "--new-ledger");
        assertThat(adopted.exit()).as(adopted.err()).isZero();
        assertThat(adopted.out()).contains("upstream 3, ours 0, unknown to us 3", "The inbox is empty");
        assertThat(place.run("drain").exit()).isZero();
        assertThat(place.files("output").stream()
                        .filter(file -> file.startsWith("recovered/") && file.endsWith(".png")))
                .hasSize(3);
        assertThat(place.seen("posts")).isEqualTo(3);
    }

    /** Nobody can say whose it is but the job that was held for it, and that one gets it. */
    @Test
    void aHeldJobGetsItsOwnRequestAndNoOneElse() {
        place.drop("held.json", "{\"prompt\":\"held #sandbox:submit-reset-accepted\"}");
        assertThat(place.program()
                        .with("lumadrop.on-unknown-submit", "hold")
                        .run("drain")
                        .exit())
                .isEqualTo(3);
        Ended bill = place.run("reconcile");
        assertThat(bill.exit()).isEqualTo(3);
        assertThat(bill.out()).contains("unknown to us 1", "which is held");

        Ended adopted = place.run("reconcile", "--adopt");
        assertThat(adopted.exit()).as(adopted.err()).isZero();
        assertThat(adopted.out()).contains("which was held and goes on");
        assertThat(place.run("drain").exit()).isZero();
        assertThat(place.files("output")).contains("held/held.png").noneMatch(file -> file.startsWith("recovered/"));
        assertThat(place.seen("posts")).isEqualTo(1);
    }

    @Test
    void aListThatMayBeCutShortOrCannotBeHadIsSaidSo() {
        makeAMess();
        assertThat(place.run("reconcile", "--adopt").exit()).as("all are there").isZero();
        upstream.order(Oddity.LIST_SHORT_PAGES);
        Ended cut = place.run("reconcile");
        assertThat(cut.out()).contains("unknown to us 0", "Not all may be here: the list may be cut short");
        assertThat(cut.exit()).isEqualTo(3);
        upstream.reset();
        upstream.order(Oddity.LIST_404);
        Ended none = place.run("reconcile");
        assertThat(none.exit()).isEqualTo(3);
        assertThat(none.err().lines()).singleElement().asString().contains("cannot be had", "404");
        Ended wrong = place.run("reconcile", "--since", "yesterday");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("--since is 'yesterday'");
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path below, IOException fault) throws IOException {
                Files.delete(below);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
