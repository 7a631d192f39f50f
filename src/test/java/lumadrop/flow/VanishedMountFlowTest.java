package lumadrop.flow;

import static lumadrop.flow.HomeAtWork.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lumadrop.flow.Health.Standstill;
import lumadrop.job.JobState;
import lumadrop.sandbox.SeenRequest;
import lumadrop.storage.MountedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A share that goes away: what is seen in its place is never taken for it, and work goes on when it is back. */
class VanishedMountFlowTest {
    private static final int JOBS = 20;
    private static final int NEW_DROPS = 30;

    @TempDir
    Path root;

    /** How the shares go away. */
    enum Way {
        /** Their folders are renamed, and empty ones stand in their place. */
        RENAMED,
        /** Empty file systems are really mounted over them. */
        MOUNTED_OVER
    }

    private final List<Mount> over = new ArrayList<>();

    private Path elsewhere(String folder) {
        return root.resolve(folder + ".elsewhere");
    }

    private void goAway(Way way, String... folders) throws Exception {
        for (String folder : folders) {
            if (way == Way.RENAMED) {
                Files.move(root.resolve(folder), elsewhere(folder));
                Files.createDirectory(root.resolve(folder));
            } else {
                over.add(Mount.over(root.resolve(folder), "4m"));
            }
        }
    }

    private void comeBack(Way way, String... folders) throws Exception {
        for (String folder : folders) {
            if (way == Way.RENAMED) {
                Files.delete(root.resolve(folder)); // fails if anything is in it
                Files.move(elsewhere(folder), root.resolve(folder));
            }
        }
        for (Mount mount : over) {
            mount.close();
        }
        over.clear();
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder)).toList();
        }
    }

    private static void drop(Path inbox, String name, String text) throws IOException {
        Path draft = Files.writeString(inbox.resolveSibling("draft"), text);
        Files.move(draft, inbox.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String jobs() {
        StringBuilder jobs = new StringBuilder();
        for (int i = 0; i < JOBS; i++) {
            jobs.append(HomeAtWork.line("j" + i, "picture " + i));
        }
        return jobs.toString();
    }

    private static List<String> stillStanding(HomeAtWork home) {
        return home.flow().health().now().stream().map(Standstill::work).toList();
    }

    /** The share that goes away while drops wait and pictures are collected, and comes back with more. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void nothingIsWrittenIntoTheBareMountPointAndWorkGoesOnByItself(Way way) throws Exception {
        MovableTime time = new MovableTime();
        try (HomeAtWork home = HomeAtWork.in(root)
                .by(time)
                .with("collect.concurrency", "2")
                .upstream(sandbox -> sandbox.withGenerateTime(Duration.ofMillis(300)))
                .started()) {
            home.drop("shoot.jsonl", jobs());
            HomeAtWork.within()
                    .until(() -> home.jobs("shoot").stream()
                            .anyMatch(job -> job.state() == JobState.DONE || job.state() == JobState.READY));

            goAway(way, "inbox", "output");
            eventually(
                    () -> assertThat(stillStanding(home)).contains("intake", "submit", "collect", "settle", "close"));
            for (int minute = 0; minute < 2; minute++) {
                time.pass(Duration.ofMinutes(1));
                int warned = home.logged(Level.WARN).size();
                eventually(() -> assertThat(home.logged(Level.WARN)).hasSizeGreaterThanOrEqualTo(warned + 2));
            }
            HomeAtWork.within()
                    .until(() -> home.jobs("shoot").stream()
                            .noneMatch(job -> job.state() == JobState.IN_FLIGHT || job.state() == JobState.SUBMITTING));
            assertThat(all(home.inbox())).isEmpty();
            assertThat(all(home.output())).isEmpty();
            assertThat(home.flow().health().now())
                    .allSatisfy(still -> assertThat(still.pause().why()).contains("is not mounted", "--new-folders"));
            // Once when it begins, and once a minute, for each of the two folders, whatever work it stops.
            assertThat(home.logged(Level.WARN)).hasSizeLessThanOrEqualTo(2 * 3);
            assertThat(home.logged(Level.ERROR)).isEmpty();

            Path inbox = way == Way.RENAMED ? elsewhere("inbox") : home.inbox();
            if (way == Way.RENAMED) {
                for (int i = 0; i < NEW_DROPS; i++) {
                    drop(inbox, "new" + i + ".json", "{\"prompt\": \"new " + i + "\"}");
                }
            }
            comeBack(way, "inbox", "output");
            if (way == Way.MOUNTED_OVER) {
                for (int i = 0; i < NEW_DROPS; i++) {
                    drop(inbox, "new" + i + ".json", "{\"prompt\": \"new " + i + "\"}");
                }
            }

            assertThat(home.manifest("shoot").path("jobs"))
                    .hasSize(JOBS)
                    .allSatisfy(job -> assertThat(job.path("status").asText()).isEqualTo("done"));
            for (int i = 0; i < NEW_DROPS; i++) {
                home.manifest("new" + i);
            }
            home.awaitIdle();
            assertThat(home.saw("posts")).isEqualTo(JOBS + NEW_DROPS);
            assertThat(home.upstream().requests())
                    .extracting(SeenRequest::prompt)
                    .doesNotHaveDuplicates();
            assertThat(home.told())
                    .extracting(line -> line.path("id").asText())
                    .hasSize(JOBS + NEW_DROPS)
                    .doesNotHaveDuplicates();
            assertThat(stillStanding(home)).isEmpty();
            assertThat(HomeAtWork.files(home.failed())).isEmpty();
        } finally {
            for (Mount mount : over) {
                mount.close();
            }
        }
    }

    @Test
    void aStartWhileTheyAreAwayWaitsForThem() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("one.json", "{\"prompt\": \"one\"}");
            home.manifest("one");
            home.awaitIdle();
            home.stop();

            goAway(Way.RENAMED, "inbox", "output", "failed", "accepted");
            home.start();
            eventually(
                    () -> assertThat(stillStanding(home)).contains("intake", "submit", "collect", "settle", "close"));
            for (String folder : List.of("inbox", "output", "failed", "accepted")) {
                assertThat(all(root.resolve(folder))).isEmpty();
            }
            drop(elsewhere("inbox"), "two.json", "{\"prompt\": \"two\"}");
            comeBack(Way.RENAMED, "inbox", "output", "failed", "accepted");
            home.manifest("two");
            home.awaitIdle();
            assertThat(home.saw("posts")).isEqualTo(2);
            assertThat(home.told()).hasSize(2);
        }
    }

    @Test
    void whatWasInHandInTheInboxIsTakenUpWhenItIsBack() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.awaitIdle();
            goAway(Way.RENAMED, "inbox");
            eventually(() -> assertThat(stillStanding(home)).contains("intake"));
            // As a claim that was cut off leaves it.
            Path claimed = elsewhere("inbox").resolve(".lumadrop/taking/cut.json");
            Files.createDirectories(claimed.getParent());
            Files.writeString(claimed, "{\"prompt\": \"cut\"}");
            comeBack(Way.RENAMED, "inbox");
            home.manifest("cut");
            assertThat(home.saw("posts")).isEqualTo(1);
        }
    }

    @Test
    void anotherFolderThanTheOneThatItWasIsNotTakenForItUntilAPersonSaysSo() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("one.json", "{\"prompt\": \"one\"}");
            home.manifest("one");
            home.awaitIdle();
            home.stop();
            Files.writeString(home.output().resolve(MountedFolder.MARK), "another\n");
            home.start();
            eventually(() -> assertThat(home.flow().health().now())
                    .filteredOn(still -> still.work().equals("submit"))
                    .singleElement()
                    .satisfies(still -> assertThat(still.pause().why()).contains("is another folder than before")));
            home.stop();

            goAway(Way.RENAMED, "output");
            home.startWithNewFolders();
            home.drop("two.json", "{\"prompt\": \"two\"}");
            home.manifest("two");
            assertThat(home.output().resolve(MountedFolder.MARK)).exists();
        }
    }

    @Test
    void aLostMemoryOfTheMarksTakesThemOverAsTheyStand() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.awaitIdle();
            home.stop();
            String mark = Files.readString(home.output().resolve(MountedFolder.MARK));
            Files.delete(root.resolve("data/mounts"));
            home.start();
            home.drop("one.json", "{\"prompt\": \"one\"}");
            home.manifest("one");
            assertThat(home.output().resolve(MountedFolder.MARK)).hasContent(mark);
        }
    }
}
