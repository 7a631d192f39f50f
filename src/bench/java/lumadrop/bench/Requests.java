package lumadrop.bench;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The upstream's requests: when each is done is drawn as it comes in. Thread-safe. */
final class Requests {
    /** A queued one is taken up after this part of its time. */
    private static final double QUEUED = 0.1;

    private static final int ASKED_AFTER = 10;

    private record Request(String id, String payload, long from, long until) {}

    private final double medianMillis;
    private final double sigma;
    private final Random random = new Random(20_26);
    private final Map<String, Request> byId = new ConcurrentHashMap<>();
    private final ConcurrentLinkedDeque<Request> newestFirst = new ConcurrentLinkedDeque<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private volatile String media;

    /** @param sigma of the lognormal spread around the median; 0 for none */
    Requests(double medianMillis, double sigma) {
        this.medianMillis = medianMillis;
        this.sigma = sigma;
    }

    void answerAt(String mediaRoot) {
        media = mediaRoot;
    }

    void count(String call) {
        calls.computeIfAbsent(call, any -> new LongAdder()).increment();
    }

    String add(String payload) {
        long now = System.currentTimeMillis();
        long takes = Math.round(medianMillis * Math.exp(sigma * gaussian()));
        String id = String.format("00000000-0000-4000-8000-%012d", numbers.incrementAndGet());
        Request request = new Request(id, payload, now, now + takes);
        byId.put(id, request);
        newestFirst.addFirst(request);
        return id;
    }

    /** Whether a request is one of those that are not waited for, where all others are. */
    static boolean isAskedAfter(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('-') + 1)) % ASKED_AFTER == 0;
    }

    private synchronized double gaussian() {
        return random.nextGaussian();
    }

    long millisLeft(String id) {
        return byId.get(id).until() - System.currentTimeMillis();
    }

    /** The request as it is now; null if there is none. */
    String record(String id) {
        Request request = byId.get(id);
        return request == null ? null : record(request, status(request));
    }

    /** What a submit is answered that is not waited for. */
    String recordAtOnce(String id) {
        return record(byId.get(id), "queued");
    }

    private static String status(Request request) {
        long now = System.currentTimeMillis();
        if (now >= request.until()) {
            return "success";
        }
        return now - request.from() < QUEUED * (request.until() - request.from()) ? "queued" : "processing";
    }

    private String record(Request request, String status) {
        boolean done = status.equals("success");
        long updated = (done ? request.until() : request.from()) / 1000;
        return "{\"request_id\":\"" + request.id() + "\",\"org_id\":\"bench\",\"user_id\":\"bench\","
                + "\"model\":\"luma-uni-1.1\",\"status\":\"" + status + "\",\"is_public\":false,\"payload\":"
                + request.payload() + ",\"outcome\":"
                + (done ? "{\"media_urls\":[{\"id\":\"0\",\"url\":\"" + media + request.id() + ".png\"}]}" : "null")
                + ",\"created_at\":" + request.from() / 1000 + ",\"updated_at\":" + updated + ",\"queued_at\":"
                + request.from() / 1000 + "}";
    }

    String newest(int size) {
        StringBuilder list = new StringBuilder("{\"requests\":[");
        int n = 0;
        for (Request request : newestFirst) {
            if (n == size) {
                break;
            }
            list.append(n++ == 0 ? "" : ",").append(record(request, status(request)));
        }
        return list.append("],\"total\":").append(byId.size()).append('}').toString();
    }

    JsonObject stats() {
        JsonObject stats = new JsonObject();
        calls.forEach((call, count) -> stats.put(call, count.sum()));
        long now = System.currentTimeMillis();
        long inFlight =
                byId.values().stream().filter(request -> request.until() > now).count();
        return stats.put("in_flight", inFlight);
    }

    String finished() {
        StringBuilder lines = new StringBuilder();
        byId.values()
                .forEach(request -> lines.append(request.id())
                        .append(' ')
                        .append(request.until())
                        .append('\n'));
        return lines.toString();
    }
}
