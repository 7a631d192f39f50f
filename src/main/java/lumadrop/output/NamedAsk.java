package lumadrop.output;

import lumadrop.job.Ask;

/**
 * One job of a drop before it has a name.
 *
 * @param name the file name that its sender wants; null where none was given
 * @param rendering which rendering of its prompt it is, from 1; renderings of one prompt stand together, in order
 * @param renderings how many renderings of its prompt there are
 */
public record NamedAsk(String name, int rendering, int renderings, Ask ask) {}
