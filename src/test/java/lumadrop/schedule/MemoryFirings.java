package lumadrop.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ledger's promise kept in memory; outlives a {@link Schedules}, and can crash it after any of its steps. */
public final class MemoryFirings implements Firings {
    /** Thrown where the process is to die. An error, so that nothing on the way takes it for a passing trouble. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Map<String, Considered> considered = new HashMap<>();
    private final Map<String, Firing> begun = new LinkedHashMap<>();
    private final List<String> finished = new ArrayList<>();
    private String crashAfter = "";
    private boolean busy;
    int writes;

    void crashAfter(String step) {
        crashAfter = step;
    }

    void busy(boolean now) {
        busy = now;
    }

    @Override
    public synchronized Optional<Considered> lastConsidered(String schedule) {
        return Optional.ofNullable(considered.get(schedule));
    }

    @Override
    public synchronized void considered(String schedule, String fingerprint, Instant until) {
        wrote();
        considered.put(schedule, new Considered(fingerprint, until));
        crashIf("considered");
    }

    @Override
    public synchronized void retain(Set<String> schedules) {
        considered.keySet().retainAll(schedules);
    }

    @Override
    public synchronized boolean begin(Firing firing) {
        wrote();
        boolean fresh = begun.putIfAbsent(firing.schedule() + " " + firing.key(), firing) == null;
        crashIf("begin");
        return fresh;
    }

    @Override
    public synchronized void finished(String schedule, String key) {
        crashIf("write");
        wrote();
        finished.add(schedule + " " + key);
        crashIf("finished");
    }

    @Override
    public synchronized List<Firing> unfinished() {
        return begun.entrySet().stream()
                .filter(entry -> !finished.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private void wrote() {
        if (busy) {
            throw new IllegalStateException("database is locked");
        }
        writes++;
    }

    private void crashIf(String step) {
        if (step.equals(crashAfter)) {
            crashAfter = "";
            throw new Crash();
        }
    }
}
