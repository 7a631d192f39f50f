package lumadrop.sandbox;

import java.time.Duration;

/**
 * How many submits are taken in any interval; more are answered 429.
 *
 * @param limit at least 1
 * @param interval the sliding window
 */
public record RateLimit(int limit, Duration interval) {

    /** Reads {@code 2/60s}. */
    static RateLimit parse(String text) {
        int slash = text.indexOf('/');
        try {
            int limit = Integer.parseInt(text.substring(0, Math.max(0, slash)).strip());
            if (limit >= 1) {
                return new RateLimit(limit, SettingsReader.duration("rate-limit", text.substring(slash + 1)));
            }
        } catch (NumberFormatException e) {
            // Falls through to the one message.
        }
        throw new IllegalArgumentException(
                "lumadrop.sandbox.rate-limit: '" + text + "' is not of the form 2/60s (submits/interval)");
    }
}
