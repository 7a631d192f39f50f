package lumadrop.drop;

import java.util.List;
import lumadrop.job.Ask;

/**
 * One picture that a drop asks for.
 *
 * @param name what the sender calls it, as written; null where it has no name
 * @param rendering 1 for the first of its {@code count}
 * @param renderings the {@code count} it belongs to, at least 1
 * @param idempotencyKey what its renderings are never to be made twice under; null where it has none
 * @param again the ids of the failed jobs that it repeats; empty where it says of none
 */
public record JobSpec(String name, int rendering, int renderings, Ask ask, String idempotencyKey, List<String> again) {
    public JobSpec {
        again = List.copyOf(again);
    }

    /** A job without a key, that repeats none. */
    public JobSpec(String name, int rendering, int renderings, Ask ask) {
        this(name, rendering, renderings, ask, null, List.of());
    }
}
