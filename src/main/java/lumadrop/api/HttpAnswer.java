package lumadrop.api;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP answer as it came, already read to its end or to the caller's limit.
 *
 * @param status the HTTP status code
 * @param headers by name, the case of which does not matter; only {@code Retry-After}, {@code Date},
 *     {@code Content-Type} and {@code Location} are looked at. Entries with a null value are left out
 * @param body what was read of the body, not copied; null counts as empty
 * @param truncated whether the body was longer than the caller was willing to read
 * @param seenAt when the answer reached us, by our clock
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body, boolean truncated, Instant seenAt) {
    public HttpAnswer {
        TreeMap<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            if (name != null && value != null) {
                known.put(name, value);
            }
        });
        headers = Collections.unmodifiableMap(known);
        body = body == null ? new byte[0] : body;
    }

    /** A header's value without white space around it; empty where there is none. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** Whether it may be for something in the address, such as a number of items, that the call is refused. */
    public boolean isWishRefused() {
        return status == 400 || status == 422;
    }

    /** What time it was where the answer was made, whole seconds; empty where it does not say. */
    public Optional<Instant> date() {
        return header("Date").flatMap(Waits::date);
    }

    boolean isSuccess() {
        return status >= 200 && status <= 299;
    }

    /** Without headers and body: they are the upstream's and can be long. */
    @Override
    public String toString() {
        return "HttpAnswer[status=" + status + ", bytes=" + body.length + (truncated ? "+" : "") + "]";
    }
}
