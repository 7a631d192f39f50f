package lumadrop.job;

import java.util.Locale;

/** Why work stands still as a whole: a closed list, the same in status, logs and counters. */
public enum PauseClass {
    /** Key, credit, entitlement, model name or base URL: every call would meet it. */
    ACCOUNT,
    /** The upstream does not answer, or answers that it cannot. */
    UPSTREAM_DOWN,
    /** A host that pictures come from does not answer as it should. */
    MEDIA_DOWN,
    /** A folder is not mounted, or cannot be written. */
    STORAGE,
    /** Too little room is left for what would be paid for. */
    NO_ROOM,
    /** Too much that is finished waits to be collected. */
    BACKLOG,
    /** What lies in the inbox cannot be taken, for a fault of ours. */
    INTAKE,
    /** The ledger cannot be read or written. */
    LEDGER;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The class as it is written: {@code upstream-down}. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException if the word names no class */
    public static PauseClass of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
