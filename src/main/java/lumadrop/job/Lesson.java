package lumadrop.job;

import java.time.Instant;

/**
 * What has been learned of how long requests take, in a form to be kept.
 *
 * @param stage what takes that long, in one word
 * @param text for whoever learned it
 */
public record Lesson(String model, Mode mode, String stage, String text, Instant learnedAt) {}
