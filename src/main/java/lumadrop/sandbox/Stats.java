package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the double saw. Keys appear as hashes only. */
final class Stats {

    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> postsByKey = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> postsByPayload = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> acceptedByPayload = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> leaks = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger mostWaiting = new AtomicInteger();

    /** A call of a kind: {@code posts}, {@code status_calls}, {@code list_calls} … */
    void call(String kind) {
        count(calls, kind);
    }

    int calls(String kind) {
        return value(calls, kind);
    }

    /** A POST whose body is a request; how many of the same there were before. */
    int post(String key, String payloadHash) {
        count(postsByKey, Seeds.hash(key));
        return count(postsByPayload, payloadHash);
    }

    /** A request is taken; how many of the same there were before. */
    int accepted(String payloadHash) {
        return count(acceptedByPayload, payloadHash);
    }

    int posts(String payloadHash) {
        return value(postsByPayload, payloadHash);
    }

    void refused(int status) {
        count(refusals, String.valueOf(status));
    }

    void leak(String header) {
        count(leaks, header);
    }

    void startsWaiting() {
        int now = waiting.incrementAndGet();
        mostWaiting.accumulateAndGet(now, Math::max);
    }

    void endsWaiting() {
        waiting.decrementAndGet();
    }

    void clear() {
        calls.clear();
        postsByKey.clear();
        postsByPayload.clear();
        acceptedByPayload.clear();
        refusals.clear();
        leaks.clear();
        mostWaiting.set(waiting.get());
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (String kind : Doorkeeper.KINDS) {
            json.put(kind, calls(kind));
        }
        json.put("waiting", waiting.get()).put("most_waiting", mostWaiting.get());
        json.set("refused_by_status", map(refusals));
        json.set("leaks", map(leaks));
        json.set("posts_by_key", map(postsByKey));
        json.set("posts_by_payload", map(postsByPayload));
        json.set("accepted_by_payload", map(acceptedByPayload));
        return json;
    }

    static ObjectNode map(Map<String, ? extends Number> counts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(counts).forEach((name, count) -> json.put(name, count.longValue()));
        return json;
    }

    private static int count(Map<String, AtomicInteger> counts, String name) {
        AtomicInteger count = counts.get(name);
        if (count == null) {
            count = counts.computeIfAbsent(name, n -> new AtomicInteger());
        }
        return count.getAndIncrement();
    }

    private static int value(Map<String, AtomicInteger> counts, String name) {
        AtomicInteger count = counts.get(name);
        return count == null ? 0 : count.get();
    }
}
