package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lumadrop.job.Drop;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Picture;
import lumadrop.job.ReasonClass;
import lumadrop.output.Verifier.Fault;
import lumadrop.text.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures of drops without a manifest: held against the lines of their jobs. */
class LoggedPicturesTest {
    private static final Drop DROP = Samples.drop("cat.json", "cat", 9);

    @TempDir
    Path home;

    private WholeFiles output;
    private ManifestLog log;
    private final List<Fault> faults = new ArrayList<>();

    @BeforeEach
    void make() throws IOException {
        output = WholeFiles.make(home.resolve("output"), false);
        log = new ManifestLog(output, "1.2.3-test", Samples.PRICES);
    }

    private Path file(String file) {
        return output.root().resolve(file);
    }

    /** A picture of those bytes, as they were collected. */
    private static Picture picture(String file, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Picture(1, file, bytes.length, Sha256.of(bytes), "image/png", 1, 1, "https://storage.example/a");
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(file(file).getParent());
        Files.writeString(file(file), content);
    }

    private void told(int n, String file, String content, int second) throws IOException {
        List<JobEvent> events = new ArrayList<>(Samples.history());
        events.add(Samples.event(second, "state", "done"));
        log.append(new JobRecord(Samples.job(n, JobState.DONE), events, List.of(picture(file, content))), DROP);
    }

    private LoggedPictures read() throws IOException {
        Verifier verifier = new Verifier(output.root());
        LoggedPictures logged = new LoggedPictures(verifier);
        for (Path manifest : verifier.manifests()) {
            verifier.read(manifest).ifPresent(logged::covers);
        }
        logged.read(any -> true);
        return logged;
    }

    private List<String> faults() {
        return faults.stream().map(fault -> fault.file() + ": " + fault.what()).toList();
    }

    @Test
    void ofAnOpenDropEveryPictureIsLookedAt() throws IOException {
        write("cat/1.png", "whole");
        write("cat/2.png", "who");
        write("cat/3.png", "wh0le");
        for (int n = 1; n <= 4; n++) {
            told(n, "cat/" + n + ".png", "whole", 40);
        }
        log.append(Samples.stopped(5, JobState.FAILED, ReasonClass.MODERATED, "no"), DROP);
        LoggedPictures logged = read();
        assertThat(logged.verify(faults)).isEqualTo(4);
        assertThat(logged.jobs()).isEqualTo(4);
        assertThat(logged.movedAway()).isZero();
        assertThat(faults())
                .containsExactlyInAnyOrder(
                        "cat/2.png: cut short: 3 bytes of 5",
                        "cat/3.png: changed: it is not what was collected",
                        "cat/4.png: missing");
    }

    @Test
    void theNewestLineOfAJobCountsInWhateverLogItStands() throws IOException {
        write("cat/1.png", "again");
        told(1, "cat/1.png", "again", 60);
        Files.move(file("manifest.jsonl"), file("manifest.jsonl-20260101"));
        told(1, "cat/1.png", "first", 40);
        told(2, "cat/2.png", "gone", 40);
        log.append(
                new JobRecord(
                        Samples.job(2, JobState.FAILED), List.of(Samples.event(70, "state", "failed")), List.of()),
                DROP);
        assertThat(read().verify(faults)).isEqualTo(1);
        assertThat(faults()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneOrAnotherDropsByNowWasMovedAway() throws IOException {
        told(1, "cat/1.png", "whole", 40);
        told(2, "dog/2.png", "whole", 40);
        write("dog/manifest.json", "{\"drop\":{\"id\":\"another\"},\"complete\":true,\"jobs\":[]}");
        LoggedPictures logged = read();
        assertThat(logged.verify(faults)).isZero();
        assertThat(logged.movedAway()).isEqualTo(2);
        assertThat(faults()).isEmpty();
    }

    @Test
    void aNameThatWasGivenAgainIsTheNewerJobs() throws IOException {
        write("cat/1.png", "newer");
        told(1, "cat/1.png", "older", 40);
        told(2, "cat/1.png", "newer", 50);
        assertThat(read().verify(faults)).isEqualTo(1);
        assertThat(faults()).isEmpty();
    }

    @Test
    void whatAManifestTellsOfIsLeftToItButNotWhatItHasAsHeld() throws IOException {
        told(1, "cat/1.png", "whole", 40);
        told(2, "cat/2.png", "whole", 40);
        write(
                "cat/manifest.json",
                "{\"drop\":{\"id\":\"" + DROP.id() + "\"},\"complete\":false,\"jobs\":["
                        + "{\"id\":\"" + Samples.job(1, JobState.DONE).id() + "\",\"status\":\"done\"},"
                        + "{\"id\":\"" + Samples.job(2, JobState.DONE).id() + "\",\"status\":\"held\"}]}");
        assertThat(read().verify(faults)).isEqualTo(1);
        assertThat(faults()).containsExactly("cat/2.png: missing");
    }

    @Test
    void aLineThatLeadsOutIsAFault() throws IOException {
        told(1, "../secret/1.png", "whole", 40);
        read().verify(faults);
        assertThat(faults()).singleElement().asString().contains("leads out of the output folder");
    }
}
