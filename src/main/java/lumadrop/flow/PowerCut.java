package lumadrop.flow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lumadrop.job.Drop;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.JobState;
import lumadrop.job.Picture;
import lumadrop.ledger.History;
import lumadrop.ledger.Ledger;
import lumadrop.ledger.Step;
import lumadrop.output.ErrorFile;
import lumadrop.output.Manifest;
import lumadrop.output.ManifestLog;
import lumadrop.output.Verifier;
import lumadrop.picture.PictureStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After an end that was none: holds what came out last against the ledger, which survives a power cut where files that
 * were renamed into place may come back empty, cut short, or not at all. What does not hold is made again: pictures by
 * collecting them once more, the rest from the ledger.
 */
final class PowerCut {
    private static final Logger LOG = LoggerFactory.getLogger("lumadrop");

    private final Ledger ledger;
    private final PictureStore store;
    private final ManifestLog log;
    private final ErrorFile errors;
    private final Verifier verifier;
    private final Path output;
    private final Clock clock;
    private final Map<String, Drop> drops = new HashMap<>();

    PowerCut(Ledger ledger, PictureStore store, ManifestLog log, ErrorFile errors, Path output, Clock clock) {
        this.ledger = ledger;
        this.store = store;
        this.log = log;
        this.errors = errors;
        this.verifier = new Verifier(output);
        this.output = output;
        this.clock = clock;
    }

    /**
     * Looks at all that has settled since then.
     *
     * @return jobs that are still to be told of, and have their line in {@code manifest.jsonl} already: with how often they settled
     */
    Map<String, Integer> mend(Instant since) throws IOException {
        List<Job> settled = ledger.settledSince(since);
        Map<String, Integer> written = mendLog(settled);
        Set<String> again = new HashSet<>();
        Map<String, Drop> touched = new LinkedHashMap<>();
        for (Job job : settled) {
            Drop drop = drop(job.dropId());
            touched.put(drop.id(), drop);
            if (job.state() != JobState.DONE) {
                if (isTold(job)) {
                    errors.mend(job, drop);
                }
            } else if (collectAgain(job)) {
                again.add(drop.id());
                written.remove(job.id());
            }
        }
        touched.keySet().removeAll(again); // they are written when their pictures are there
        for (Drop drop : touched.values()) {
            Path manifest = output.resolve(Manifest.file(drop));
            boolean whole = Files.exists(manifest) && verifier.read(manifest).isPresent();
            if (!whole && ledger.manifestAgain(drop.id())) {
                LOG.warn("the manifest of {} did not outlast the power cut and is written again", drop.path());
            }
        }
        return written;
    }

    private Drop drop(String id) {
        return drops.computeIfAbsent(id, key -> ledger.drop(key).orElseThrow());
    }

    private static boolean isTold(Job job) {
        return job.dueAt() == null;
    }

    /** Every time that a job settled has its line; what was told of, and has lost it, gets it again. */
    private Map<String, Integer> mendLog(List<Job> settled) throws IOException {
        List<Job> ended =
                settled.stream().filter(job -> job.state().isSettled()).toList();
        Map<String, Integer> lines = log.mend(ended.stream().map(Job::id).collect(Collectors.toSet()));
        Map<String, Integer> written = new HashMap<>();
        for (Job job : ended) {
            History history = ledger.history(job.id());
            int due = Reach.settlings(history.events());
            boolean hasLine = lines.getOrDefault(job.id(), 0) >= due;
            if (!isTold(job) && hasLine) {
                written.put(job.id(), due);
            } else if (isTold(job) && !hasLine) {
                log.append(Records.of(job, history), drop(job.dropId()));
            }
        }
        log.force();
        ledger.mark(Settles.REACH, log.length());
        return written;
    }

    /** @return whether a picture of the job does not hold, and the job was opened again */
    private boolean collectAgain(Job job) throws IOException {
        Map<Picture, String> faults = new LinkedHashMap<>();
        for (Picture picture : ledger.pictures(job.id())) {
            Optional<String> fault = verifier.fault(picture.file(), picture.bytes(), picture.sha256());
            fault.ifPresent(what -> faults.put(picture, what));
        }
        if (faults.isEmpty() || job.request() == null || job.request().media().isEmpty()) {
            return false;
        }
        for (Picture picture : faults.keySet()) {
            store.setAside(picture.file());
        }
        Map.Entry<Picture, String> first = faults.entrySet().iterator().next();
        String why = first.getKey().file() + " did not outlast the power cut (" + first.getValue() + ")";
        Instant now = clock.instant();
        Job ready = job.with(JobState.READY, now).withCounts(job.attempts(), 0);
        Optional<Job> written =
                ledger.byHand(Step.to(job, ready, List.of(new JobEvent(now, "disk", "collect-again", why))));
        written.ifPresent(again -> TransitionLog.moved(job.state(), again, why + "; it is collected again"));
        return written.isPresent();
    }
}
