package lumadrop.ledger;

import java.util.Locale;

/** What becomes of a drop whose content was dropped before. One with an idempotency key of its own is no such drop. */
public enum OnSame {
    /** Held while the one before it is unfinished: most likely an accident. Taken once that is done. */
    HOLD_WHILE_UNFINISHED,
    /** Taken like any other. */
    ACCEPT,
    /** Held, also when the one before it is done. */
    HOLD,
    /** Not taken, also when the one before it is done. */
    REJECT;

    /** @param word as it stands in the settings: {@code hold-while-unfinished} */
    public static OnSame of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
