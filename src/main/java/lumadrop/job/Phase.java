package lumadrop.job;

import java.util.Locale;

/** What a status of the upstream means to us, whatever its spelling. */
public enum Phase {
    QUEUED,
    PROCESSING,
    /** A status that is on no list of ours: not terminal, asked again until the deadline. */
    UNRECOGNISED,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** The phase as routes and people write it: {@code succeeded}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isTerminal() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }
}
