package lumadrop.inbox;

import java.time.Instant;

/**
 * A file that lies in the inbox and is not taken yet.
 *
 * @param path relative to the inbox, {@code /} between parts, to the character: make it safe before showing it
 * @param since when it was first seen, by our clock
 * @param bytes its size at the last look; -1 where that could not be told
 * @param why in plain words, to follow the path: "still being written"
 */
public record Waiting(String path, Instant since, long bytes, String why) {}
