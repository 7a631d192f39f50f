package lumadrop.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a submit is answered when nothing is odd. */
public enum AnswerMode {
    /** At once, {@code queued}. */
    QUEUED,
    /** At once, {@code created}. */
    CREATED,
    /** At once, {@code dispatched}. */
    DISPATCHED,
    /** At once, {@code processing}. */
    PROCESSING,
    /** After the generation, with the outcome. */
    BLOCKING,
    /** After the generation, {@code success} with id and times only. */
    BLOCKING_WITHOUT_OUTCOME,
    /** One of the above, of which this is the last, by the request's seed. */
    MIXED;

    /** The name as it is written in a setting. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean blocks() {
        return this == BLOCKING || this == BLOCKING_WITHOUT_OUTCOME;
    }

    /** Settles {@link #MIXED} for one request. */
    AnswerMode settled(long seed) {
        return this != MIXED ? this : values()[(int) Long.remainderUnsigned(Seeds.mix(seed, 7), values().length - 1)];
    }

    static AnswerMode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.id().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("lumadrop.sandbox.answers: '" + text + "' is none of "
                        + Arrays.stream(values()).map(AnswerMode::id).collect(Collectors.joining(", "))));
    }
}
