package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import lumadrop.job.Drop;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the schema refuses what is wrong, so that its yes to our manifests means something. */
class PublishedSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path home;

    private JsonNode manifest;
    private JsonNode line;

    @BeforeEach
    void write() throws IOException {
        WholeFiles output = WholeFiles.make(home, false);
        Drop drop = Samples.drop("cat.json", "cat", 1);
        new Manifest(output, "0.1.0", Samples.PRICES)
                .write(drop, List.of(Samples.done(1)).iterator());
        new ManifestLog(output, "0.1.0", Samples.PRICES).append(Samples.done(1), drop);
        manifest = MAPPER.readTree(output.place("cat/manifest.json").toFile());
        line = MAPPER.readTree(Files.readString(output.place(ManifestLog.FILE)));
    }

    @Test
    void itTakesBothForms() {
        PublishedSchema.assertManifest(manifest);
        PublishedSchema.assertLine(line);
        assertThat(PublishedSchema.faultsOfManifest(line)).isNotEmpty();
        assertThat(PublishedSchema.faultsOfLine(manifest)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | manifest | 2",
                "'' | complete | \"yes\"",
                "'' | more | 1",
                "/summary | estimated_cost_usd | -1",
                "/summary/by_status | finished | 1",
                "/drop | sha256 | \"ABC\"",
                "/drop | received | \"2026-11-25 10:00\"",
                "/drop | received | \"2026-11-25T10:00:00+01:00\"",
                "/jobs/0 | status | \"finished\"",
                "/jobs/0 | status | \"failed\"",
                "/jobs/0 | seconds_queued | -0.1",
                "/jobs/0 | pictures | []",
                "/jobs/0 | more | 1",
                "/jobs/0/pictures/0 | url | \"https://a/b?sig=1\"",
                "/jobs/0/pictures/0 | file | \"a/../b.png\"",
                "/jobs/0/pictures/0 | file | \"/b.png\"",
                "/jobs/0/pictures/0 | media_type | \"image/gif\"",
            })
    void itRefusesWhatAManifestNeverSays(String at, String field, String value) throws IOException {
        ((ObjectNode) manifest.at(at)).set(field, MAPPER.readTree(value));
        assertThat(PublishedSchema.faultsOfManifest(manifest)).isNotEmpty();
    }

    @Test
    void everyFieldIsRequired() {
        for (String at : List.of("", "/summary", "/drop", "/jobs/0", "/jobs/0/timeline/0", "/jobs/0/pictures/0")) {
            for (Iterator<String> names = manifest.at(at).fieldNames(); names.hasNext(); ) {
                String name = names.next();
                JsonNode less = manifest.deepCopy();
                ((ObjectNode) less.at(at)).remove(name);
                assertThat(PublishedSchema.faultsOfManifest(less))
                        .as(at + "/" + name)
                        .isNotEmpty();
            }
        }
        for (Iterator<String> names = line.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            assertThat(PublishedSchema.faultsOfLine(((ObjectNode) line.deepCopy()).without(name)))
                    .as(name)
                    .isNotEmpty();
        }
    }
}
