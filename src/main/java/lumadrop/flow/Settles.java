package lumadrop.flow;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Picture;
import lumadrop.ledger.Ledger;
import lumadrop.output.ErrorFile;
import lumadrop.output.JobRecord;
import lumadrop.output.ManifestLog;
import org.apache.camel.Exchange;

/** Tells of a job that is done, failed or held: its error file, its line in {@code manifest.jsonl}. */
public final class Settles {
    /** The ledger's mark: how far {@code manifest.jsonl} is known to reach. */
    static final String REACH = "manifest.jsonl";

    private static final int REMEMBERED = 1000;

    private final Ledger ledger;
    private final ManifestLog log;
    private final ErrorFile errors;
    private final Set<String> written;
    /** Jobs of one drop settle close together; their drop is looked up once. */
    private final Map<String, Drop> drops = new ConcurrentHashMap<>();

    /** @param written jobs whose line an earlier process wrote and could not note any more */
    Settles(Ledger ledger, ManifestLog log, ErrorFile errors, Set<String> written) {
        this.ledger = ledger;
        this.log = log;
        this.errors = errors;
        this.written = written;
    }

    public void tell(Exchange exchange) throws IOException {
        Hand hand = Hand.of(exchange);
        Job job = hand.job();
        Drop drop = drop(job.dropId());
        if (job.state() == JobState.DONE) {
            errors.clear(job); // a reason from before a retry would be a lie by now
        } else {
            errors.write(job, drop);
        }
        if (job.state().isSettled() && !written.remove(job.id())) {
            List<Picture> pictures = job.state() == JobState.DONE ? ledger.pictures(job.id()) : List.of();
            long reach = log.append(new JobRecord(job, ledger.events(job.id()), pictures), drop);
            // Until every line that an earlier process left is accounted for, the mark stays before them: moved past
            // one
            // whose job is not yet told, a second crash would have it written again.
            if (written.isEmpty()) {
                hand.mark(REACH, reach);
            }
        }
    }

    private Drop drop(String id) {
        if (drops.size() >= REMEMBERED) {
            drops.clear();
        }
        return drops.computeIfAbsent(id, key -> ledger.drop(key).orElseThrow());
    }
}
