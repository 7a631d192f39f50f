package lumadrop.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The side that a test turns, from this process or another: what was seen, and what shall go wrong next. */
final class Control {

    private static final Set<String> FIELDS = Set.of("name", "times", "number");

    private final Requests requests;
    private final Stats stats;
    private final Oddities oddities;
    private final Clock clock;
    private final Runnable clear;
    private final ObjectMapper mapper = new ObjectMapper();

    /** {@code clear} empties what else there is to empty. */
    Control(Requests requests, Stats stats, Oddities oddities, Clock clock, Runnable clear) {
        this.requests = requests;
        this.stats = stats;
        this.oddities = oddities;
        this.clock = clock;
        this.clear = clear;
    }

    ObjectNode stats() {
        ObjectNode json = stats.toJson();
        Map<String, Integer> byStage = new TreeMap<>();
        Instant now = clock.instant();
        for (Generation generation : all()) {
            byStage.merge(generation.stage(now).name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        }
        json.put("requests", requests.count());
        json.set("by_status", Stats.map(byStage));
        json.set("oddities", Stats.map(oddities.counted()));
        return json;
    }

    List<SeenRequest> requests() {
        Instant now = clock.instant();
        return all().stream()
                .map(generation -> new SeenRequest(
                        generation.id(),
                        generation.draft().prompt(),
                        generation.stage(now).name().toLowerCase(Locale.ROOT),
                        stats.posts(generation.draft().hash()),
                        generation.polls(),
                        generation.downloads(),
                        generation.acceptedAt()))
                .toList();
    }

    void order(Oddity oddity, int number, int times) {
        oddities.order(oddity, number, times);
    }

    void reset() {
        requests.clear();
        stats.clear();
        oddities.clearOrders();
        oddities.clearCounts();
        clear.run();
    }

    Answer statsAnswer() {
        return Answer.json(200, stats());
    }

    Answer requestsAnswer() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (SeenRequest seen : requests()) {
            list.addObject()
                    .put("request_id", seen.requestId())
                    .put("prompt", seen.prompt())
                    .put("status", seen.status())
                    .put("posts", seen.posts())
                    .put("polls", seen.polls())
                    .put("downloads", seen.downloads())
                    .put("created_at", seen.acceptedAt().getEpochSecond());
        }
        return Answer.json(200, list);
    }

    /** One order, or an array of them; the answer is what is ordered now, and how often it is still to happen. */
    Answer orderAnswer(Call call) {
        try {
            JsonNode body = mapper.readTree(call.body());
            if (body != null && body.isArray()) {
                body.forEach(this::order);
            } else {
                order(body);
            }
        } catch (IOException e) {
            throw new Refusal(400, "sandbox: body is no JSON");
        }
        return orderedAnswer();
    }

    Answer orderedAnswer() {
        return Answer.json(200, Stats.map(oddities.ordered()));
    }

    Answer clearAnswer() {
        oddities.clearOrders();
        return orderedAnswer();
    }

    Answer resetAnswer() {
        reset();
        return statsAnswer();
    }

    private void order(JsonNode order) {
        if (order == null || !order.isObject()) {
            throw new Refusal(400, "sandbox: an order is an object {\"name\", \"times\", \"number\"}");
        }
        order.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new Refusal(400, "sandbox: unknown field '" + field + "'; known are name, times, number");
            }
        });
        String name = order.path("name").asText();
        Oddity oddity =
                Oddity.named(name).orElseThrow(() -> new Refusal(400, "sandbox: there is no oddity '" + name + "'"));
        int times = order.path("times").asInt(Integer.MAX_VALUE);
        order(oddity, order.path("number").asInt(oddity.defaultNumber()), times);
    }

    private List<Generation> all() {
        return requests.newest(Integer.MAX_VALUE, any -> true);
    }
}
