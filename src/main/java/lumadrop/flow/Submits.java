package lumadrop.flow;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import lumadrop.api.AccountTrouble;
import lumadrop.api.Answers;
import lumadrop.api.RequestBody;
import lumadrop.api.SubmitAnswer;
import lumadrop.job.Job;
import lumadrop.job.JobEvent;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.ledger.Ledger;
import lumadrop.pace.Backoff;
import org.apache.camel.Exchange;

/** The steps around the paid POST. Each leaves in the exchange property {@code answer} what it came to, in one word. */
public final class Submits {
    /** The event of a throttle in disguise (a 200 with {@code failed}), by which they are counted apart from others. */
    private static final String DISGUISED = "failed-throttled";

    private final Answers answers;
    private final Watch watch;
    private final Ledger ledger;
    private final int throttleTries;
    private final Clock clock;
    private final Backoff backoff;
    private final String idHeader;

    /**
     * @param throttleTries how often a job is submitted anew after throttles in disguise
     * @param idHeader the header for the attempt's stable id; empty for none
     */
    Submits(
            Answers answers,
            Watch watch,
            Ledger ledger,
            int throttleTries,
            Clock clock,
            Backoff backoff,
            String idHeader) {
        this.answers = answers;
        this.watch = watch;
        this.ledger = ledger;
        this.throttleTries = throttleTries;
        this.clock = clock;
        this.backoff = backoff;
        this.idHeader = idHeader;
    }

    /** Makes the body of the POST. */
    public void request(Exchange exchange) {
        Job job = Hand.of(exchange).job();
        exchange.getIn().setBody(RequestBody.of(job.ask()));
        if (!idHeader.isEmpty()) {
            exchange.getIn().setHeader(idHeader, job.attemptId());
        }
        exchange.getIn().setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    /** Reads the answer to the POST; a {@code taken} one leaves its snapshot in the body. */
    public void answer(Exchange exchange) throws IOException {
        settle(exchange, answers.submit(HttpAnswers.read(exchange, clock)));
    }

    /** No answer came: was the request sent? */
    public void unanswered(Exchange exchange) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        settle(exchange, answers.submitBroke(cause));
    }

    private void settle(Exchange exchange, SubmitAnswer answer) {
        Hand hand = Hand.of(exchange);
        exchange.setProperty(Answering.PROPERTY, answer.word());
        hand.event(new JobEvent(clock.instant(), "answer", answer.word(), said(answer)));
        watch.submitted(answer, hand);
        if (answer instanceof SubmitAnswer.Taken taken) {
            Job job = hand.job();
            // The POST left after the job was written "submitting": the deadline counts from there.
            Request request = Request.taken(taken.snapshot().requestId(), job.changedAt());
            hand.next(job.withRequest(request)).wentWell();
            Answering.status(exchange, taken.snapshot());
        } else if (answer instanceof SubmitAnswer.FailedThrottled throttled) {
            throttledInDisguise(exchange, hand, throttled);
        } else if (answer instanceof SubmitAnswer.Refused refused) {
            hand.because(refused.reason());
        } else if (answer instanceof SubmitAnswer.RefusedByBackend refused) {
            hand.because(refused.reason());
        } else if (answer instanceof SubmitAnswer.Uncertain uncertain) {
            hand.because(uncertain.reason());
        } else if (answer instanceof SubmitAnswer.Throttled throttled) {
            later(hand, throttled.reason(), throttled.pause());
        } else if (answer instanceof AccountTrouble trouble) {
            hand.waits(trouble.reason(), clock.instant(), Duration.ZERO); // all submits wait for it to be over
        } else if (answer instanceof SubmitAnswer.NotSent notSent) {
            Job job = hand.job();
            hand.next(job.withCounts(job.attempts() - 1, job.troubles())); // no POST has left
            later(hand, notSent.reason(), null);
        }
    }

    /** For the job's history: the request that was taken. A reason is told with what follows from the answer. */
    private static String said(SubmitAnswer answer) {
        return answer instanceof SubmitAnswer.Taken taken
                ? "request " + taken.snapshot().requestId() + ", "
                        + taken.snapshot().status()
                : null;
    }

    /** Whether the request ended as throttled, nothing made, and another submit is worth it. */
    public boolean throttled(Exchange exchange) {
        Job job = Hand.of(exchange).job();
        return job.reason() != null && job.reason().reasonClass() == ReasonClass.RATE_LIMITED && mayTryAgain(job);
    }

    /** Lets the throttled request go: the job is submitted anew after a while. */
    public void again(Exchange exchange) {
        Hand hand = Hand.of(exchange);
        Job job = hand.job();
        watch.throttled(job.request().submittedAt(), null, null);
        hand.next(job.withRequest(null));
        disguised(hand, job.reason(), null);
    }

    private void disguised(Hand hand, Reason reason, Duration wait) {
        later(hand, reason, wait);
        hand.event(new JobEvent(clock.instant(), "trouble", DISGUISED, "nothing was made; it is submitted anew"));
    }

    /** A throttle that says so is no try; nor are those before a person had it tried again. */
    private boolean mayTryAgain(Job job) {
        int tried = 0;
        for (JobEvent event : ledger.events(job.id())) {
            boolean disguised = event.kind().equals("trouble") && event.word().equals(DISGUISED);
            tried = event.kind().equals("hand") ? 0 : disguised ? tried + 1 : tried;
        }
        return tried < throttleTries;
    }

    private void throttledInDisguise(Exchange exchange, Hand hand, SubmitAnswer.FailedThrottled throttled) {
        // Never a request of the job's, but one of ours: it must not be taken for what a later submit may have left.
        hand.event(new JobEvent(clock.instant(), "request", throttled.snapshot().requestId(), "throttled at once"));
        if (mayTryAgain(hand.job())) {
            disguised(hand, throttled.snapshot().reason(), throttled.pause());
        } else {
            exchange.setProperty(Answering.PROPERTY, "refused");
            hand.because(throttled.snapshot().reason());
        }
    }

    private void later(Hand hand, Reason reason, Duration wait) {
        Instant now = clock.instant();
        hand.trouble(reason, now, backoff.after(hand.job().troubles(), wait));
    }
}
