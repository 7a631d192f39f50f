package lumadrop.output;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import lumadrop.job.Job;
import lumadrop.job.JobState;
import lumadrop.job.Mode;
import lumadrop.job.Phase;
import lumadrop.job.ReasonClass;

/**
 * What a job is thought to have cost, in USD: an estimate, never an invoice.
 *
 * <p>A picture counts its mode's price. A job without a picture counts one where it may have been paid for: it ended
 * upstream with success, or it may yet (in flight, overdue, given up while it ran), or nobody knows whether the
 * upstream took it. It counts nothing where it never left, or was refused, or failed upstream: whether failures are
 * billed is not documented. A job counts for its last request; what an earlier one cost before a person's {@code retry}
 * is not in.
 */
final class Cost {
    private static final Set<ReasonClass> REFUSED = EnumSet.of(
            ReasonClass.INVALID,
            ReasonClass.MODERATED,
            ReasonClass.ACCOUNT,
            ReasonClass.RATE_LIMITED,
            ReasonClass.UPSTREAM_FAILED,
            ReasonClass.IMAGE_UNREACHABLE);

    private final Map<Mode, BigDecimal> prices;

    /** @param prices USD a picture, for every mode */
    Cost(Map<Mode, BigDecimal> prices) {
        this.prices = new EnumMap<>(prices);
        for (Mode mode : Mode.values()) {
            if (!this.prices.containsKey(mode)) {
                throw new IllegalArgumentException("no price for " + mode.word());
            }
        }
    }

    BigDecimal of(JobRecord told) {
        int pictures =
                told.pictures().isEmpty() ? maybePaid(told) : told.pictures().size();
        return pictures == 0
                ? BigDecimal.ZERO
                : prices.get(told.job().ask().mode()).multiply(BigDecimal.valueOf(pictures));
    }

    private static int maybePaid(JobRecord told) {
        Job job = told.job();
        ReasonClass reason = job.reason() == null ? null : job.reason().reasonClass();
        boolean stopped = job.state() == JobState.FAILED || job.state() == JobState.HELD;
        if (stopped && REFUSED.contains(reason)) {
            return 0;
        }
        if (job.request() != null) {
            Phase ended = job.request().ended();
            return ended == null || ended == Phase.SUCCEEDED
                    ? Math.max(1, job.request().media().size())
                    : 0;
        }
        boolean unknown = job.state() == JobState.SUBMITTING
                || job.state() == JobState.UNKNOWN
                || stopped && reason == ReasonClass.UNKNOWN_SUBMIT
                || stopped && reason == ReasonClass.CANCELLED && onceUnknown(told);
        return unknown ? 1 : 0;
    }

    private static boolean onceUnknown(JobRecord told) {
        return told.events().stream()
                .anyMatch(event -> event.kind().equals("state") && event.word().equals(JobState.UNKNOWN.word()));
    }
}
