package lumadrop.drop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The published JSON Schema with the operator's settings in it, and its parts that are used one by one: a drop's jobs
 * are validated each on its own, so that neither a long file nor a wrong one makes a long list of errors in memory.
 */
final class DropSchema {
    private static final String ID = "urn:lumadrop:drop:1";

    private final JsonNode tree;
    private final Schema envelope;
    private final Schema job;
    private final Schema partialJob;
    private final Schema list;

    DropSchema(DropRules rules) {
        ObjectNode patched = load();
        patch(patched, rules);
        tree = patched;
        String text = patched.toString();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, text)));
        envelope = part(registry, "envelope");
        job = part(registry, "job");
        partialJob = part(registry, "partialJob");
        list = part(registry, "list");
    }

    private static Schema part(SchemaRegistry registry, String name) {
        Schema schema = registry.getSchema(SchemaLocation.of(ID + "#/$defs/" + name));
        schema.initializeValidators();
        return schema;
    }

    private static ObjectNode load() {
        try (InputStream in = DropSchema.class.getResourceAsStream("/lumadrop/drop.schema.json")) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of drops cannot be read", e);
        }
    }

    private static void patch(ObjectNode schema, DropRules rules) {
        ObjectNode parts = (ObjectNode) schema.get("$defs");
        ((ObjectNode) parts.get("model")).put("const", rules.model());
        ((ObjectNode) parts.get("prompt")).put("maxLength", rules.promptMaxLength());
        ArrayNode ratios = ((ObjectNode) parts.get("aspectRatio")).putArray("enum");
        rules.aspectRatios().forEach(ratios::add);
        for (String part : List.of("plainJob", "payload", "defaults")) {
            ObjectNode properties = (ObjectNode) parts.get(part).get("properties");
            for (String field : rules.passThroughFields()) {
                properties.put(field, true);
            }
        }
    }

    /** The schema as it is in force: the published one with the settings. */
    JsonNode tree() {
        return tree;
    }

    /** @param partial whether the prompt may be missing, because the defaults have it */
    List<Error> job(JsonNode entry, boolean partial) {
        return (partial ? partialJob : job).validate(entry);
    }

    /** What is wrong with a document of jobs and defaults, its jobs themselves left aside. */
    List<Error> envelope(JsonNode document) {
        return envelope.validate(document);
    }

    /** What is wrong with a document that is a list; to be asked of an empty one, as it validates every job. */
    List<Error> list(JsonNode document) {
        return list.validate(document);
    }
}
