package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The list of the organisation's requests, in every form that a client must understand. */
final class Listing {

    private final Requests requests;
    private final RecordView view;
    private final Oddities oddities;
    private final int pageSize;
    private final Clock clock;
    private final AtomicLong calls = new AtomicLong();

    Listing(Requests requests, RecordView view, Oddities oddities, int pageSize, Clock clock) {
        this.requests = requests;
        this.view = view;
        this.oddities = oddities;
        this.pageSize = pageSize;
        this.clock = clock;
    }

    /** The newest requests, of one model if asked for. */
    Answer list(Call call) {
        long before = calls.getAndIncrement();
        Optional<Strike> strike = oddities.atCall(Place.LIST, List.of(), 0, before);
        boolean cut = strike.filter(one -> one.oddity() == Oddity.LIST_CUT).isPresent();
        if (strike.isPresent() && !cut) {
            throw new Refusal(Faults.answer(strike.get().oddity(), call.path(), clock.instant()));
        }
        Map<Oddity, Integer> form = oddities.of(Place.LIST_FORM, List.of(), 0, before);
        String model = call.query().get("model_id");
        int size = size(call, form);
        Predicate<Generation> wanted = model == null
                ? any -> true
                : generation -> generation.draft().model().equals(model);
        int total = model == null ? requests.count() : requests.count(model);
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        if (form.containsKey(Oddity.LIST_EMPTY)) {
            total = 0;
        } else {
            Instant now = clock.instant();
            Instant then = now.minusSeconds(form.getOrDefault(Oddity.LIST_STALE, 0));
            for (Generation generation : page(size, wanted, form)) {
                if (!isLacking(generation, form)) {
                    ObjectNode item = view.record(generation, then);
                    reshape(item, form);
                    items.add(item);
                }
            }
        }
        Answer whole = wrap(items, total, form);
        return cut ? halved(whole) : whole;
    }

    private static Answer halved(Answer whole) {
        int length = whole.body().length;
        return whole.delivered(new Delivery.Cut(length, length / 2));
    }

    private static boolean isLacking(Generation generation, Map<Oddity, Integer> form) {
        int every = form.getOrDefault(Oddity.LIST_LACKS, 0);
        return every > 0 && Math.floorMod(generation.identity(), every) == 0;
    }

    private static void reshape(ObjectNode item, Map<Oddity, Integer> form) {
        if (form.containsKey(Oddity.LIST_ECHO_EMPTY)) {
            item.putObject("payload");
        }
        if (form.containsKey(Oddity.LIST_LEAN)) {
            item.retain("request_id", "model", "status", "payload", "created_at", "updated_at");
        }
        if (form.containsKey(Oddity.LIST_THUMBNAILS) && item.path("outcome") instanceof ObjectNode outcome) {
            String picture = outcome.at("/media_urls/0/url").asText();
            outcome.removeAll();
            outcome.put("thumbnail_image_url", picture.replaceFirst("/0\\.", "/thumbnail."));
        }
    }

    private List<Generation> page(int size, Predicate<Generation> wanted, Map<Oddity, Integer> form) {
        if (form.containsKey(Oddity.LIST_ASCENDING)) {
            return requests.oldest(size, wanted);
        }
        List<Generation> newest = requests.newest(size, wanted);
        if (form.containsKey(Oddity.LIST_UNSORTED)) {
            List<Generation> mixed = new ArrayList<>(newest);
            Collections.shuffle(mixed, new Random(calls.get()));
            return mixed;
        }
        return newest;
    }

    private static Answer wrap(ArrayNode items, int total, Map<Oddity, Integer> form) {
        if (form.containsKey(Oddity.LIST_BARE_ARRAY)) {
            return Answer.json(200, items);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String name = form.containsKey(Oddity.LIST_IN_DATA)
                ? "data"
                : form.containsKey(Oddity.LIST_IN_ITEMS) ? "items" : "requests";
        body.set(name, form.containsKey(Oddity.LIST_NULL) ? JsonNodeFactory.instance.nullNode() : items);
        if (!form.containsKey(Oddity.LIST_NO_TOTAL)) {
            body.put("total", total);
        }
        return Answer.json(200, body);
    }

    private int size(Call call, Map<Oddity, Integer> form) {
        int size = pageSize;
        String asked = call.query().get("page_size");
        if (asked != null) {
            try {
                size = Math.min(pageSize, Integer.parseInt(asked));
            } catch (NumberFormatException e) {
                size = 0;
            }
            if (size < 1) {
                throw new Refusal(400, "page_size must be a whole number above 0");
            }
        }
        return form.containsKey(Oddity.LIST_SHORT_PAGES)
                ? Math.min(size, Math.max(1, form.get(Oddity.LIST_SHORT_PAGES)))
                : size;
    }
}
