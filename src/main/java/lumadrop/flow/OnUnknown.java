package lumadrop.flow;

import java.util.Locale;

/** What is done where it is not known whether a submit arrived: {@code lumadrop.on-unknown-submit}. */
enum OnUnknown {
    /** The upstream's list tells. */
    RECONCILE,
    /** A person tells. */
    HOLD,
    /** It is sent again: the operator accepts that it may be paid twice. */
    RESUBMIT;

    static OnUnknown of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
