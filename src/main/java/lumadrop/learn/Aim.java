package lumadrop.learn;

import java.time.Duration;

/**
 * What polls are planned for.
 *
 * @param unknown from one poll to the next while too little is known, and the least once a request has outlasted all that
 *     is known
 * @param lateness the mean that is aimed at, from the end of a request to the poll that sees it, where requests take 30 s or
 *     longer; in proportion less where they take less
 * @param longest the most from one poll to the next
 * @param perSecond polls of all requests together
 */
public record Aim(Duration unknown, Duration lateness, Duration longest, double perSecond) {}
