package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Local source images: an address to put the bytes to, and a lasting, world-readable one to get them from. */
final class Uploads {

    private static final Duration VALID = Duration.ofMinutes(15);
    private static final int JSON_LIMIT = 4096;
    private static final long BUDGET = 128L << 20;
    /** The literal types that the vendor's storage was signed for. */
    private static final Map<String, String> TYPES =
            Map.of("png", "image/png", "jpg", "image/jpg", "jpeg", "image/jpeg");

    private final SubmitRules rules;
    private final Oddities oddities;
    private final Supplier<URI> base;
    private final long seed;
    private final Clock clock;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong puts = new AtomicLong();
    private final Map<String, Upload> uploads = new LinkedHashMap<>();

    Uploads(SubmitRules rules, Oddities oddities, Supplier<URI> base, long seed, Clock clock) {
        this.rules = rules;
        this.oddities = oddities;
        this.base = base;
        this.seed = seed;
        this.clock = clock;
    }

    /** Gives the two addresses. */
    Answer open(Call call) {
        ObjectNode asked = rules.json(call, JSON_LIMIT);
        String type = asked.path("file_type").asText();
        if (!TYPES.containsKey(type) || asked.size() != 1) {
            throw new Refusal(400, "file_type must be png, jpg or jpeg, and nothing else is known");
        }
        long number = count.getAndIncrement();
        strike(Oddity.UPLOAD_URL_500, call, number);
        String name = Seeds.uuid(Seeds.mix(seed, 29, number)) + "." + type;
        synchronized (uploads) {
            uploads.put(name, new Upload(TYPES.get(type), clock.instant().plus(VALID), Optional.empty()));
        }
        return Answer.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("upload_url", base.get() + "/upload/" + name)
                        .put("public_url", base.get() + "/public/" + name));
    }

    /** Takes the bytes, if they come in time and with the literal type. */
    Answer put(Call call) {
        String name = call.pathParameter("name");
        long number = puts.getAndIncrement();
        strike(Oddity.UPLOAD_403, call, number);
        strike(Oddity.UPLOAD_RESET, call, number);
        synchronized (uploads) {
            Upload upload = uploads.get(name);
            if (upload == null
                    || !clock.instant().isBefore(upload.until())
                    || !upload.type().equals(call.header("Content-Type"))) {
                throw new Refusal(403, "SignatureDoesNotMatch");
            }
            if (call.tooLarge()) {
                throw new Refusal(413, "EntityTooLarge");
            }
            uploads.put(name, new Upload(upload.type(), upload.until(), Optional.of(call.body())));
            trim();
        }
        return Answer.of(200, "text/plain", new byte[0]);
    }

    /** Gives the bytes to anyone. */
    Answer get(Call call) {
        synchronized (uploads) {
            Upload upload = uploads.get(call.pathParameter("name"));
            if (upload == null || upload.bytes().isEmpty()) {
                throw new Refusal(404, "NoSuchKey");
            }
            return Answer.of(200, upload.type(), upload.bytes().get());
        }
    }

    void clear() {
        synchronized (uploads) {
            uploads.clear();
        }
    }

    private void strike(Oddity oddity, Call call, long number) {
        oddities.atCall(oddity, number).ifPresent(strike -> {
            throw new Refusal(Faults.answer(oddity, call.path(), clock.instant()));
        });
    }

    private void trim() {
        long held = uploads.values().stream()
                .mapToLong(upload -> upload.bytes().map(bytes -> bytes.length).orElse(0))
                .sum();
        List<String> oldestFirst = List.copyOf(uploads.keySet());
        for (int i = 0; held > BUDGET && i < oldestFirst.size() - 1; i++) {
            Upload gone = uploads.remove(oldestFirst.get(i));
            held -= gone.bytes().map(bytes -> bytes.length).orElse(0);
        }
    }

    private record Upload(String type, Instant until, Optional<byte[]> bytes) {}
}
