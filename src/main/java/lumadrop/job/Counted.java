package lumadrop.job;

import java.util.Locale;

/** What is counted, each by the class of its reason, for as long as the ledger lives. */
public enum Counted {
    /** A file that went to {@code failed/}. */
    REFUSED_DROP,
    /** A job that was not taken, as its {@code idempotency_key}, or its drop's, was seen before. */
    REPEATED,
    /** A job that failed. */
    FAILED,
    /** A step that met a trouble and is tried again. */
    RETRIED,
    /** A job that was held for a person. */
    HELD,
    /** Work of a kind, or of several for one reason, that stood still as a whole. */
    PAUSED;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As it is written: {@code refused-drop}. */
    public String word() {
        return word;
    }
}
