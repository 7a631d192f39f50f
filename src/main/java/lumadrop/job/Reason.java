package lumadrop.job;

import java.util.Objects;

/**
 * Why a job failed, is held or waits.
 *
 * @param text the upstream's own words where there are any, else ours; one line, shown to people as it is
 */
public record Reason(ReasonClass reasonClass, String text) {
    public Reason {
        Objects.requireNonNull(reasonClass);
        Objects.requireNonNull(text);
    }
}
