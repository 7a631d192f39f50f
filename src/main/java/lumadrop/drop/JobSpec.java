package lumadrop.drop;

import lumadrop.job.Ask;

/**
 * One picture that a drop asks for.
 *
 * @param name what the sender calls it, as written; null where it has no name
 * @param rendering 1 for the first of its {@code count}
 * @param renderings the {@code count} it belongs to, at least 1
 */
public record JobSpec(String name, int rendering, int renderings, Ask ask) {}
