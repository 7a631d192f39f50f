package lumadrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import lumadrop.cli.Program.Ended;
import lumadrop.sandbox.AnswerMode;
import lumadrop.sandbox.SandboxServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger alone knows what is paid for: it is never silently begun anew, and what came out can be verified. */
class LedgerSafetyIT {
    @TempDir
    Path folder;

    private Path worked(String name, SandboxServer upstream) {
        Path home = folder.resolve(name);
        Place place = new Place(home, upstream);
        StringBuilder jobs = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            jobs.append("{\"prompt\":\"picture ")
                    .append(i)
                    .append(" of ")
                    .append(name)
                    .append("\"}\n");
        }
        place.drop("shoot.jsonl", jobs.toString());
        Ended ended = place.run("drain");
        assertThat(ended.exit()).as(ended.err()).isZero();
        return home;
    }

    private static void assertStops(Place place, byte[] ledger, String... words) throws IOException {
        int posts = place.seen("posts");
        place.drop("more.json", "{\"prompt\":\"one more\"}");
        Ended ended = place.run("drain");
        assertThat(ended.exit()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err().lines()).singleElement().asString().contains(words);
        assertThat(place.seen("posts")).isEqualTo(posts);
        assertThat(place.inbox().resolve("more.json")).exists();
        Path file = place.home().resolve("data/lumadrop.db");
        if (ledger == null) {
            assertThat(file).doesNotExist();
        } else {
            assertThat(file).hasBinaryContent(ledger);
        }
    }

    @Test
    void aLedgerThatIsDamagedGoneOrNewerStopsTheStartAndIsLeftAsItIs() throws Exception {
        try (SandboxServer upstream = Upstream.start(Duration.ZERO, AnswerMode.QUEUED)) {
            Path home = worked("home", upstream);
            Place place = new Place(home, upstream);
            Path file = home.resolve("data/lumadrop.db");
            byte[] good = Files.readAllBytes(file);

            try (RandomAccessFile db = new RandomAccessFile(file.toFile(), "rw")) {
                db.write(new byte[4096]);
            }
            assertStops(place, Files.readAllBytes(file), file.toString(), "is damaged", "restore a backup");

            Files.write(file, good);
            try (RandomAccessFile db = new RandomAccessFile(file.toFile(), "rw")) {
                db.setLength(good.length / 2);
            }
            assertStops(place, Files.readAllBytes(file), file.toString(), "is damaged", "restore a backup");

            byte[] middle = good.clone();
            for (int i = middle.length / 3; i < middle.length * 2 / 3; i++) {
                middle[i] = (byte) (i * 31);
            }
            Files.write(file, middle);
            assertStops(place, middle, file.toString(), "is damaged", "restore a backup");

            byte[] garbage = "this is no database at all".repeat(1000).getBytes(StandardCharsets.UTF_8);
            Files.write(file, garbage);
            assertStops(place, garbage, file.toString(), "is damaged", "--new-ledger");

            Files.delete(file);
            assertStops(place, null, "is gone", "manifest.jsonl", "--new-ledger", "reconcile");
            Files.createFile(file);
            assertStops(place, new byte[0], "is gone", "--new-ledger");

            Files.write(file, good);
            place.sql("INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                    + " installed_by, execution_time, success) VALUES (99, '999', 'of the future', 'SQL',"
                    + " 'V999__of_the_future.sql', 1, 'x', 1, 1)");
            Ended newer = place.run("drain");
            assertThat(newer.exit()).isEqualTo(2);
            assertThat(newer.err().lines()).singleElement().asString().contains("newer lumadrop", "999");

            Files.write(file, good);
            Files.deleteIfExists(home.resolve("data/lumadrop.db-wal"));
            Files.deleteIfExists(home.resolve("data/lumadrop.db-shm"));
            Ended whole = place.run("drain");
            assertThat(whole.exit()).as(whole.err()).isZero();
            assertThat(place.seen("posts")).isEqualTo(41);

            Files.delete(file);
            Ended anew = place.run("drain", "--new-ledger");
            assertThat(anew.exit()).as(anew.err()).isZero();
        }
    }

    @Test
    void theLedgerMayLieElsewhere() throws IOException {
        try (SandboxServer upstream = Upstream.start(Duration.ZERO, AnswerMode.QUEUED)) {
            Place place = new Place(folder.resolve("home"), upstream);
            Path data = folder.resolve("local/data");
            place.drop("cat.json", "{\"prompt\":\"a cat\"}");
            Ended ended = place.program().with("lumadrop.data-folder", data).run("drain");
            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(data.resolve("lumadrop.db")).exists();
            assertThat(place.home().resolve("data")).doesNotExist();
            // Without the setting, the ledger is gone rather than new.
            assertThat(place.run("drain").err()).contains("is gone", "lumadrop.data-folder");
        }
    }

    @Test
    void aBackupIsMadeWhileLumadropRunsAndReplacesNothing() throws Exception {
        try (SandboxServer upstream = Upstream.start(Duration.ofMillis(200), AnswerMode.QUEUED)) {
            Place place = new Place(folder.resolve("home"), upstream);
            Path backup = folder.resolve("ledger.backup");
            try (Program run = place.program().start("run")) {
                place.drop("cat.json", "{\"prompt\":\"a cat\"}");
                Place.await().until(() -> place.told().size() == 1 || !run.isAlive());
                Ended ended = place.run("backup", backup.toString());
                assertThat(ended.exit()).as(ended.err()).isZero();
                assertThat(ended.out()).contains(backup.toString(), "checked", "1 jobs");
                byte[] first = Files.readAllBytes(backup);
                Ended again = place.run("backup", backup.toString());
                assertThat(again.exit()).isEqualTo(2);
                assertThat(again.err()).contains("replaces no file");
                assertThat(backup).hasBinaryContent(first);
                run.terminate().ended();
            }
            Path ledger = place.home().resolve("data/lumadrop.db");
            Files.write(ledger, "damaged".repeat(1000).getBytes(StandardCharsets.UTF_8));
            assertThat(place.run("drain").exit()).isEqualTo(2);
            Files.copy(backup, ledger, StandardCopyOption.REPLACE_EXISTING);
            assertThat(place.status().path("jobs").path("done").asInt()).isEqualTo(1);
            assertThat(place.run("drain").exit()).isZero();
            assertThat(place.seen("posts")).isEqualTo(1);

            Ended postgres = place.program()
                    .with("lumadrop.ledger.url", "jdbc:postgresql://localhost/none")
                    .run("backup", folder.resolve("other").toString());
            assertThat(postgres.exit()).isEqualTo(2);
            assertThat(postgres.err()).contains("pg_dump");
        }
    }

    @Test
    void verifyFindsWhatIsMissingCutShortOrChanged() throws Exception {
        try (SandboxServer upstream = Upstream.start(Duration.ZERO, AnswerMode.QUEUED)) {
            Path home = worked("home", upstream);
            Place place = new Place(home, upstream);
            Ended good = place.run("verify");
            assertThat(good.exit()).as(good.out()).isZero();
            assertThat(good.out()).contains("40 pictures in 1 manifest: all as recorded.");

            JsonNode jobs = Place.JSON
                    .readTree(home.resolve("output/shoot/manifest.json").toFile())
                    .path("jobs");
            Path[] files = new Path[3];
            for (int i = 0; i < 3; i++) {
                files[i] = home.resolve("output")
                        .resolve(jobs.get(i).at("/pictures/0/file").asText());
            }
            Files.delete(files[0]);
            try (RandomAccessFile cut = new RandomAccessFile(files[1].toFile(), "rw")) {
                cut.setLength(20);
            }
            byte[] bytes = Files.readAllBytes(files[2]);
            bytes[bytes.length / 2] ^= 1;
            Files.write(files[2], bytes);
            Ended bad = place.run("verify", "shoot.jsonl");
            assertThat(bad.exit()).isEqualTo(4);
            assertThat(bad.out()).contains(": missing", ": cut short: 20 bytes of", ": changed", "3 not as recorded.");
            assertThat(place.run("verify", "nobody").exit()).isEqualTo(2);

            Path manifest = home.resolve("output/shoot/manifest.json");
            String outside = Files.readString(manifest)
                    .replace(jobs.get(0).at("/pictures/0/file").asText(), "../../secret.png");
            Files.writeString(manifest, outside);
            Files.writeString(folder.resolve("secret.png"), "x");
            Ended escape = place.run("verify", "--json");
            assertThat(escape.exit()).isEqualTo(4);
            assertThat(Place.JSON.readTree(escape.out()).path("faults"))
                    .anySatisfy(fault -> assertThat(fault.path("what").asText()).contains("leads out of the output"));

            Files.writeString(manifest, outside.substring(0, outside.length() / 2));
            Ended unreadable = place.run("verify");
            assertThat(unreadable.exit()).isEqualTo(4);
            assertThat(unreadable.out()).contains("manifest.json: cannot be read");

            // As of a drop that is still open: the lines of its settled jobs are all there is.
            Files.delete(manifest);
            Ended open = place.run("verify", "shoot.jsonl");
            assertThat(open.exit()).isEqualTo(4);
            assertThat(open.out())
                    .contains(": missing", ": cut short: 20 bytes of", ": changed")
                    .contains("40 pictures in 0 manifests and 40 lines of manifest.jsonl: 3 not as recorded.");
            Files.move(home.resolve("output/shoot"), folder.resolve("archive"));
            Ended moved = place.run("verify");
            assertThat(moved.exit()).as(moved.out()).isZero();
            assertThat(moved.out()).contains("40 pictures more, moved away with the whole folder");
        }
    }
}
