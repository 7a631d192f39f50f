package lumadrop.job;

import java.util.Locale;

/** Where a job stands. The names, in lower case, are those of the ledger, of {@code ledger:STATE} and of the manifest. */
public enum JobState {
    /** Taken from the inbox and recorded; not yet sent. */
    ACCEPTED,
    /** About to be sent, or sent and not yet answered. Written before the request leaves. */
    SUBMITTING,
    /** Sent, but whether the upstream took it is not known. Never sent again before that is settled. */
    UNKNOWN,
    /** The upstream has it; its request id is known. */
    IN_FLIGHT,
    /** In flight for longer than the deadline; asked after ever more rarely, and still collected when it succeeds. */
    OVERDUE,
    /** Finished upstream with pictures; not yet downloaded. */
    READY,
    /** Stopped until a person decides. */
    HELD,
    /** Ended without a picture. */
    FAILED,
    /** Ended with its pictures in the output folder. */
    DONE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The state as it is written: {@code in_flight}. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException if the word names no state */
    public static JobState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Nothing more will happen to the job unless a person asks for it. */
    public boolean isSettled() {
        return this == FAILED || this == DONE;
    }

    /** Something will happen to the job without a person, and soon: a drop waits for such jobs before its manifest is written. */
    public boolean isWorking() {
        return switch (this) {
            case ACCEPTED, SUBMITTING, UNKNOWN, IN_FLIGHT, READY -> true;
            case OVERDUE, HELD, FAILED, DONE -> false;
        };
    }

    /** Counts against {@code lumadrop.max-in-flight}. */
    public boolean isInFlight() {
        return this == SUBMITTING || this == IN_FLIGHT;
    }
}
