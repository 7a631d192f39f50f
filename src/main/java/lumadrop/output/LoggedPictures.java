package lumadrop.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import lumadrop.output.Verifier.Fault;
import lumadrop.output.Verifier.Read;

/**
 * The pictures that {@code manifest.jsonl} alone tells of: of drops whose manifest is still to be written, or is gone. Where
 * a picture's folder is gone as a whole, or another drop's by now, it was moved away, which is its owner's right.
 *
 * <p>Of a job that a manifest tells of as done nothing is kept; of one that was moved away, its id and when it settled. The
 * pictures themselves are kept of jobs in place alone: of open drops, which are few, however long the log.
 */
public final class LoggedPictures {
    private final Verifier verifier;
    /** Drops whose manifest tells of all their jobs as done. */
    private final Set<String> drops = new HashSet<>();
    /** Jobs that a manifest of any other drop tells of as done. */
    private final Set<String> jobs = new HashSet<>();
    /** Whose manifest lies in a folder. */
    private final Map<String, String> owners = new HashMap<>();

    private final Map<String, Newest> newest = new HashMap<>();

    /**
     * What the newest line of a job says.
     *
     * @param pictures how many; 0 if the job is not done
     * @param inPlace those to look at; null where there are none, or they were moved away
     */
    private record Newest(Instant at, int pictures, JsonNode inPlace) {}

    public LoggedPictures(Verifier verifier) {
        this.verifier = verifier;
    }

    /** A manifest was found; all of them come before {@link #read}. */
    public void covers(Read manifest) {
        Set<String> done = new HashSet<>();
        for (JsonNode job : manifest.content().path("jobs")) {
            if (job.path("status").asText("").equals("done")) {
                done.add(job.path("id").asText(""));
            }
        }
        boolean whole = done.size() == manifest.content().path("jobs").size();
        if (manifest.drop() != null) {
            owners.put(manifest.folder(), manifest.drop());
        }
        if (whole
                && manifest.drop() != null
                && manifest.content().path("complete").asBoolean()) {
            drops.add(manifest.drop());
        } else {
            jobs.addAll(done);
        }
    }

    /** Reads the log, and those that were moved away beside it and not packed. */
    public void read(Predicate<ToldJob> meant) throws IOException {
        ToldJob.forEach(verifier.output(), told -> {
            if (meant.test(told) && !drops.contains(told.drop()) && !jobs.contains(told.id())) {
                Newest known = newest.get(told.id());
                if (known == null || !told.at().isBefore(known.at())) {
                    newest.put(told.id(), newest(told));
                }
            }
        });
    }

    private Newest newest(ToldJob told) {
        int pictures = told.isDone() ? told.pictures().size() : 0;
        return new Newest(told.at(), pictures, pictures > 0 && isInPlace(told) ? told.pictures() : null);
    }

    private boolean isInPlace(ToldJob told) {
        String owner = owners.get(told.folder());
        if (owner != null && !owner.equals(told.drop())) {
            return false;
        }
        try {
            return told.folder().isEmpty() || Files.isDirectory(verifier.place(told.folder()));
        } catch (IllegalArgumentException leadsOut) {
            return true; // to be looked at, and said so
        }
    }

    /** How many jobs have pictures here that nothing but a line tells of. */
    public int jobs() {
        return (int)
                newest.values().stream().filter(one -> one.inPlace() != null).count();
    }

    /** How many pictures have left with their folders. */
    public int movedAway() {
        return newest.values().stream()
                .filter(one -> one.inPlace() == null)
                .mapToInt(Newest::pictures)
                .sum();
    }

    /** How many pictures were looked at; what is wrong with them is added to the faults. */
    public int verify(List<Fault> faults) {
        // A name that came free and was given again is the newer job's.
        Map<String, Instant> latest = new HashMap<>();
        forEachInPlace(
                (at, picture) -> latest.merge(file(picture), at, (one, other) -> one.isBefore(other) ? other : one));
        int[] pictures = {0};
        forEachInPlace((at, picture) -> {
            if (at.equals(latest.get(file(picture)))) {
                pictures[0]++;
                verifier.fault(file(picture), picture).ifPresent(what -> faults.add(new Fault(file(picture), what)));
            }
        });
        return pictures[0];
    }

    private interface Each {
        void look(Instant at, JsonNode picture);
    }

    private void forEachInPlace(Each each) {
        newest.values().stream()
                .filter(one -> one.inPlace() != null)
                .forEach(one -> one.inPlace().forEach(picture -> each.look(one.at(), picture)));
    }

    private static String file(JsonNode picture) {
        return picture.path("file").asText("");
    }
}
