package lumadrop.learn;

import java.time.Duration;

/**
 * What polls are planned for.
 *
 * @param unknown the least from one poll to the next once a request has outlasted, by far, all that have ended
 * @param lateness the mean that is aimed at, from the end of a request to the poll that sees it, where requests take 30 s or
 *     longer; in proportion less where they take less
 * @param longest the most from one poll to the next
 * @param perSecond polls of all requests together
 */
public record Aim(Duration unknown, Duration lateness, Duration longest, double perSecond) {}
