package lumadrop.api;

import java.time.Duration;

/**
 * A limit as the upstream states it beside a 429.
 *
 * @param limit how many requests, 1 or more
 * @param interval in how long a time, more than 0 and at most a day
 */
public record RateLimit(int limit, Duration interval) {}
