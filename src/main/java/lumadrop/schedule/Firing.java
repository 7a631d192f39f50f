package lumadrop.schedule;

import java.time.Instant;

/**
 * A drop that was begun.
 *
 * @param key tells it from the schedule's other times
 * @param scheduledFor the moment at which it was due
 * @param fileName the name it gets in the inbox
 */
public record Firing(String schedule, String key, Instant scheduledFor, String fileName) {}
