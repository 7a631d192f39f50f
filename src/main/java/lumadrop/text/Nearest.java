package lumadrop.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one most likely meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The known name with the fewest edits to the given one, letters' case, {@code -} and {@code _} not counted; empty
     * where even that one differs in more than a third of its characters (at least two). Of several as near, the one
     * that begins alike for longest: who mistypes a word mostly gets its beginning right.
     */
    public static Optional<String> to(String name, Collection<String> known) {
        String wanted = plain(name);
        String best = null;
        int fewest = Integer.MAX_VALUE;
        int longest = -1;
        for (String candidate : known) {
            String other = plain(candidate);
            int edits = edits(wanted, other);
            int alike = alike(wanted, other);
            if (edits < fewest || edits == fewest && alike > longest) {
                fewest = edits;
                longest = alike;
                best = candidate;
            }
        }
        return fewest <= Math.max(2, wanted.length() / 3) ? Optional.ofNullable(best) : Optional.empty();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many characters the two begin with alike. */
    private static int alike(String a, String b) {
        int at = 0;
        while (at < a.length() && at < b.length() && a.charAt(at) == b.charAt(at)) {
            at++;
        }
        return at;
    }

    /** The distance of optimal string alignment: one step inserts, drops or replaces a letter, or swaps two neighbours. */
    private static int edits(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
