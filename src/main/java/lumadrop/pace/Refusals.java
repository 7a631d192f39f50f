package lumadrop.pace;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lumadrop.job.Reason;

/**
 * Notices when submits are refused alike, one after the other: the first few of a drop, or many in a row. Then the next
 * ones would be refused as well, and one notice says more than a thousand. Thread-safe.
 */
public final class Refusals {
    private static final int FIRST_OF_A_DROP = 5;
    private static final int IN_A_ROW = 20;
    private static final int DROPS = 1000;
    private static final Streak BROKEN = new Streak("", 0);

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|`[^`]*`");
    private static final Pattern NUMBERED = Pattern.compile("[\\p{L}\\p{N}_-]*\\p{N}[\\p{L}\\p{N}_-]*");

    private record Streak(String kind, int length) {
        Streak and(String next) {
            return kind.equals(next) ? new Streak(kind, length + 1) : new Streak(next, 1);
        }
    }

    /**
     * The rest of the drop is not worth sending.
     *
     * @param refused how many were refused alike
     * @param firstOfDrop whether they were the first of the drop, rather than of several
     */
    public record Alike(int refused, boolean firstOfDrop) {}

    private final Map<String, Streak> byDrop = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Streak> eldest) {
            return size() > DROPS;
        }
    };

    private Streak overall = BROKEN;

    /** A submit of the drop was taken. */
    public synchronized void taken(String drop) {
        byDrop.put(drop, BROKEN);
        overall = BROKEN;
    }

    /** A submit of the drop was refused; tells whether that is once too often. */
    public synchronized Optional<Alike> refused(String drop, Reason reason) {
        String kind = kind(reason);
        overall = overall.and(kind);
        Streak before = byDrop.get(drop);
        Streak streak = before == null ? new Streak(kind, 1) : before.kind().equals(kind) ? before.and(kind) : BROKEN;
        byDrop.put(drop, streak);
        if (streak.length() >= FIRST_OF_A_DROP) {
            return Optional.of(new Alike(streak.length(), true));
        }
        return overall.length() >= IN_A_ROW ? Optional.of(new Alike(overall.length(), false)) : Optional.empty();
    }

    /** The rest of the drop is held; should a person let it go on, it has as many tries again. */
    public synchronized void held(String drop) {
        byDrop.remove(drop);
    }

    /** What differs from job to job is left out: numbers, ids, quoted words. */
    private static String kind(Reason reason) {
        String text = QUOTED.matcher(reason.text().toLowerCase(Locale.ROOT)).replaceAll("\"\"");
        return reason.reasonClass() + ": " + NUMBERED.matcher(text).replaceAll("0");
    }
}
