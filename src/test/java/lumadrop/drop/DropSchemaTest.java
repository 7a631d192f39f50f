package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema as editors use it, from its root, says the same as the reader, which uses its parts. */
class DropSchemaTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DropReader READER = new DropReader(DropRules.defaults());

    private final JsonNode published = published();
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("urn:lumadrop:drop:1"), published);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\": \"x\"}",
                "{\"payload\": {\"prompt\": \"x\"}, \"count\": 2}",
                "[{\"prompt\": \"x\"}, {\"payload\": {\"prompt\": \"x\"}}]",
                "{\"defaults\": {\"prompt\": \"x\"}, \"jobs\": [{}, {\"payload\": {}}]}",
                "{\"defaults\": {\"count\": 1, \"output_name\": \"{n}\"}, \"jobs\": [{\"prompt\": \"x\"}]}",
                "3",
                "{}",
                "[]",
                "[3]",
                "{\"payload\": {}}",
                "{\"payload\": 3}",
                "{\"promt\": \"x\"}",
                "{\"prompt\": \"\\u2003\"}",
                "{\"prompt\": \"x\", \"count\": 0}",
                "{\"prompt\": \"x\", \"image\": \"ftp://a\"}",
                "{\"jobs\": [{}]}",
                "{\"jobs\": []}",
                "{\"jobs\": [{\"prompt\": \"x\", \"promt\": \"y\"}]}",
                "{\"defaults\": {}, \"jobs\": [{\"name\": \"x\"}]}",
                "{\"defaults\": {\"custom_id\": \"x\"}, \"jobs\": [{\"prompt\": \"x\"}]}",
                "{\"defaults\": {\"output_name\": \"{x}\"}, \"jobs\": [{\"prompt\": \"x\"}]}",
                "{\"defaults\": {\"prompt\": \"x\"}}"
            })
    void theRootAndTheReaderAgree(String document) throws IOException {
        boolean read;
        try {
            READER.read(document.getBytes(StandardCharsets.UTF_8), Form.JSON);
            read = true;
        } catch (DropFaults e) {
            read = false;
        }

        assertThat(schema.validate(MAPPER.readTree(document)).isEmpty()).isEqualTo(read);
    }

    @Test
    void theExamplesInTheSchemaAreGoodDrops() throws Exception {
        JsonNode examples = published.get("examples");
        assertThat(examples).isNotEmpty();
        for (JsonNode example : examples) {
            assertThat(READER.read(example.toString().getBytes(StandardCharsets.UTF_8), Form.JSON)
                            .jobs())
                    .isNotEmpty();
            assertThat(schema.validate(example)).isEmpty();
        }
    }

    @Test
    void theSchemaIsOneByItsMetaSchema() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(published)).isEmpty();
    }

    @Test
    void thePublishedSchemaHoldsTheDefaultRules() {
        assertThat(new DropSchema(DropRules.defaults()).tree()).isEqualTo(published);
    }

    @Test
    void everyFieldIsExplainedToEditors() {
        JsonNode parts = published.get("$defs");
        for (String part : List.of(
                "prompt",
                "aspectRatio",
                "image",
                "model",
                "name",
                "count",
                "customId",
                "idempotencyKey",
                "failed",
                "metadata")) {
            assertThat(parts.get(part).path("title").asText()).as(part).isNotEmpty();
            assertThat(parts.get(part).path("description").asText()).as(part).isNotEmpty();
        }
    }

    private static JsonNode published() {
        try (InputStream in = DropSchemaTest.class.getResourceAsStream("/lumadrop/drop.schema.json")) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
