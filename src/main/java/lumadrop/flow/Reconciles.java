package lumadrop.flow;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lumadrop.api.AccountTrouble;
import lumadrop.api.Answers;
import lumadrop.api.AskAgain;
import lumadrop.api.Endpoints;
import lumadrop.api.HttpAnswer;
import lumadrop.api.ListAnswer;
import lumadrop.job.Doubt;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import lumadrop.ledger.Ledger;
import lumadrop.pace.Backoff;
import lumadrop.reconcile.Finding;
import lumadrop.reconcile.Looks;
import lumadrop.reconcile.RequestList;
import lumadrop.reconcile.Search;
import lumadrop.text.Durations;
import org.apache.camel.Exchange;

/**
 * The steps that settle an uncertain submit by the upstream's list. Each leaves in the exchange property {@code answer} what
 * the list comes to, in one word: {@code ask} it first, {@code found}, {@code absent} for sure, {@code risked} by the
 * operator's will, {@code refused} as the upstream had said, {@code unsettled} for good, or {@code look-again}.
 *
 * <p>Used by one job at a time, so that of two that sent the same the second sees what the first was given.
 */
public final class Reconciles {
    /** A second POST that is only risked, and one that follows a proof, both have an end. */
    private static final int MOST_REPEATS = 3;

    private static final int MOST_RENEWALS = 10;

    /** So long one list serves all jobs. What has become of its items meanwhile is asked of the ledger. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** A list that fails is not asked anew for each job: it may take as long as a timeout to say so. */
    private static final Duration FAILED_FOR = Duration.ofSeconds(5);

    private static final Duration ACCOUNT_WAIT = Duration.ofMinutes(1);

    /** A request of ours that was submitted in this time, but not just now, must be in the list. */
    private static final Duration KNOWN_FROM = Duration.ofHours(1);

    private static final Duration KNOWN_UNTIL = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final Answers answers;
    private final Endpoints endpoints;
    private final OnUnknown onUnknown;
    private final Looks looks;
    private final Clock clock;
    private final Backoff backoff;
    private final PageSize pages = new PageSize();
    private Kept kept;

    /**
     * What the last question brought: a list, or why there is none.
     *
     * @param status the HTTP status; 0 where no answer came
     */
    private record Kept(String model, Instant asked, RequestList list, ListAnswer failure, int status) {}

    Reconciles(
            Ledger ledger,
            Answers answers,
            Endpoints endpoints,
            OnUnknown onUnknown,
            Looks looks,
            Clock clock,
            Backoff backoff) {
        this.ledger = ledger;
        this.answers = answers;
        this.endpoints = endpoints;
        this.onUnknown = onUnknown;
        this.looks = looks;
        this.clock = clock;
        this.backoff = backoff;
    }

    /** Decides without the list where that is wanted, judges by one that is still fresh, or says where to ask for it. */
    public void begin(Exchange exchange) {
        Hand hand = Hand.of(exchange);
        String model = hand.job().ask().model();
        if (onUnknown == OnUnknown.HOLD) {
            unsettled(exchange, hand, "lumadrop.on-unknown-submit is hold");
        } else if (onUnknown == OnUnknown.RESUBMIT) {
            risk(exchange, hand);
        } else if (isFresh(model, hand.job().doubt())) {
            judge(exchange, hand);
        } else {
            kept = new Kept(model, clock.instant(), null, null, 0);
            exchange.getIn().setBody(null);
            exchange.getIn()
                    .setHeader(
                            Exchange.HTTP_URI, pages.address(endpoints, model).toString());
            says(exchange, "ask");
        }
    }

    /** Not one from before the attempt ended: what arrived late would be missing from it. */
    private boolean isFresh(String model, Doubt doubt) {
        if (kept == null
                || doubt.isOpen() && kept.asked().isBefore(doubt.openSince())
                || !kept.model().equals(model)
                || kept.list() == null && kept.failure() == null) {
            return false;
        }
        // Never for two looks of one job, which would be one.
        Duration keep = Durations.shorter(
                kept.list() != null ? FRESH : FAILED_FOR, looks.wait(1).dividedBy(2));
        Instant now = clock.instant();
        return now.isBefore(kept.asked().plus(keep)) && !now.isBefore(kept.asked());
    }

    /** Reads the list. */
    public void answer(Exchange exchange) throws IOException {
        Hand hand = Hand.of(exchange);
        HttpAnswer answer = HttpAnswers.read(exchange, clock);
        ListAnswer list = answers.list(answer);
        if (list instanceof AskAgain && pages.isToBlame(answer)) {
            kept = null;
            says(exchange, "look-again");
        } else if (list instanceof ListAnswer.Page page) {
            keep(RequestLists.of(page, answer, kept.asked(), missing(page)), null, answer.status());
            judge(exchange, hand);
        } else {
            keep(null, list, answer.status());
            judge(exchange, hand);
        }
    }

    /** No answer came. */
    public void unanswered(Exchange exchange) {
        keep(null, answers.broke(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)), 0);
        judge(exchange, Hand.of(exchange));
    }

    private void keep(RequestList list, ListAnswer failure, int status) {
        kept = new Kept(kept.model(), kept.asked(), list, failure, status);
    }

    /** Our newest request that the upstream has had for a moment, if the list does not hold it: then it is not whole. */
    private String missing(ListAnswer.Page page) {
        return ledger.newestRequest(kept.asked().minus(KNOWN_FROM), kept.asked().minus(KNOWN_UNTIL))
                .filter(id -> page.items().stream()
                        .noneMatch(item -> item.snapshot().requestId().equals(id)))
                .orElse(null);
    }

    private void judge(Exchange exchange, Hand hand) {
        if (kept.list() == null) {
            withoutList(exchange, hand);
            return;
        }
        // In this order: what was in the list when it was made is by now known, or in doubt, or being submitted.
        List<Job> uncertain = ledger.uncertain();
        Job job = uncertain.stream()
                .filter(one -> one.id().equals(hand.getId()))
                .findFirst()
                .orElse(hand.held());
        Finding finding = new Search(kept.list(), uncertain, ledger::knows).of(job);
        if (finding instanceof Finding.Found found) {
            adopt(exchange, hand, found.snapshot());
        } else if (finding instanceof Finding.Absent) {
            absent(exchange, hand);
        } else if (finding instanceof Finding.UnderWay underWay) {
            lookAgain(exchange, hand, hand.job().doubt(), underWay.why(), looks.wait(1));
        } else if (finding instanceof Finding.Unproven
                && pages.more(kept.list().items().size())) {
            kept = null;
            says(exchange, "look-again");
        } else if (finding instanceof Finding.Unproven unproven) {
            inVain(exchange, hand, unproven.why(), null, Looks.ENOUGH);
        }
    }

    private void withoutList(Exchange exchange, Hand hand) {
        if (kept.failure() instanceof AskAgain again) {
            inVain(exchange, hand, "the list cannot be had: " + again.reason().text(), again.pause(), Looks.PATIENCE);
        } else if (kept.failure() instanceof AccountTrouble trouble) {
            String why = "the list cannot be had: " + trouble.reason().text();
            if (kept.status() == 401
                    || kept.status() == 402) { // nothing works until that is mended, and then this does
                lookAgain(exchange, hand, hand.job().doubt(), why, ACCOUNT_WAIT);
            } else {
                inVain(exchange, hand, why, null, Looks.ENOUGH);
            }
        }
    }

    private void adopt(Exchange exchange, Hand hand, Snapshot snapshot) {
        Instant now = clock.instant();
        // A new deadline: what is found late is not given up for that.
        hand.next(hand.job().withRequest(Request.taken(snapshot.requestId(), now)))
                .wentWell()
                .event(new JobEvent(
                        now,
                        "reconcile",
                        "adopted",
                        "request " + snapshot.requestId() + " of the upstream's list is this job's"));
        Answering.status(exchange, snapshot);
        says(exchange, "found");
    }

    private void absent(Exchange exchange, Hand hand) {
        Doubt doubt = hand.job().doubt();
        int seen = doubt.absent() + 1;
        boolean refused = isRefused(hand.job());
        if (seen < (refused ? Looks.CONFIRM : Looks.ENOUGH)) {
            String why = "not in the upstream's list at look " + seen;
            lookAgain(exchange, hand, doubt.looked(seen, 0), why, looks.wait(seen));
        } else if (refused && doubt.renewals() > 0) {
            says(exchange, "refused"); // once more at most
        } else if (doubt.renewals() >= MOST_RENEWALS) {
            unsettled(exchange, hand, "it never arrived, " + (MOST_RENEWALS + 1) + " times");
        } else {
            Instant now = clock.instant();
            hand.next(hand.job().withDoubt(doubt.renewed()))
                    .wentWell()
                    .dueAt(now.plus(backoff.after(doubt.renewals())))
                    .event(new JobEvent(
                            now,
                            "reconcile",
                            "absent",
                            "not in the upstream's list at " + seen + " looks: it never arrived, and is sent again"));
            says(exchange, "absent");
        }
    }

    private void inVain(Exchange exchange, Hand hand, String why, Duration pause, int most) {
        Doubt doubt = hand.job().doubt();
        int seen = doubt.vain() + 1;
        if (seen >= most) {
            unsettled(exchange, hand, why);
        } else {
            Duration wait = looks.wait(seen);
            lookAgain(
                    exchange,
                    hand,
                    doubt.looked(doubt.absent(), seen),
                    why,
                    pause == null || pause.compareTo(wait) < 0 ? wait : pause);
        }
    }

    private void lookAgain(Exchange exchange, Hand hand, Doubt doubt, String why, Duration wait) {
        Instant now = clock.instant();
        hand.next(hand.job().withDoubt(doubt));
        // What the maker refused keeps its words: they are the reason if it is refused again.
        Reason reason = isRefused(hand.job())
                ? hand.job().reason()
                : new Reason(
                        ReasonClass.UNKNOWN_SUBMIT, "whether the upstream took the request is not known yet: " + why);
        hand.trouble(reason, now, wait);
        says(exchange, "look-again");
    }

    /** Nothing but a person can tell; but what the upstream itself has refused has failed. */
    private static void unsettled(Exchange exchange, Hand hand, String why) {
        if (isRefused(hand.job())) {
            says(exchange, "refused");
            return;
        }
        hand.because(new Reason(
                ReasonClass.UNKNOWN_SUBMIT,
                "whether the upstream took the request is not known, and nothing here tells: " + why
                        + ". Look at the upstream's own list; then `retry --pay-again " + hand.getId()
                        + "` sends it again, or `cancel " + hand.getId() + "` gives it up"));
        says(exchange, "unsettled");
    }

    private void risk(Exchange exchange, Hand hand) {
        Doubt doubt = hand.job().doubt();
        boolean refused = isRefused(hand.job());
        if (refused ? doubt.renewals() > 0 : doubt.repeats() >= MOST_REPEATS) {
            unsettled(exchange, hand, "it was sent " + (MOST_REPEATS + 1) + " times, each time to no certain end");
            return;
        }
        Instant now = clock.instant();
        hand.next(hand.job().withDoubt(refused ? doubt.renewed() : doubt.repeated()))
                .wentWell()
                .dueAt(now.plus(backoff.after(doubt.repeats())))
                .event(new JobEvent(now, "reconcile", "risked", "sent again by lumadrop.on-unknown-submit = resubmit"));
        says(exchange, "risked");
    }

    /** The model's maker refused it, as far as the upstream says; then the reason is the maker's. */
    private static boolean isRefused(Job job) {
        return job.reason() != null && job.reason().reasonClass() != ReasonClass.UNKNOWN_SUBMIT;
    }

    private static void says(Exchange exchange, String word) {
        exchange.setProperty(Answering.PROPERTY, word);
    }
}
