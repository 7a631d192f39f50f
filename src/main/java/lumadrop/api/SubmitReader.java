package lumadrop.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import lumadrop.api.AccountTrouble.Kind;
import lumadrop.job.Phase;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Snapshot;

/** Reads the answer to a POST. Where two readings are possible, the one that cannot lead to a second paid picture. */
final class SubmitReader {
    private static final int MAX_CAUSES = 10;

    /** Failures of HTTP clients, by name, that come before a connection stands: clients' classes are not known here. */
    private static final Set<String> BEFORE_SENDING =
            Set.of("ConnectTimeoutException", "ConnectionRequestTimeoutException", "UnsupportedSchemeException");

    private final RecordReader records;
    private final HttpReasons reasons;

    SubmitReader(RecordReader records, HttpReasons reasons) {
        this.records = records;
        this.reasons = reasons;
    }

    SubmitAnswer read(HttpAnswer answer) {
        return answer.isSuccess() ? accepted(answer) : refused(answer);
    }

    SubmitAnswer read(Throwable failure) {
        return wasNotSent(failure)
                ? new SubmitAnswer.NotSent(
                        reasons.broken(ReasonClass.UPSTREAM_FAILED, "could not reach the upstream", failure))
                : new SubmitAnswer.Uncertain(reasons.broken(
                        ReasonClass.UNKNOWN_SUBMIT,
                        "sent, but no answer came; whether the upstream took the request is not known",
                        failure));
    }

    private static boolean wasNotSent(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof NoRouteToHostException
                    || cause instanceof UnresolvedAddressException
                    || cause instanceof SSLHandshakeException
                    || cause instanceof SSLPeerUnverifiedException
                    || BEFORE_SENDING.contains(cause.getClass().getSimpleName())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private SubmitAnswer accepted(HttpAnswer answer) {
        Optional<JsonNode> json = answer.truncated() ? Optional.empty() : Json.read(answer.body());
        if (json.isEmpty()) {
            return Json.salvage(answer.body(), "request_id")
                    .flatMap(RecordReader::usable)
                    .<SubmitAnswer>map(id -> new SubmitAnswer.Taken(RecordReader.idOnly(id, answer.seenAt())))
                    .orElseGet(() -> uncertain(answer, Words.ofError(answer)));
        }
        JsonNode record = json.get();
        Optional<Words> words = Words.ofError(record);
        Optional<String> id = RecordReader.requestId(record);
        boolean creditIsSpent =
                words.map(Words::meant).filter(ReasonWords::sayCreditIsSpent).isPresent();
        if (creditIsSpent && !RecordReader.hasStatus(record)) {
            return new AccountTrouble(Kind.CREDIT, reasons.of(ReasonClass.ACCOUNT, answer, words));
        }
        return id.map(known -> accepted(records.read(record, known, answer.seenAt()), answer, record))
                .orElseGet(() -> uncertain(answer, words));
    }

    private static SubmitAnswer accepted(Snapshot snapshot, HttpAnswer answer, JsonNode record) {
        if (snapshot.phase() == Phase.FAILED || snapshot.phase() == Phase.CANCELLED) {
            Reason reason = snapshot.reason();
            if (reason.reasonClass() == ReasonClass.RATE_LIMITED) {
                return new SubmitAnswer.FailedThrottled(snapshot, Waits.of(answer, record), Waits.limit(record));
            }
            if (reason.reasonClass() == ReasonClass.ACCOUNT) {
                return new AccountTrouble(Kind.CREDIT, reason);
            }
        }
        return new SubmitAnswer.Taken(snapshot);
    }

    private SubmitAnswer refused(HttpAnswer answer) {
        Optional<Words> words = Words.ofError(answer);
        String said = words.map(Words::meant).orElse("");
        int status = answer.status();
        Optional<ReasonClass> backend = status == 500 ? ReasonWords.ofBackend(said) : Optional.empty();
        if (backend.isPresent()) {
            return new SubmitAnswer.RefusedByBackend(reasons.quoted(backend.get(), answer, words));
        }
        boolean refusedByStatus = status >= 400 && status <= 499;
        if (status == 402
                || refusedByStatus && !isOpen(status) && isAboutCredit(said)
                || status >= 500 && ReasonWords.sayCreditIsSpent(said)) {
            return new AccountTrouble(Kind.CREDIT, reasons.of(ReasonClass.ACCOUNT, answer, words));
        }
        if (status == 403 && ReasonWords.nameContent(said)) {
            return new SubmitAnswer.Refused(reasons.quoted(ReasonClass.MODERATED, answer, words));
        }
        return switch (status) {
            // The last eight: nobody at this address takes such a POST, or a proxy on the way wants something.
            case 401, 403, 404, 301, 307, 308, 405, 407, 410, 421, 426 ->
                new AccountTrouble(Kind.of(status), reasons.of(ReasonClass.ACCOUNT, answer, words));
            case 425, 429 -> throttled(answer, words);
            case 503 -> ReasonWords.nameCapacity(said) ? throttled(answer, words) : uncertain(answer, words);
            default ->
                refusedByStatus && !isOpen(status)
                        ? new SubmitAnswer.Refused(reasons.quoted(ReasonWords.ofRefusal(said), answer, words))
                        : uncertain(answer, words);
        };
    }

    /**
     * A 4xx that leaves open what became of the request: a timeout, a conflict with one that is there, a lost client.
     */
    private static boolean isOpen(int status) {
        return status == 408 || status == 409 || status == 499;
    }

    /** Refused content may name credits too: the prompt's, of a film. */
    private static boolean isAboutCredit(String said) {
        return ReasonWords.nameCredit(said)
                && ReasonWords.of(said).filter(ReasonClass.MODERATED::equals).isEmpty();
    }

    private SubmitAnswer throttled(HttpAnswer answer, Optional<Words> words) {
        JsonNode body = Json.read(answer.body()).orElse(MissingNode.getInstance());
        return new SubmitAnswer.Throttled(
                reasons.of(ReasonClass.RATE_LIMITED, answer, words), Waits.of(answer, body), Waits.limit(body));
    }

    private SubmitAnswer uncertain(HttpAnswer answer, Optional<Words> words) {
        String what = answer.isSuccess() ? "an answer without a request id: " : "";
        String said =
                what + reasons.of(ReasonClass.UNKNOWN_SUBMIT, answer, words).text();
        return new SubmitAnswer.Uncertain(reasons.ours(
                ReasonClass.UNKNOWN_SUBMIT, "whether the upstream took the request is not known: " + said));
    }
}
