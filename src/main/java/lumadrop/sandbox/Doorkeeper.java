package lumadrop.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before every route: counts the call, notices what a client should not have sent, asks for the key. */
final class Doorkeeper {

    /** The kinds of calls that are counted. */
    static final List<String> KINDS = List.of(
            "posts",
            "status_calls",
            "list_calls",
            "cancel_calls",
            "model_calls",
            "upload_calls",
            "media_calls",
            "transfer_calls");

    /** Those of them that are no API calls: anyone may make them, and nothing private belongs into them. */
    static final Set<String> PUBLIC_KINDS = Set.of("media_calls", "transfer_calls");

    private static final String BEARER = "Bearer ";

    private final String acceptedKey;
    private final Stats stats;
    private final Oddities oddities;
    private final Clock clock;
    private final AtomicLong calls = new AtomicLong();

    Doorkeeper(String acceptedKey, Stats stats, Oddities oddities, Clock clock) {
        this.acceptedKey = acceptedKey;
        this.stats = stats;
        this.oddities = oddities;
        this.clock = clock;
    }

    /** An API call of a kind. Throws a {@link Refusal} without a good key, or when the API as a whole is odd. */
    Call api(Call call, String kind) {
        stats.call(kind);
        for (Map.Entry<String, String> header : call.headers()) {
            if (isInternal(header.getKey())) {
                stats.leak(header.getKey().toLowerCase(Locale.ROOT));
            }
        }
        oddities.atCall(Place.API, List.of(), 0, calls.getAndIncrement()).ifPresent(strike -> {
            throw new Refusal(Faults.answer(strike.oddity(), call.path(), clock.instant()));
        });
        String key = key(call);
        if (key.isBlank() || (!acceptedKey.isEmpty() && !acceptedKey.equals(key))) {
            throw new Refusal(401, "invalid API key");
        }
        return call;
    }

    /** A call that is no API call: the key, the organisation and cookies have no business here. */
    Call publicly(Call call, String kind) {
        stats.call(kind);
        for (Map.Entry<String, String> header : call.headers()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (isInternal(name) || isPrivate(name) || carriesKey(header.getValue())) {
                stats.leak(name);
            }
        }
        return call;
    }

    Answer refuse(Refusal refusal) {
        if (refusal.answer().delivery() instanceof Delivery.Whole) {
            stats.refused(refusal.answer().status());
        }
        return refusal.answer();
    }

    static String key(Call call) {
        String authorization = call.header("Authorization");
        return authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : "";
    }

    private boolean carriesKey(String value) {
        return !acceptedKey.isEmpty() && value.contains(acceptedKey);
    }

    private static boolean isInternal(String name) {
        return name.regionMatches(true, 0, "camel", 0, 5) || name.equalsIgnoreCase("breadcrumbId");
    }

    private static boolean isPrivate(String name) {
        return name.equals("authorization")
                || name.equals("x-organization-id")
                || name.equals("cookie")
                || name.equals("proxy-authorization");
    }
}
