package lumadrop.flow;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lumadrop.api.AccountTrouble;
import lumadrop.api.Answers;
import lumadrop.api.AskAgain;
import lumadrop.api.Endpoints;
import lumadrop.api.StatusAnswer;
import lumadrop.job.Reason;
import lumadrop.job.Snapshot;
import lumadrop.pace.Backoff;
import lumadrop.pace.Pacer;
import org.apache.camel.Exchange;

/** The steps around a status call. Each leaves in the exchange property {@code answer} what it came to, in one word. */
public final class Polls {
    /** A request that the upstream does not know right after its submit may be a lag. */
    private static final Duration LAG = Duration.ofMinutes(1);

    /** How often in a row it must not know it after that. */
    private static final int LOOKS = 3;

    /** One request alone may be refused to the key: it is not asked after more often than that. */
    private static final Duration ACCOUNT_WAIT = Duration.ofMinutes(1);

    private static final String SENT_AT = "sentAt";

    private final Endpoints endpoints;
    private final Answers answers;
    private final Watch watch;
    private final Clock clock;
    private final Backoff backoff;
    private final Sweeps sweeps;
    private final Pacer pacer;

    /** @param pacer of all free calls for requests in flight: gets back the leave for a call that is not made */
    Polls(Endpoints endpoints, Answers answers, Watch watch, Clock clock, Backoff backoff, Sweeps sweeps, Pacer pacer) {
        this.endpoints = endpoints;
        this.answers = answers;
        this.watch = watch;
        this.clock = clock;
        this.backoff = backoff;
        this.sweeps = sweeps;
        this.pacer = pacer;
    }

    /** Says where the request's status is; or leaves what the list has said of it, if it is {@code listed}. */
    public void request(Exchange exchange) {
        Hand hand = Hand.of(exchange);
        Optional<Snapshot> listed = sweeps.sparesCall(hand);
        if (listed.isPresent()) {
            pacer.putBack(1);
            exchange.setProperty(Answering.PROPERTY, Answering.LISTED);
            Answering.status(exchange, listed.get());
            return;
        }
        String id = hand.getRequestId();
        exchange.setProperty(Answering.PROPERTY, "ask");
        exchange.setProperty(SENT_AT, clock.instant());
        exchange.getIn().setBody(null);
        exchange.getIn().setHeader(Exchange.HTTP_URI, endpoints.request(id).toString());
    }

    /** Reads the status; a {@code seen} one leaves its snapshot in the body. */
    public void answer(Exchange exchange) throws IOException {
        String id = Hand.of(exchange).getRequestId();
        settle(exchange, answers.status(HttpAnswers.read(exchange, clock), id));
    }

    /** No answer came. */
    public void unanswered(Exchange exchange) {
        settle(exchange, answers.broke(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
    }

    private void settle(Exchange exchange, StatusAnswer answer) {
        Hand hand = Hand.of(exchange);
        exchange.setProperty(Answering.PROPERTY, answer.word());
        watch.polled(answer, hand.getRequestId(), exchange.getProperty(SENT_AT, Instant.class));
        if (answer instanceof StatusAnswer.Seen seen) {
            Answering.status(exchange, seen.snapshot());
        } else if (answer instanceof StatusAnswer.NotThere notThere) {
            Instant now = clock.instant();
            boolean lag = now.isBefore(hand.job().request().submittedAt().plus(LAG))
                    || hand.job().troubles() + 1 < LOOKS;
            if (lag && !notThere.gone()) {
                exchange.setProperty(Answering.PROPERTY, "not-there-yet");
                later(hand, notThere.reason(), null);
            } else {
                hand.because(notThere.reason());
            }
        } else if (answer instanceof AskAgain again) {
            later(hand, again.reason(), again.pause());
        } else if (answer instanceof AccountTrouble trouble) {
            Instant now = clock.instant();
            hand.waits(trouble.reason(), now, ACCOUNT_WAIT);
        }
    }

    private void later(Hand hand, Reason reason, Duration wait) {
        Instant now = clock.instant();
        hand.trouble(reason, now, backoff.after(hand.job().troubles(), wait));
    }
}
