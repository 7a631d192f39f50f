package lumadrop.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import lumadrop.api.ListItem;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.ledger.Ledger;
import lumadrop.reconcile.Finding;
import lumadrop.reconcile.RequestList;
import lumadrop.reconcile.Search;

/** The upstream's list held against the ledger. */
final class Bill {
    /**
     * A request that the ledger does not know.
     *
     * @param mayBeOf the job whose uncertain submit may have made it; null for none
     * @param certain whether it is that job's
     */
    record Stranger(ListItem item, Job mayBeOf, boolean certain) {}

    private final Instant since;
    private final int upstream;
    private final List<Stranger> strangers = new ArrayList<>();
    private final Optional<String> shortfall;

    private final boolean hasLedger;
    private final int byLogAlone;

    /**
     * @param since what the upstream made before that time of its own is left out
     * @param remembered what the ledger knew of requests made before that time, it may have forgotten
     * @param ledger asked after the list, so that no job is missing whose request may be there; null for none
     * @param delivered requests whose pictures came out, also where the ledger is not the one that knew them
     */
    Bill(RequestList list, Instant since, Instant remembered, Ledger ledger, Set<String> delivered) {
        this(
                list,
                since,
                remembered,
                ledger == null ? List.of() : ledger.uncertain(),
                ledger == null ? id -> false : ledger::knows,
                ledger != null,
                delivered);
    }

    Bill(
            RequestList list,
            Instant since,
            Instant remembered,
            List<Job> uncertain,
            Predicate<String> isRecorded,
            boolean hasLedger,
            Set<String> delivered) {
        this.since = since;
        this.hasLedger = hasLedger;
        this.shortfall = list.shortfall(since);
        Predicate<String> isOurs = id -> delivered.contains(id) || isRecorded.test(id);
        List<ListItem> items =
                list.items().stream().filter(item -> !isBefore(item, since)).toList();
        this.upstream = items.size();
        this.byLogAlone = (int) items.stream()
                .filter(item -> !isBefore(item, remembered))
                .map(item -> item.snapshot().requestId())
                .filter(id -> delivered.contains(id) && !isRecorded.test(id))
                .count();
        // A held job may be helped here; one that a person has given up is no reason to leave what it made.
        List<Job> sought = uncertain.stream()
                .filter(job -> job.state() != JobState.FAILED)
                .map(job -> job.state() == JobState.HELD ? job.with(JobState.UNKNOWN, null) : job)
                .toList();
        Search search = new Search(list, sought, isOurs);
        Map<String, Job> certain = new LinkedHashMap<>();
        for (Job job : sought) {
            if (search.of(job) instanceof Finding.Found found) {
                certain.put(found.snapshot().requestId(), job);
            }
        }
        for (ListItem item : items) {
            String id = item.snapshot().requestId();
            if (!isOurs.test(id)) {
                Job mayBe = search.couldBe(id).stream().findFirst().orElse(null);
                strangers.add(
                        new Stranger(item, as(uncertain, certain.getOrDefault(id, mayBe)), certain.containsKey(id)));
            }
        }
    }

    private static boolean isBefore(ListItem item, Instant time) {
        Instant created = item.snapshot().createdAt();
        return created != null && created.isBefore(time);
    }

    private static Job as(List<Job> held, Job sought) {
        return held.stream()
                .filter(job -> sought != null && job.id().equals(sought.id()))
                .findFirst()
                .orElse(null);
    }

    List<Stranger> strangers() {
        return strangers;
    }

    Instant since() {
        return since;
    }

    int upstream() {
        return upstream;
    }

    int ours() {
        return upstream - strangers.size();
    }

    boolean hasLedger() {
        return hasLedger;
    }

    /** How many of ours the ledger should know and does not: that their pictures came out is all that tells. */
    int byLogAlone() {
        return byLogAlone;
    }

    /** Why the list may not show all that was made since; empty if it does. */
    Optional<String> shortfall() {
        return shortfall;
    }

    /** Those that nobody here is waiting for. */
    List<ListItem> nobodys() {
        return strangers.stream()
                .filter(stranger -> stranger.mayBeOf() == null)
                .map(Stranger::item)
                .toList();
    }

    /** Those that are certainly a held job's own. */
    List<Stranger> ofHeldJobs() {
        return strangers.stream()
                .filter(stranger -> stranger.certain() && stranger.mayBeOf().state() == JobState.HELD)
                .toList();
    }

    /** How many can be adopted. */
    int adoptable() {
        return nobodys().size() + ofHeldJobs().size();
    }

    /** How many nobody can tell to be a held job's or not. */
    int mayBeOfHeldJobs() {
        return (int) strangers.stream()
                .filter(stranger ->
                        stranger.mayBeOf() != null && stranger.mayBeOf().state() == JobState.HELD)
                .filter(stranger -> !stranger.certain())
                .count();
    }

    /** How many are, or may be, what a job has sent that will look for its request by itself. */
    int mayBeOfJobsAtWork() {
        return strangers.size() - adoptable() - mayBeOfHeldJobs();
    }
}
