package lumadrop.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a submit must look like. Stricter than the vendor where he is not known: a client then errs on no side. */
final class SubmitRules {

    private static final Set<String> FIELDS = Set.of("model", "payload");
    private static final Set<String> PAYLOAD_FIELDS = Set.of("prompt", "aspect_ratio", "image");
    private static final List<String> ASPECT_RATIOS =
            List.of("3:1", "2:1", "16:9", "3:2", "1:1", "2:3", "9:16", "1:2", "1:3");

    private final ObjectReader reader;
    private final List<String> models;
    private final int promptLimit;
    private final int bodyLimit;

    SubmitRules(List<String> models, int promptLimit, int bodyLimit) {
        ObjectMapper mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        this.reader = mapper.readerFor(JsonNode.class);
        this.models = models;
        this.promptLimit = promptLimit;
        this.bodyLimit = bodyLimit;
    }

    /**
     * The draft in a submit's body.
     *
     * @throws Refusal 400, 404, 413, 415 or 422, naming what is wrong
     */
    Draft read(Call call) {
        ObjectNode body = json(call, bodyLimit);
        onlyKnown(body, FIELDS, "field");
        String model = text(body, "model", true);
        if (!models.contains(model)) {
            throw new Refusal(404, "model " + model + " does not exist");
        }
        if (!(body.get("payload") instanceof ObjectNode payload)) {
            throw new Refusal(400, "payload is required and must be an object");
        }
        onlyKnown(payload, PAYLOAD_FIELDS, "payload field");
        String prompt = text(payload, "prompt", true);
        if (prompt.codePointCount(0, prompt.length()) > promptLimit) {
            throw new Refusal(422, "prompt is longer than " + promptLimit + " characters");
        }
        String aspectRatio = text(payload, "aspect_ratio", false);
        if (!aspectRatio.isEmpty() && !ASPECT_RATIOS.contains(aspectRatio)) {
            throw new Refusal(400, "aspect_ratio '" + aspectRatio + "' is none of " + String.join(", ", ASPECT_RATIOS));
        }
        String image = text(payload, "image", false);
        if (!image.isEmpty() && !isWebAddress(image)) {
            throw new Refusal(400, "image must be one http(s) URL");
        }
        String hash = Seeds.hash(model + '\n' + aspectRatio + '\n' + image + '\n' + prompt);
        return new Draft(
                model, payload, hash, prompt, aspectRatio.isEmpty() ? "1:1" : aspectRatio, Oddities.marks(prompt));
    }

    /** The object in a JSON body, by strict JSON. */
    ObjectNode json(Call call, int limit) {
        String type = call.header("Content-Type").toLowerCase(Locale.ROOT);
        if (!type.equals("application/json") && !type.startsWith("application/json;")) {
            throw new Refusal(415, "Content-Type must be application/json");
        }
        if (call.tooLarge() || call.body().length > limit) {
            throw new Refusal(413, "body is larger than " + limit + " bytes");
        }
        try {
            JsonNode node = reader.readValue(call.body());
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new Refusal(400, "body must be a JSON object");
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new Refusal(400, "body is no JSON");
        }
    }

    private static void onlyKnown(ObjectNode object, Set<String> known, String what) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new Refusal(400, "unknown " + what + " '" + name + "'");
            }
        }
    }

    private static String text(ObjectNode object, String name, boolean required) {
        JsonNode value = object.get(name);
        if (value == null && !required) {
            return "";
        }
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            throw new Refusal(400, name + (required ? " is required and" : "") + " must be a text that is not blank");
        }
        return value.textValue();
    }

    private static boolean isWebAddress(String image) {
        try {
            URI uri = URI.create(image);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
