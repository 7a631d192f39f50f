package lumadrop.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How long the upstream asks us to wait, and the limit that it states; both with bounds, for both can be absurd. */
final class Waits {
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(1);

    /** The three forms of RFC 9110, section 5.6.7. All are in GMT. */
    private static final List<DateTimeFormatter> DATES = Stream.of(
                    "EEE, d MMM yyyy HH:mm:ss 'GMT'", "EEEE, d-MMM-yy HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss yyyy")
            .map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH))
            .toList();

    private Waits() {}

    /**
     * The longer of {@code rate_limit.retry_after_ms} in the body (seen live) and {@code Retry-After} (seconds or a
     * date; not seen yet), 0 to 1 h; null where neither says anything sensible. A date is compared with the answer's
     * own {@code Date} where it has one, so that clocks that differ do not matter.
     */
    static Duration of(HttpAnswer answer, JsonNode body) {
        Optional<Duration> stated = number(rateLimit(body).path("retry_after_ms")).stream()
                .mapToObj(millis -> bounded(millis / 1000))
                .flatMap(Optional::stream)
                .findFirst();
        Optional<Duration> header = answer.header("Retry-After").flatMap(value -> retryAfter(value, answer));
        return Stream.of(stated, header)
                .flatMap(Optional::stream)
                .max(Duration::compareTo)
                .orElse(null);
    }

    /** Null where the body states no limit, or one that is none. */
    static RateLimit limit(JsonNode body) {
        double limit = number(rateLimit(body).path("limit")).orElse(0);
        double seconds = number(rateLimit(body).path("interval_seconds")).orElse(0);
        if (!(limit >= 1 && limit <= Integer.MAX_VALUE && seconds > 0)) {
            return null;
        }
        long millis = (long) Math.min(seconds * 1000, (double) LONGEST_INTERVAL.toMillis());
        return millis == 0 ? null : new RateLimit((int) limit, Duration.ofMillis(millis));
    }

    private static JsonNode rateLimit(JsonNode body) {
        JsonNode top = body.path("rate_limit");
        return top.isObject() ? top : body.path("error").path("rate_limit");
    }

    private static Optional<Duration> retryAfter(String value, HttpAnswer answer) {
        OptionalDouble seconds = number(value);
        if (seconds.isPresent()) {
            return bounded(seconds.getAsDouble());
        }
        Instant now = answer.header("Date").flatMap(Waits::date).orElse(answer.seenAt());
        return date(value).map(until -> Duration.between(now, until)).map(Waits::bounded);
    }

    /** A date that has passed means now. */
    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** A negative number of seconds means nothing. */
    private static Optional<Duration> bounded(double seconds) {
        return seconds >= 0
                ? Optional.of(Duration.ofMillis(
                        (long) Math.ceil(Math.min(seconds, (double) LONGEST.toSeconds()) * 1000)))
                : Optional.empty();
    }

    private static OptionalDouble number(JsonNode node) {
        if (node.isNumber()) {
            return Double.isNaN(node.doubleValue()) ? OptionalDouble.empty() : OptionalDouble.of(node.doubleValue());
        }
        return node.isTextual() ? number(node.textValue().strip()) : OptionalDouble.empty();
    }

    /** Java's own reader takes more than numbers ('0x1p3', '7d', 'NaN'): only digits get that far. */
    private static OptionalDouble number(String text) {
        boolean digits = text.length() <= 400 && text.matches("-?[0-9]+(\\.[0-9]+)?");
        return digits ? OptionalDouble.of(Double.parseDouble(text)) : OptionalDouble.empty();
    }

    static Optional<Instant> date(String text) {
        if (text.length() > 64) {
            return Optional.empty();
        }
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException other) {
                // Then it is in another of the forms, or in none.
            }
        }
        return Optional.empty();
    }
}
