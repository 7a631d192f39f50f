package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The models that exist, their parameters and price. */
final class Models {

    private final List<String> models;

    Models(List<String> models) {
        this.models = models;
    }

    /** All of them. */
    Answer all() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = body.putArray("model_ids");
        models.forEach(ids::add);
        return Answer.json(200, body);
    }

    /** One of them, by its exact id. */
    Answer one(Call call) {
        String model = call.pathParameter("model");
        if (!models.contains(model)) {
            throw new Refusal(404, "model " + model + " does not exist");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("model_id", model);
        ArrayNode parameters = body.putArray("parameters");
        parameter(parameters, "prompt", "string", true);
        parameter(parameters, "aspect_ratio", "enum", false);
        parameter(parameters, "image", "image", false);
        body.putObject("price").put("text_to_image", 0.0404).put("edit", 0.0434).put("currency", "USD");
        return Answer.json(200, body);
    }

    private static void parameter(ArrayNode list, String name, String type, boolean required) {
        list.addObject().put("name", name).put("type", type).put("required", required);
    }
}
