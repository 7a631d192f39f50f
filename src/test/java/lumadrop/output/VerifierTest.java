package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lumadrop.job.Drop;
import lumadrop.output.Verifier.Fault;
import lumadrop.text.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drop that lies beside its manifest: held against what was taken. */
class VerifierTest {
    private static final String TAKEN = "{\"prompt\": \"a cat\"}\n";

    @TempDir
    Path home;

    private Path folder;
    private Path manifest;

    @BeforeEach
    void make() throws IOException {
        WholeFiles output = WholeFiles.make(home.resolve("output"), false);
        byte[] bytes = TAKEN.getBytes(StandardCharsets.UTF_8);
        Drop drop = new Drop(
                "0abc", "sets/cat.jsonl", "sets/cat", "cat.jsonl", Sha256.of(bytes), bytes.length, Samples.START, 0);
        new Manifest(output, "1.2.3-test", Samples.PRICES)
                .write(drop, List.<JobRecord>of().iterator());
        folder = output.root().resolve("sets/cat");
        manifest = folder.resolve("manifest.json");
    }

    private List<String> faults() {
        Verifier verifier = new Verifier(home.resolve("output"));
        List<Fault> faults = new ArrayList<>();
        verifier.verify(verifier.read(manifest).orElseThrow(), faults);
        return faults.stream().map(fault -> fault.file() + ": " + fault.what()).toList();
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    @Test
    void aDropAsItWasTakenIsNoFaultNorIsOneThatIsNotThere() throws IOException {
        assertThat(faults()).isEmpty();
        write("cat.jsonl", TAKEN);
        assertThat(faults()).isEmpty();
    }

    @Test
    void aDropThatHasGrownOrWasChangedOrCutShortIsAFault() throws IOException {
        write("cat.jsonl", TAKEN + TAKEN);
        assertThat(faults()).containsExactly("sets/cat/cat.jsonl: changed: it is not what was taken");
        write("cat.jsonl", TAKEN.replace("cat", "dog"));
        assertThat(faults()).containsExactly("sets/cat/cat.jsonl: changed: it is not what was taken");
        write("cat.jsonl", TAKEN.substring(1));
        assertThat(faults())
                .containsExactly(
                        "sets/cat/cat.jsonl: cut short: " + (TAKEN.length() - 1) + " bytes of " + TAKEN.length());
    }

    @Test
    void aDropThatStandsUnderItsNextNameIsFoundThere() throws IOException {
        write("cat.jsonl", "else");
        write("2-cat.jsonl", TAKEN);
        assertThat(faults()).isEmpty();
        write("2-cat.jsonl", TAKEN + TAKEN);
        assertThat(faults()).containsExactly("sets/cat/2-cat.jsonl: changed: it is not what was taken");
    }

    @Test
    void aManifestThatDoesNotSayWhatWasTakenIsAFault() throws IOException {
        write("cat.jsonl", TAKEN);
        Files.writeString(manifest, "{\"drop\":{\"path\":\"../../cat.jsonl\"},\"jobs\":[]}");
        assertThat(faults()).containsExactly("sets/cat/cat.jsonl: the manifest does not say its size and sha256");
    }
}
