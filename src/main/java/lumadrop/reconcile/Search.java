package lumadrop.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lumadrop.api.ListItem;
import lumadrop.api.RequestBody;
import lumadrop.job.Job;
import lumadrop.job.JobState;

/**
 * One look for all jobs whose request the upstream may have without our knowing its id. An item that repeats what a job
 * sent, was made since, and is nobody's is that job's. Jobs that sent the same are matched with such items one to one, in
 * the order of time. An item that does not say what was asked is taken only where it can be nobody else's.
 */
public final class Search {
    private static final Comparator<Job> BY_ATTEMPT =
            Comparator.comparing(Search::attempt).thenComparing(Job::dropId).thenComparing(Job::n);
    private static final Comparator<Claim> BY_TIME =
            Comparator.comparing(Claim::created).thenComparing(Claim::id);

    private final RequestList list;
    private final List<Claim> claims = new ArrayList<>();

    /**
     * @param uncertain all jobs whose request may be there, those just being submitted included; asked for after the list,
     *     so that none is missing whose request the list may hold
     * @param isOurs whether a request is, or was, a job's
     */
    public Search(RequestList list, List<Job> uncertain, Predicate<String> isOurs) {
        this.list = list;
        // A list of thousands is not to be held against each of hundreds of jobs, one by one.
        Map<String, List<Job>> byPrompt = uncertain.stream()
                .collect(Collectors.groupingBy(job -> job.ask().prompt()));
        for (ListItem item : list.items()) {
            claim(item, sayingTheSame(item, uncertain, byPrompt))
                    .filter(claim -> !isOurs.test(claim.id()))
                    .ifPresent(claims::add);
        }
    }

    /** Those that the item may be like at all: of the same prompt, or all where it does not say. */
    private static List<Job> sayingTheSame(ListItem item, List<Job> all, Map<String, List<Job>> byPrompt) {
        String prompt =
                item.payload() == null ? "" : item.payload().path("prompt").asText("");
        return prompt.isEmpty() ? all : byPrompt.getOrDefault(prompt, List.of());
    }

    private Optional<Claim> claim(ListItem item, List<Job> uncertain) {
        TreeMap<Likeness, List<Job>> byLikeness = new TreeMap<>(Comparator.reverseOrder());
        for (Job job : uncertain) {
            Likeness likeness = Likeness.of(item, job.ask());
            // One that is held or given up is nobody's to match, but what does not say whose it is may be its.
            boolean counts = likeness == Likeness.BLANK || isAtWork(job);
            if (likeness != Likeness.NONE && counts && isInTime(item, likeness, job)) {
                byLikeness.computeIfAbsent(likeness, any -> new ArrayList<>()).add(job);
            }
        }
        if (byLikeness.isEmpty()) {
            return Optional.empty();
        }
        Map.Entry<Likeness, List<Job>> best = byLikeness.pollFirstEntry();
        List<Job> others = byLikeness.values().stream().flatMap(List::stream).toList();
        return Optional.of(new Claim(item, best.getKey(), best.getValue(), others));
    }

    private static boolean isAtWork(Job job) {
        return job.state() == JobState.UNKNOWN || job.state() == JobState.SUBMITTING;
    }

    private boolean isInTime(ListItem item, Likeness likeness, Job job) {
        Instant created = item.snapshot().createdAt();
        if (created == null) {
            return true;
        }
        // What says nothing of itself must at least have been made while the attempt was under way.
        Instant end = job.doubt().isOpen() ? job.doubt().openSince() : list.asked();
        boolean early = created.isBefore(list.earliest(attempt(job)));
        return !early && (likeness != Likeness.BLANK || !created.isAfter(list.latest(end)));
    }

    private static Instant attempt(Job job) {
        return Objects.requireNonNullElse(job.doubt().attemptedAt(), job.acceptedAt());
    }

    /** The jobs that an item could be the request of; none where it is known, or nothing of ours. */
    public List<Job> couldBe(String requestId) {
        return claims.stream()
                .filter(claim -> claim.id().equals(requestId))
                .flatMap(claim -> claim.jobs().stream())
                .toList();
    }

    /** What the look says of one of the uncertain jobs. */
    public Finding of(Job job) {
        List<Claim> named = claimsOf(Set.of(job), false);
        if (!named.isEmpty()) {
            return among(job, false);
        }
        return claimsOf(Set.of(job), true).isEmpty() ? absence(job) : among(job, true);
    }

    private List<Claim> claimsOf(Set<Job> jobs, boolean blank) {
        return claims.stream()
                .filter(claim -> (claim.likeness() == Likeness.BLANK) == blank)
                .filter(claim -> claim.jobs().stream().anyMatch(jobs::contains))
                .toList();
    }

    private Finding among(Job job, boolean blank) {
        Set<Job> peers = peers(job, blank);
        List<Claim> items = claimsOf(peers, blank);
        if (peers.stream().anyMatch(peer -> peer.state() == JobState.SUBMITTING)) {
            return new Finding.UnderWay("request " + items.get(0).id() + " may be that of a job just being submitted");
        }
        ObjectNode sent = RequestBody.payload(job.ask());
        boolean alike = peers.stream()
                .allMatch(peer -> RequestBody.payload(peer.ask()).equals(sent)
                        && peer.ask().model().equals(job.ask().model()));
        boolean allAtWork = peers.stream().allMatch(Search::isAtWork);
        if (!alike || !allAtWork || blank && items.size() > peers.size()) {
            return new Finding.Unproven(items.size() + (items.size() == 1 ? " request" : " requests")
                    + " of the list (" + items.get(0).id() + (items.size() == 1 ? "" : ", …") + ") may be this job's or"
                    + " another's: the list does not repeat what was asked");
        }
        Optional<Claim> matched = matched(job, peers, items);
        if (matched.isPresent()) {
            return new Finding.Found(matched.get().item().snapshot());
        }
        return items.stream()
                .filter(item -> item.created() == null)
                .findFirst()
                .<Finding>map(item ->
                        new Finding.Unproven("request " + item.id() + " of the list does not say when it was made"))
                .orElseGet(() -> absence(job));
    }

    /** All jobs that the same items may belong to, one leading to another. */
    private Set<Job> peers(Job job, boolean blank) {
        Set<Job> peers = new LinkedHashSet<>(List.of(job));
        int before = 0;
        while (peers.size() > before) {
            before = peers.size();
            claimsOf(peers, blank).forEach(claim -> peers.addAll(claim.jobs()));
        }
        return peers;
    }

    /** The earliest item goes to the earliest attempt that it can belong to: so as many as possible get one. */
    private Optional<Claim> matched(Job job, Set<Job> peers, List<Claim> items) {
        List<Job> waiting = new ArrayList<>(peers.stream().sorted(BY_ATTEMPT).toList());
        List<Claim> inOrder = items.stream()
                .filter(item -> item.created() != null)
                .sorted(BY_TIME)
                .toList();
        for (Claim item : inOrder) {
            Optional<Job> first = waiting.stream().filter(item.jobs()::contains).findFirst();
            if (first.isPresent() && first.get().equals(job)) {
                return Optional.of(item);
            }
            first.ifPresent(waiting::remove);
        }
        return Optional.empty();
    }

    private Finding absence(Job job) {
        for (Claim claim : claims) {
            boolean sent = claim.jobs().stream().anyMatch(other -> other.state() == JobState.SUBMITTING);
            if (sent && claim.others().contains(job)) {
                return new Finding.UnderWay("request " + claim.id() + " may be that of a job just being submitted");
            }
        }
        return list.shortfall(list.earliest(attempt(job)))
                .<Finding>map(Finding.Unproven::new)
                .orElseGet(Finding.Absent::new);
    }
}
