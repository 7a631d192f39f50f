package lumadrop.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The schema that is shipped, read as its users would. */
final class PublishedSchema {
    private static final String ID = "urn:lumadrop:manifest:1";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, text())));
    private static final Schema MANIFEST = REGISTRY.getSchema(SchemaLocation.of(ID));
    private static final Schema LINE = REGISTRY.getSchema("{\"$ref\": \"" + ID + "#line\"}", InputFormat.JSON);

    private PublishedSchema() {}

    static void assertManifest(JsonNode json) {
        assertThat(faultsOfManifest(json)).isEmpty();
    }

    static void assertLine(JsonNode json) {
        assertThat(faultsOfLine(json)).isEmpty();
    }

    static List<String> faultsOfManifest(JsonNode json) {
        return faults(MANIFEST, json);
    }

    static List<String> faultsOfLine(JsonNode json) {
        return faults(LINE, json);
    }

    private static List<String> faults(Schema schema, JsonNode json) {
        return schema
                .validate(json, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString)
                .toList();
    }

    private static String text() {
        try (InputStream in = Manifest.class.getResourceAsStream("/lumadrop/manifest.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
