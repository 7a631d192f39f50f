package lumadrop.flow;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lumadrop.api.AccountTrouble;
import lumadrop.api.Answers;
import lumadrop.api.AskAgain;
import lumadrop.api.Endpoints;
import lumadrop.api.HttpAnswer;
import lumadrop.api.ListAnswer;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Snapshot;
import lumadrop.learn.Kind;
import lumadrop.ledger.Ledger;
import lumadrop.sweep.Look;
import lumadrop.sweep.Source;
import lumadrop.sweep.Sweep;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.MDC;

/**
 * The steps around a call of the list for requests in flight. It leaves the jobs of which it tells something new in the body,
 * in hand; of what is in hand elsewhere, whoever has it will tell.
 */
public final class Sweeps {
    /** The exchange property with the jobs that were taken in hand. */
    static final String CLAIMED = "swept";

    private static final String SENT_AT = "sentAt";

    private static final int WORTH_HASTE = 5;

    private final Sweep sweep;
    private final Hands hands;
    private final Ledger ledger;
    private final Endpoints endpoints;
    private final Answers answers;
    private final String model;
    private final Asking asking;
    private final Clock clock;

    Sweeps(Sweep sweep, Hands hands, Endpoints endpoints, Answers answers, String model, Asking asking, Clock clock) {
        this.sweep = sweep;
        this.hands = hands;
        this.ledger = hands.ledger();
        this.endpoints = endpoints;
        this.answers = answers;
        this.model = model;
        this.asking = asking;
        this.clock = clock;
    }

    /** Says where the list is, and how much of it is wanted. */
    public void ask(Exchange exchange) {
        int size = sweep.size();
        exchange.setProperty(SENT_AT, clock.instant());
        exchange.getIn().setBody(null);
        exchange.getIn()
                .setHeader(
                        Exchange.HTTP_URI,
                        (size > 0 ? endpoints.requestsOf(model, size) : endpoints.requestsOf(model)).toString());
    }

    /** Reads the list. */
    public void answer(Exchange exchange) throws IOException {
        HttpAnswer answer = HttpAnswers.read(exchange, clock);
        ListAnswer list = answers.list(answer);
        if (list instanceof ListAnswer.Page page) {
            take(exchange, page, answer);
        } else {
            exchange.getMessage().setBody(List.of());
            without(list, answer);
        }
    }

    /** No answer came. */
    public void unanswered(Exchange exchange) {
        exchange.getMessage().setBody(List.of());
        without(answers.broke(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)), null);
    }

    private void without(ListAnswer list, HttpAnswer answer) {
        Instant now = clock.instant();
        if (list instanceof AccountTrouble trouble) {
            sweep.refused("it cannot be had: " + trouble.reason().text(), now);
        } else if (list instanceof AskAgain again && !isToBlame(answer)) {
            sweep.failed("it cannot be had: " + again.reason().text(), again.pause(), now);
        }
    }

    /** Whether it is our wish that was not to be had, and the list may be, without it. */
    private boolean isToBlame(HttpAnswer answer) {
        if (answer == null) {
            return false;
        }
        return answer.isWishRefused() && sweep.sizeRefused() || answer.truncated() && sweep.tooLong();
    }

    private void take(Exchange exchange, ListAnswer.Page page, HttpAnswer answer) {
        Instant now = clock.instant();
        Instant sentAt = exchange.getProperty(SENT_AT, Instant.class);
        Look look = sweep.page(page, answer.body().length, sentAt, now);
        look.same().forEach(one -> asking.seen(one.kind(), one.request(), one.snapshot(), now));
        List<Swept> swept = claimed(look.news());
        exchange.setProperty(CLAIMED, swept);
        exchange.getMessage().setBody(swept);
    }

    private List<Swept> claimed(List<Look.News> news) {
        Map<String, Look.News> byRequest = new LinkedHashMap<>();
        for (Look.News one : news) {
            String id = one.snapshot().requestId();
            if (hands.ofRequest(id).isEmpty()) { // or it is being asked by id this moment
                byRequest.put(id, one);
            }
        }
        List<Swept> swept = new ArrayList<>();
        if (!byRequest.isEmpty()) {
            for (Job job : ledger.claimRequests(List.copyOf(byRequest.keySet()))) {
                Look.News one = byRequest.get(job.request().id());
                swept.add(new Swept(hands.take(job), one.snapshot(), one.isBelieved()));
            }
        }
        return swept;
    }

    /** Brings one job that was taken in hand on its way. */
    public void begin(Exchange exchange) {
        Swept swept = exchange.getIn().getBody(Swept.class);
        Hand hand = swept.hand();
        MDC.put(Label.KEY, Label.of(hand));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                hands.giveBack(hand, done.getException());
                MDC.remove(Label.KEY);
            }
        });
        exchange.setProperty(Hand.PROPERTY, hand);
        exchange.setProperty(Answering.PROPERTY, swept.isBelieved() ? Answering.LISTED : "ask-at-once");
        Answering.status(exchange, swept.snapshot());
    }

    /**
     * What the list has said of the request of a job whose turn to be asked by id has come, where that call would be too soon:
     * as if the request had been asked by id at that time.
     */
    Optional<Snapshot> sparesCall(Hand hand) {
        Job job = hand.job();
        boolean plain = job.state() == JobState.IN_FLIGHT && job.troubles() == 0 && job.reason() == null;
        Instant now = clock.instant();
        Optional<Snapshot> seen = plain ? sweep.seen(job.request().id(), now) : Optional.empty();
        Optional<Snapshot> recent =
                seen.filter(snapshot -> asking.next(job, snapshot.seenAt()).isAfter(now));
        recent.ifPresent(snapshot -> sweep.spared());
        return recent;
    }

    /**
     * When a request is asked by id next that is due then by its plan. Where the list tells of nearly all others, those few that
     * it lacks are asked sooner; but not what its own plan has next to given up.
     */
    Instant sooner(Job job, Instant due, Instant now) {
        return sweep.gap(job.request().id())
                .filter(gap -> due.isBefore(now.plus(gap.multipliedBy(WORTH_HASTE))))
                .map(now::plus)
                .filter(at -> at.isBefore(due))
                .orElse(due);
    }

    /** A status answer was folded into a job. */
    void folded(Hand hand, Snapshot snapshot, Source source) {
        Job job = hand.job();
        sweep.folded(Kind.of(job.ask()), job.request(), snapshot, hand.due(), source);
    }
}
