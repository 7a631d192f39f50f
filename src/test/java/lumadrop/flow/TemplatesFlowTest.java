package lumadrop.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A drop has one folder: what its template cannot make one of is a fault, before anything is sent. */
class TemplatesFlowTest {
    private static final String TWO_CLIENTS = """
            {
              "defaults": {"output_folder": "{meta.client}/{drop}"},
              "jobs": [{"prompt": "a", "metadata": {"client": "ACME"}},
                       {"prompt": "b", "metadata": {"client": "Umbrella"}}]
            }
            """;

    @TempDir
    Path root;

    @Test
    void aFolderThatWouldDifferBetweenTheJobsIsRefusedInItsPlace() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            home.drop("two.json", TWO_CLIENTS);
            home.drop("one.json", TWO_CLIENTS.replace("Umbrella", "ACME"));
            JsonNode fault = home.problem("two.json").at("/errors/0");
            assertThat(fault.path("pointer").asText()).isEqualTo("/defaults/output_folder");
            assertThat(fault.path("line").asInt() + ":" + fault.path("column").asInt())
                    .isEqualTo("2:33");
            assertThat(fault.path("found").asText()).contains("{meta.client}", "\"ACME\"", "\"Umbrella\"", "number 2");
            home.manifest("ACME/one");
            assertThat(HomeAtWork.files(home.output()))
                    .containsExactly(
                            "ACME/one/manifest.json",
                            "ACME/one/one-1.png",
                            "ACME/one/one-2.png",
                            "ACME/one/one.json",
                            "manifest.jsonl");
            assertThat(home.saw("posts")).isEqualTo(2);
        }
    }

    @Test
    void theSettingsFolderHoldsDropsToTheSameRule() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root)
                .with("output.folder-template", "{meta.client}/{drop}")
                .started()) {
            home.drop("two.jsonl", """
                    {"prompt": "a", "metadata": {"client": "ACME"}}
                    {"prompt": "b"}
                    """);
            home.drop("none.json", "{\"prompt\": \"no client at all\"}");
            assertThat(home.problem("two.jsonl").at("/errors/0/found").asText())
                    .contains("{meta.client} of lumadrop.output.folder-template", "\"ACME\"", "none in number 2");
            home.manifest("none");
        }
    }

    @Test
    void aTemplateThatNamesWhatNoJobHasOrLeadsElsewhereIsRefused() throws Exception {
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            drop(home, "typo", "output_folder", "{meta.clinet}/{drop}");
            drop(home, "name", "output_folder", "{name}");
            drop(home, "etc", "output_name", "/etc/{name}");
            drop(home, "up", "output_name", "../{name}");
            assertFault(home, "typo", "output_folder", "{meta.clinet}, which no job of the drop has");
            assertFault(home, "name", "output_folder", "each job's own");
            assertFault(home, "etc", "output_name", "no path below the output folder");
            assertFault(home, "up", "output_name", "no path below the output folder");
            assertThat(home.saw("posts")).isZero();
        }
    }

    @Test
    void whereManyDropsShareAFolderTheLogSaysWhereTheManifestIs() throws Exception {
        Logger intake = (Logger) LoggerFactory.getLogger("lumadrop.intake");
        intake.setLevel(Level.INFO);
        try (HomeAtWork home = HomeAtWork.in(root).started()) {
            drop(home, "fix", "output_folder", "fixed");
            home.manifest("fixed/fix");
            assertThat(HomeAtWork.files(home.output()))
                    .containsExactly(
                            "fixed/fix.png", "fixed/fix/fix.json", "fixed/fix/manifest.json", "manifest.jsonl");
            assertThat(home.logged(Level.INFO))
                    .anyMatch(line -> line.contains("into output/fixed, the manifest into output/fixed/fix"));
        } finally {
            intake.setLevel(null);
        }
    }

    private static void drop(HomeAtWork home, String name, String field, String template) throws Exception {
        home.drop(
                name + ".json",
                "{\"defaults\": {\"" + field + "\": \"" + template
                        + "\"}, \"jobs\": [{\"prompt\": \"p\", \"metadata\": {\"client\": \"x\"}}]}");
    }

    private static void assertFault(HomeAtWork home, String name, String field, String found) throws Exception {
        JsonNode fault = home.problem(name + ".json").at("/errors/0");
        assertThat(fault.path("pointer").asText()).isEqualTo("/defaults/" + field);
        assertThat(fault.path("found").asText()).contains(found);
    }
}
