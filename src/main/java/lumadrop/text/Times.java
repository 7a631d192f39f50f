package lumadrop.text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Points in time as people and programs get to see them. */
public final class Times {
    private Times() {}

    /** RFC 3339 in UTC, to the millisecond at most: what is finer is no use to anybody and hides the rest. */
    public static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
