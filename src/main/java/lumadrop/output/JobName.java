package lumadrop.output;

/**
 * @param name what people call the job; safe to show and to use as one part of a path
 * @param output where its pictures go: path below the output folder, {@code /} between parts, no ending
 */
public record JobName(String name, String output) {}
