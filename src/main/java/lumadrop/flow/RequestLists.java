package lumadrop.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lumadrop.api.HttpAnswer;
import lumadrop.api.ListAnswer;
import lumadrop.reconcile.RequestList;

/** From a page of the upstream's list, and the answer that brought it, to what can be judged by. */
final class RequestLists {
    /** Whole seconds here and there, and the time that the answer took. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    /** For two clocks of which nothing is known. */
    private static final Duration WIDE_MARGIN = Duration.ofMinutes(5);

    private RequestLists() {}

    /** @param lacks a request of ours that should be there and is not; null for none */
    static RequestList of(ListAnswer.Page page, HttpAnswer answer, Instant asked, String lacks) {
        Optional<Duration> ahead = answer.date().map(date -> Duration.between(answer.seenAt(), date));
        return new RequestList(
                page.items(),
                page.total(),
                page.unreadable(),
                asked,
                ahead.orElse(Duration.ZERO),
                ahead.isPresent() ? MARGIN : WIDE_MARGIN,
                lacks);
    }
}
