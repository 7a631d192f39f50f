package lumadrop.output;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The requests whose pictures came out, by {@code manifest.jsonl} and what was moved away beside it (and not packed): what is
 * still known when the ledger is not.
 */
public final class Delivered {
    private Delivered() {}

    /** Ids of requests; of a file that is damaged, those that can be read. */
    public static Set<String> requests(Path output) throws IOException {
        Set<String> ids = new HashSet<>();
        ToldJob.forEach(output, told -> {
            if (told.isDone() && told.requestId() != null) {
                ids.add(told.requestId());
            }
        });
        return ids;
    }
}
