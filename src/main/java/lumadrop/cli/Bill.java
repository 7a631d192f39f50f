package lumadrop.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lumadrop.api.ListItem;
import lumadrop.job.Job;
import lumadrop.job.JobState;
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

    /**
     * @param since what the upstream made before that time of its own is left out
     * @param uncertain the jobs whose request may be there, asked for after the list
     */
    Bill(RequestList list, Instant since, List<Job> uncertain, Predicate<String> isOurs) {
        this.since = since;
        this.shortfall = list.shortfall(since);
        List<ListItem> items = list.items().stream()
                .filter(item -> item.snapshot().createdAt() == null
                        || !item.snapshot().createdAt().isBefore(since))
                .toList();
        this.upstream = items.size();
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
}
